package shop.pennywell.commission.webhook.wire;

import java.time.Duration;

/**
 * What became of a call.
 *
 * @param status 0 if there was no answer
 * @param error why not, in words of ours: those of the other side could hold anything; null if there was an answer
 * @param retryAfter what the other side asks us to wait, or null
 */
public record Answer(int status, String error, Duration retryAfter) {
    private static final int GONE = 410;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY = 429;

    public static Answer none(String error) {
        return new Answer(0, error, null);
    }

    public boolean isTaken() {
        return status >= 200 && status < 300;
    }

    /** The endpoint wants nothing more, ever. */
    public boolean isGone() {
        return status == GONE;
    }

    /** Whether it says more about the endpoint than about what was sent: another delivery would hardly fare better now. */
    public boolean isAway() {
        return status == 0 || status >= 500 || status == TOO_MANY || status == REQUEST_TIMEOUT;
    }

    /** For those who count. */
    public String outcome() {
        return isTaken() ? "taken" : isGone() ? "gone" : isAway() ? "away" : "refused";
    }

    /** For the partner to read; null if it was taken. */
    public String failure() {
        return isTaken() ? null : error == null ? "answered " + status : error;
    }
}
