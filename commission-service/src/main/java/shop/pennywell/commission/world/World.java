package shop.pennywell.commission.world;

/** Each has the same tables, in a schema of its own. What is done in one cannot be seen from the other (ADR 15). */
public enum World {
    PRODUCTION,
    /** For partners' developers: nothing in it is money. */
    SANDBOX;

    /** What the client ids and postback keys of the sandbox begin with, and no others: PostgreSQL sees to it. */
    private static final String SANDBOX_PREFIX = "sandbox-";

    /** The world that a client id or postback key opens, if it opens any. */
    public static World ofKey(String key) {
        return key.startsWith(SANDBOX_PREFIX) ? SANDBOX : PRODUCTION;
    }

    /** A client id or postback key that opens this world. */
    public String key(String production, String rest) {
        return (this == SANDBOX ? SANDBOX_PREFIX : production) + rest;
    }
}
