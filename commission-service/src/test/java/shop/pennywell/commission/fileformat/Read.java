package shop.pennywell.commission.fileformat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A whole file at once, for tests. */
final class Read {
    static final ObjectMapper JSON = new ObjectMapper();

    private Read() {}

    static List<Entry> orders(String csv) {
        return all(FileFormat.CSV, Kind.ORDERS, csv.getBytes(StandardCharsets.UTF_8));
    }

    static List<Entry> all(FileFormat format, Kind kind, byte[] file) {
        try {
            return rest(format.begin(new ByteArrayInputStream(file), kind, JSON));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** As a replica does that takes a file over from another. */
    static List<Entry> from(FileFormat format, Kind kind, byte[] file, long position, long lines) {
        try {
            return rest(format.resume(
                    new ByteArrayInputStream(file),
                    new ByteArrayInputStream(Arrays.copyOfRange(file, (int) position, file.length)),
                    position,
                    lines,
                    kind,
                    JSON));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The codes in their order, null for what could be read. */
    static List<String> codes(List<Entry> entries) {
        return entries.stream().map(Entry::code).toList();
    }

    static List<Long> lines(List<Entry> entries) {
        return entries.stream().map(Entry::line).toList();
    }

    private static List<Entry> rest(EntryReader reader) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
            entries.add(entry);
        }
        return entries;
    }
}
