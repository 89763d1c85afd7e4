package shop.pennywell.gateway;

import java.util.LinkedHashMap;
import java.util.Map;

/** Ends a request with a problem. It carries no stack trace: refusing is ordinary work here. */
public final class Refusal extends RuntimeException {

    private final GatewayProblem problem;
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    Refusal(GatewayProblem problem, String detail) {
        super(detail, null, false, false);
        this.problem = problem;
    }

    /** Adds a header that the answer must carry. */
    public Refusal with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    public GatewayProblem problem() {
        return problem;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
