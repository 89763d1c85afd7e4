package shop.pennywell.commission.fileformat;

import java.io.IOException;
import java.util.List;
import shop.pennywell.commission.fileformat.Lines.Line;

/**
 * The records of a CSV file after its header. One stray quotation mark spoils one line: a record that would run on over the lines that follow is
 * believed only if it then has the header's number of columns.
 */
final class CsvRows {
    private static final int MOST_LINES = 100;

    private final Lines lines;
    private final CsvHeader header;

    CsvRows(Lines lines, CsvHeader header) {
        this.lines = lines;
        this.header = header;
    }

    /**
     * A record.
     *
     * @param cells null if it could not be read
     * @param text of one that could not be read, as far as it goes
     */
    record Row(long line, long position, long length, List<String> cells, String text, String code, String detail) {}

    /** Null at the end. */
    Row next() throws IOException {
        Line first = lines.poll();
        while (first != null && first.isBlank()) {
            first = lines.poll();
        }
        if (first == null) {
            return null;
        }
        if (first.bytes() == null) {
            return unreadable(first, "line-too-long", "a line has at most 1 MB");
        }
        if ((first.quotes() & 1) == 1) {
            Row joined = joined(first);
            if (joined != null) {
                return joined;
            }
        }
        String text = first.text();
        if (text == null) {
            return unreadable(first, "not-utf-8", "the line is not UTF-8");
        }
        List<String> cells = CsvText.split(text);
        if (cells == null) {
            return unreadable(first, "malformed-line", "the quotation marks of the line make no sense");
        }
        if (cells.size() != header.size()) {
            return unreadable(
                    first,
                    "malformed-line",
                    "the line has " + cells.size() + " columns and the header " + header.size());
        }
        return new Row(first.number(), first.position(), first.length(), cells, null, null, null);
    }

    /** The record that begins with this line and ends where its quotation marks do; null when no such record makes sense. */
    private Row joined(Line first) throws IOException {
        String begin = first.text();
        if (begin == null) {
            return null;
        }
        StringBuilder text = new StringBuilder(begin);
        long length = first.length();
        boolean open = true;
        int more = 0;
        while (open) {
            Line next = more < MOST_LINES ? lines.peek(more) : null;
            String line = next == null || next.bytes() == null ? null : next.text();
            if (line == null || length + next.length() > Lines.MAX_LINE) {
                return null;
            }
            text.append('\n').append(line);
            length += next.length();
            open ^= (next.quotes() & 1) == 1;
            more++;
        }
        List<String> cells = CsvText.split(text.toString());
        if (cells == null || cells.size() != header.size()) {
            return null;
        }
        for (int taken = 0; taken < more; taken++) {
            lines.poll();
        }
        return new Row(first.number(), first.position(), length, cells, null, null, null);
    }

    private static Row unreadable(Line line, String code, String detail) {
        return new Row(line.number(), line.position(), line.length(), null, line.textAsFarAsItGoes(), code, detail);
    }
}
