package shop.pennywell.commission.webhook;

/** What a partner's endpoint can hear of. */
public enum WebhookEvent {
    TRANSACTION_CHANGED("transaction.changed"),
    STATEMENT_CLOSED("statement.closed"),
    STATEMENT_SETTLED("statement.settled"),
    /** Sent on demand, to the endpoint that it is asked for. */
    TEST("webhook.test");

    /** Those that an endpoint may ask for, as a pattern. */
    static final String ASKABLE = "transaction\\.changed|statement\\.closed|statement\\.settled";

    private final String type;

    WebhookEvent(String type) {
        this.type = type;
    }

    /** As it stands in the body. */
    public String type() {
        return type;
    }
}
