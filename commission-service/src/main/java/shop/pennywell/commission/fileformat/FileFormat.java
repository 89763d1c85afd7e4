package shop.pennywell.commission.fileformat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;

/** How a file is written: UTF-8, with or without a byte order mark, lines ended by LF or CR LF. */
public enum FileFormat {
    /** RFC 4180 with a header. */
    CSV {
        @Override
        public EntryReader begin(InputStream in, Kind kind, ObjectMapper json) throws IOException {
            Lines lines = new Lines(in, 0, 0);
            return new CsvEntries(lines, CsvHeader.read(lines, kind), kind, json);
        }

        @Override
        public EntryReader resume(
                InputStream beginning, InputStream in, long position, long lines, Kind kind, ObjectMapper json)
                throws IOException {
            CsvHeader header = CsvHeader.read(new Lines(beginning, 0, 0), kind);
            return new CsvEntries(new Lines(in, position, lines), header, kind, json);
        }

        @Override
        public EntryCopy copy(InputStream beginning, Kind kind, ObjectMapper json, Writer out) throws IOException {
            return new CsvCopy(CsvHeader.read(new Lines(beginning, 0, 0), kind), out);
        }
    },
    /** One object of the API a line. */
    JSON_LINES {
        @Override
        public EntryReader begin(InputStream in, Kind kind, ObjectMapper json) {
            return new JsonLines(in, 0, 0, json);
        }

        @Override
        public EntryReader resume(
                InputStream beginning, InputStream in, long position, long lines, Kind kind, ObjectMapper json) {
            return new JsonLines(in, position, lines, json);
        }

        @Override
        public EntryCopy copy(InputStream beginning, Kind kind, ObjectMapper json, Writer out) {
            return new JsonCopy(json, out);
        }
    };

    /** What is enough of a file's beginning, in bytes, to go on reading it from anywhere. */
    public static final int BEGINNING = 2 * Lines.MAX_LINE;

    /**
     * Reads a file from its beginning on.
     *
     * @throws UnreadableFile if it has not the header that it needs
     */
    public abstract EntryReader begin(InputStream in, Kind kind, ObjectMapper json) throws IOException;

    /**
     * Goes on reading a file.
     *
     * @param beginning its first {@link #BEGINNING} bytes
     * @param in what follows the position
     * @param position that another reader has told, with its lines
     */
    public abstract EntryReader resume(
            InputStream beginning, InputStream in, long position, long lines, Kind kind, ObjectMapper json)
            throws IOException;

    /**
     * Begins a file with entries of another.
     *
     * @param beginning of the other, its first {@link #BEGINNING} bytes
     */
    public abstract EntryCopy copy(InputStream beginning, Kind kind, ObjectMapper json, Writer out) throws IOException;
}
