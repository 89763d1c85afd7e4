package shop.pennywell.portal.offer;

/** A row that cannot become an offer; the rows around it can. */
final class RowRejected extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    RowRejected(String code, String detail) {
        super(detail);
        this.code = code;
    }

    String code() {
        return code;
    }
}
