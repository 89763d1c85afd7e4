package shop.pennywell.commission.network.api;

import java.time.Duration;

/** A network did not give what it was asked for: in which way, and how long to leave it alone if it said so. */
public final class NetworkFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** What to do about it follows from the kind. */
    public enum Kind {
        /** Too many calls: wait. */
        THROTTLED("throttled"),
        /** Not there, too slow, or broken on its side: try again. */
        AWAY("network-away"),
        /** Our credentials are not taken: staff have to look. */
        REFUSED("credentials-refused"),
        /** It does not like the question. */
        REJECTED("request-rejected"),
        /** It has nothing of that name. */
        NOT_FOUND("not-found"),
        /** The answer is not of the form that we know. */
        UNREADABLE("answer-unreadable"),
        /** More than we take at once: ask for less. */
        TOO_LARGE("answer-too-large");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    private final Kind kind;
    private final transient Duration pause;

    NetworkFailure(Kind kind, String detail) {
        this(kind, detail, null);
    }

    NetworkFailure(Kind kind, String detail, Duration pause) {
        super(detail);
        this.kind = kind;
        this.pause = pause;
    }

    public Kind kind() {
        return kind;
    }

    /** What the network asked us to wait; null if it said nothing. */
    public Duration pause() {
        return pause;
    }
}
