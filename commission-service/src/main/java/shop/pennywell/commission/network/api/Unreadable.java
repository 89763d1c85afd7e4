package shop.pennywell.commission.network.api;

/** A record that cannot be read: why. Cheap, for it is an answer and no failure. */
public final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String why) {
        super(why, null, false, false);
    }
}
