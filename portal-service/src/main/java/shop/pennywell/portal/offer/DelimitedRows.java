package shop.pennywell.portal.offer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Comma- or tab-separated records with quotes as in RFC 4180, read so that one stray quote spoils one record: a record that
 * would run on over the following lines is believed only when it then has the header's number of columns.
 */
final class DelimitedRows implements Rows {

    private static final int MAX_LINE = 200_000;
    private static final int MAX_LINES_OF_A_RECORD = 300;

    private final Reader in;
    private final CSVFormat format;
    private final Deque<Line> ahead = new ArrayDeque<>();
    private final List<String> header;
    private long read;
    private long line = 1;

    DelimitedRows(Reader in, char delimiter) throws IOException, UnreadableFile {
        this.in = in instanceof BufferedReader ? in : new BufferedReader(in);
        this.format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setTrailingData(true)
                .setLenientEof(true)
                .get();
        this.header = header();
    }

    private record Line(String text, boolean cut, boolean oddQuotes) {}

    @Override
    public long line() {
        return line;
    }

    @Override
    public Row next() throws IOException, RowRejected {
        while (fill(1)) {
            line = read - ahead.size() + 1;
            Line first = ahead.poll();
            if (first.cut()) {
                throw new RowRejected("malformed-row", "The line has more than " + MAX_LINE + " characters.");
            }
            if (first.text().isBlank()) {
                continue;
            }
            List<String> values = first.oddQuotes() ? joined(first) : null;
            if (values == null) {
                values = split(first.text());
            }
            return row(values);
        }
        return null;
    }

    private Row row(List<String> values) throws RowRejected {
        if (values == null) {
            throw new RowRejected("malformed-row", "The quotes of the line don't match.");
        }
        for (int extra = header.size(); extra < values.size(); extra++) {
            if (!values.get(extra).isBlank()) {
                throw new RowRejected(
                        "malformed-row",
                        "There are %d columns where the header has %d.".formatted(values.size(), header.size()));
            }
        }
        Map<String, String> fields = new HashMap<>();
        for (int column = 0; column < Math.min(values.size(), header.size()); column++) {
            fields.putIfAbsent(header.get(column), values.get(column));
        }
        return new Row(line, fields);
    }

    /** The record that begins with this line and ends where its quotes close; null when no such record makes sense. */
    private List<String> joined(Line first) throws IOException {
        StringBuilder text = new StringBuilder(first.text());
        boolean open = true;
        int lines = 0;
        while (open && lines < MAX_LINES_OF_A_RECORD && text.length() < MAX_LINE && fill(lines + 1)) {
            Line next = at(lines++);
            text.append('\n').append(next.text());
            open ^= next.oddQuotes();
        }
        List<String> values = open ? null : split(text.toString());
        if (values == null || values.size() != header.size()) {
            return null;
        }
        for (int taken = 0; taken < lines; taken++) {
            ahead.poll();
        }
        return values;
    }

    private List<String> header() throws IOException, UnreadableFile {
        while (fill(1)) {
            Line first = ahead.poll();
            if (!first.text().isBlank()) {
                List<String> names = first.cut() ? null : split(first.text());
                if (names == null || names.size() < 2) {
                    throw new UnreadableFile(read, "header-missing", "The first line is not a header of this format.");
                }
                return names.stream().map(Row::nameOf).toList();
            }
        }
        throw new UnreadableFile(1, "header-missing", "The file is empty.");
    }

    /** Null when the quotes make no sense, or when the text is more than one record. */
    private List<String> split(String text) {
        try (CSVParser parser = CSVParser.parse(text.replace('\r', ' '), format)) {
            Iterator<CSVRecord> records = parser.iterator();
            List<String> values = records.hasNext() ? records.next().toList() : List.of();
            return records.hasNext() ? null : values;
        } catch (IOException | RuntimeException nonsense) {
            return null;
        }
    }

    private Line at(int index) {
        Iterator<Line> lines = ahead.iterator();
        for (int skipped = 0; skipped < index; skipped++) {
            lines.next();
        }
        return lines.next();
    }

    /** Whether that many lines lie ahead. */
    private boolean fill(int wanted) throws IOException {
        while (ahead.size() < wanted) {
            Line next = readLine();
            if (next == null) {
                return false;
            }
            read++;
            ahead.add(next);
        }
        return true;
    }

    /** Like {@code BufferedReader.readLine}, but a line without end takes no memory without end. */
    private Line readLine() throws IOException {
        StringBuilder text = new StringBuilder();
        boolean cut = false;
        boolean odd = false;
        int character = in.read();
        if (character < 0) {
            return null;
        }
        for (; character >= 0 && character != '\n'; character = in.read()) {
            odd ^= character == '"';
            if (text.length() < MAX_LINE) {
                text.append((char) character);
            } else {
                cut = true;
            }
        }
        if (text.length() > 0 && text.charAt(text.length() - 1) == '\r') {
            text.setLength(text.length() - 1);
        }
        return new Line(text.toString(), cut, odd);
    }
}
