package shop.pennywell.commission.fileformat;

import java.io.IOException;

/** Writes entries of a file into another of the same format, each with what is wrong with it, so that it can be put right. */
public interface EntryCopy {

    /** The longest entry that is copied, in bytes. */
    int MAX_ENTRY = 2 << 20;

    /** @param text of the entry as it stands in the file; empty for one that is too long to be copied */
    void copy(byte[] text, long line, String code, String detail) throws IOException;
}
