package shop.pennywell.commission.network.api;

/** What an account is asked for; each window has its own cursor, so that a long one never holds up a short one. */
public enum PollWindow {
    /** Orders made since the last time. */
    NEW,
    /** Orders validated, amended or locked since the last time, as far as the network can tell. */
    CHANGED,
    /** All orders of the last months, because networks change some without telling. */
    SWEEP
}
