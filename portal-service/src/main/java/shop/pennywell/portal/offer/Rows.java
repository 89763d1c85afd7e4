package shop.pennywell.portal.offer;

import java.io.IOException;

/** The records of a file, one after the other. */
interface Rows {

    /**
     * @return null after the last
     * @throws RowRejected for a record that cannot be taken apart; the next call goes on behind it
     */
    Row next() throws IOException, RowRejected, UnreadableFile;

    /** Where the record that {@link #next} answered or rejected begins. */
    long line();
}
