package shop.pennywell.commission.file;

import java.util.List;
import shop.pennywell.commission.fileformat.Entry;

/**
 * What of a file commits together.
 *
 * @param begin where it begins, in bytes
 * @param end where the next one begins
 * @param last whether the file ends with it
 */
record Piece(List<Entry> entries, long begin, long end, long linesBeforeEnd, boolean last) {}
