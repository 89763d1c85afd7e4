package shop.pennywell.local.api;

/** An answer of the platform's API other than 2xx. */
public final class ApiRefusal extends RuntimeException {
    private final int status;
    private final String body;

    ApiRefusal(String call, int status, String body) {
        super(call + " answered " + status + ": " + body);
        this.status = status;
        this.body = body;
    }

    public int status() {
        return status;
    }

    /** The problem document, as it came. */
    public String body() {
        return body;
    }
}
