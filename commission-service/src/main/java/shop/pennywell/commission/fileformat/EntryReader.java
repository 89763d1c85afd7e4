package shop.pennywell.commission.fileformat;

import java.io.IOException;

/** Reads a file entry by entry: the size of the file costs time, not memory, and what cannot be read spoils only itself. */
public interface EntryReader {

    /** The next entry, null at the end. */
    Entry next() throws IOException;

    /** Where the next entry begins, in bytes: a reader that is started here goes on as this one would. */
    long position();

    /** How many lines lie before {@link #position()}. */
    long lines();
}
