package shop.pennywell.commission.fileformat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.InputStream;
import shop.pennywell.commission.fileformat.Lines.Line;

/** One JSON object a line, as the API takes it in a batch; blank lines count for nothing. */
final class JsonLines implements EntryReader {
    /** An order of 2,000 items has fewer; of many values that say nothing a line would take many times its length in memory. */
    private static final StreamReadConstraints MOST_TOKENS =
            StreamReadConstraints.builder().maxTokenCount(100_000).build();

    private final Lines lines;
    private final ObjectReader json;

    JsonLines(InputStream in, long position, long linesBefore, ObjectMapper json) {
        this.lines = new Lines(in, position, linesBefore);
        this.json = json.copyWith(
                        JsonFactory.builder().streamReadConstraints(MOST_TOKENS).build())
                .readerFor(JsonNode.class)
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    @Override
    public Entry next() throws IOException {
        Line line = lines.poll();
        while (line != null && line.isBlank()) {
            line = lines.poll();
        }
        return line == null ? null : entry(line);
    }

    @Override
    public long position() {
        return lines.position();
    }

    @Override
    public long lines() {
        return lines.before();
    }

    private Entry entry(Line line) throws IOException {
        if (line.bytes() == null) {
            return unreadable(line, "line-too-long", "a line has at most 1 MB");
        }
        String text = line.text();
        if (text == null) {
            return unreadable(line, "not-utf-8", "the line is not UTF-8");
        }
        try {
            return Entry.of(line.number(), line.position(), line.length(), json.readValue(text));
        } catch (JsonProcessingException broken) {
            return unreadable(line, "malformed-line", "the line is not one JSON value");
        }
    }

    private static Entry unreadable(Line line, String code, String detail) {
        return Entry.unreadable(line.number(), line.position(), line.length(), code, detail);
    }
}
