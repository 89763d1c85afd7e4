package shop.pennywell.defaults.problem;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Thrown anywhere below a resource, answered as an RFC 9457 document. */
public class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ProblemType type;
    private final transient List<FieldError> errors;
    private final Duration retryAfter;

    public Problem(ProblemType type, String detail) {
        this(type, detail, List.of(), null);
    }

    private Problem(ProblemType type, String detail, List<FieldError> errors, Duration retryAfter) {
        super(detail);
        this.type = type;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    /** The same problem, pointing at the places in the request that caused it. */
    public Problem with(List<FieldError> places) {
        return new Problem(type, getMessage(), places, retryAfter);
    }

    /** The same problem with a {@code Retry-After} header (RFC 9110), in whole seconds rounded up. */
    public Problem retryAfter(Duration wait) {
        return new Problem(type, getMessage(), errors, wait);
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    public ProblemType type() {
        return type;
    }

    public List<FieldError> errors() {
        return errors;
    }
}
