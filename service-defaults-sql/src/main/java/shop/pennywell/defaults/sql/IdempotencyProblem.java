package shop.pennywell.defaults.sql;

import shop.pennywell.defaults.problem.ProblemType;

/** What may be wrong with an Idempotency-Key, for a service too that knows a request by the id it derived from the key. */
public enum IdempotencyProblem implements ProblemType {
    KEY_MISSING(400, "idempotency-key-missing", "This request needs an Idempotency-Key"),
    KEY_INVALID(400, "idempotency-key-invalid", "The Idempotency-Key is not 1 to 255 visible characters"),
    KEY_IN_FLIGHT(409, "idempotency-key-in-flight", "A request with this Idempotency-Key is still under way"),
    KEY_REUSED(422, "idempotency-key-reused", "This Idempotency-Key came with another request before");

    private final int status;
    private final String code;
    private final String title;

    IdempotencyProblem(int status, String code, String title) {
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
