package shop.pennywell.portal.offer;

/** A file that as a whole is not of its format: nothing of it can be trusted. */
public final class UnreadableFile extends Exception {

    private static final long serialVersionUID = 1L;

    private final long line;
    private final String code;

    UnreadableFile(long line, String code, String detail) {
        super(detail);
        this.line = line;
        this.code = code;
    }

    public long line() {
        return line;
    }

    public String code() {
        return code;
    }
}
