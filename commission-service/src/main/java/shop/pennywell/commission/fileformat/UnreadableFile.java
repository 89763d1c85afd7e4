package shop.pennywell.commission.fileformat;

import java.io.IOException;

/** The file as a whole is not what it should be. */
public final class UnreadableFile extends IOException {
    private static final long serialVersionUID = 1L;

    private final String code;

    UnreadableFile(String code, String detail) {
        super(detail);
        this.code = code;
    }

    /** Stable, for machines. */
    public String code() {
        return code;
    }
}
