package shop.pennywell.defaults.problem;

/** One kind of problem that a service can answer; each service lists its own in one enum. */
public interface ProblemType {

    /** HTTP status code. */
    int status();

    /** Stable and machine-readable, in kebab case; the last part of the problem's {@code type} URI. */
    String code();

    /** The same words for every occurrence. */
    String title();

    default Problem problem(String detail) {
        return new Problem(this, detail);
    }
}
