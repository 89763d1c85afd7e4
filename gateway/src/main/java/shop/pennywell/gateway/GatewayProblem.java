package shop.pennywell.gateway;

/** Every problem that the gateway itself answers (RFC 9457); all others come from the services. */
public enum GatewayProblem {
    REQUEST_TARGET_INVALID(400, "The address of the request is malformed or ambiguous"),
    MALFORMED_REQUEST(400, "The request could not be understood"),
    TOKEN_INVALID(401, "The access token is invalid or has expired"),
    CROSS_SITE_REQUEST(403, "The request did not come from our own pages"),
    NOT_FOUND(404, "There is nothing at this address"),
    METHOD_NOT_ALLOWED(405, "The method is not supported"),
    REQUEST_TIMEOUT(408, "The request was not received in time"),
    PAYLOAD_TOO_LARGE(413, "The request body is too large"),
    URI_TOO_LONG(414, "The address of the request is too long"),
    EXPECTATION_FAILED(417, "The expectation cannot be met"),
    TOO_MANY_REQUESTS(429, "Too many requests from this address"),
    HEADERS_TOO_LARGE(431, "The headers of the request are too large"),
    INTERNAL(500, "Something went wrong on our side"),
    UPGRADE_NOT_SUPPORTED(501, "Protocol upgrades are not supported"),
    UPSTREAM_FAILED(502, "The service did not finish its answer"),
    UPSTREAM_UNAVAILABLE(503, "The service is not available right now"),
    UPSTREAM_BUSY(503, "The service has too much to do right now"),
    UPSTREAM_TIMEOUT(504, "The service did not answer in time");

    private final int status;
    private final String title;

    GatewayProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** Stable name for programs: {@code upstream-unavailable}. */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    public Refusal because(String detail) {
        return new Refusal(this, detail);
    }
}
