package shop.pennywell.defaults.problem;

import java.util.List;

/** Thrown anywhere below a resource, answered as an RFC 9457 document. */
public class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ProblemType type;
    private final transient List<FieldError> errors;

    public Problem(ProblemType type, String detail) {
        this(type, detail, List.of());
    }

    private Problem(ProblemType type, String detail, List<FieldError> errors) {
        super(detail);
        this.type = type;
        this.errors = List.copyOf(errors);
    }

    /** The same problem, pointing at the places in the request that caused it. */
    public Problem with(List<FieldError> places) {
        return new Problem(type, getMessage(), places);
    }

    public ProblemType type() {
        return type;
    }

    public List<FieldError> errors() {
        return errors;
    }
}
