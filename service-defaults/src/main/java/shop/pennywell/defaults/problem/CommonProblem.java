package shop.pennywell.defaults.problem;

/** Problems that any endpoint of any service can answer. */
public enum CommonProblem implements ProblemType {
    MALFORMED_REQUEST(400, "malformed-request", "The request could not be read"),
    INVALID_REQUEST(400, "invalid-request", "The request has invalid values"),
    UNAUTHENTICATED(401, "unauthenticated", "Sign in first"),
    FORBIDDEN(403, "forbidden", "Your role does not allow this"),
    NOT_FOUND(404, "not-found", "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "This address does not answer that method"),
    NOT_ACCEPTABLE(406, "not-acceptable", "No representation of the wanted kind"),
    CONFLICT(409, "conflict", "Somebody else changed this at the same time"),
    PAYLOAD_TOO_LARGE(413, "payload-too-large", "The body is larger than allowed"),
    UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "The body is of a kind that is not read here"),
    TOO_MANY_REQUESTS(429, "too-many-requests", "Too many requests"),
    INTERNAL(500, "internal", "Something went wrong on our side"),
    UNAVAILABLE(503, "unavailable", "Not available just now");

    private final int status;
    private final String code;
    private final String title;

    CommonProblem(int status, String code, String title) {
        this.status = status;
        this.code = code;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String title() {
        return title;
    }
}
