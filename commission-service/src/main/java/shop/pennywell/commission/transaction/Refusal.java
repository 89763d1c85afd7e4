package shop.pennywell.commission.transaction;

/** One order or validation of a batch is refused: why, for a machine and for a reader. Cheap, for it is an answer and no failure. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    Refusal(String code, String detail) {
        super(detail, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }
}
