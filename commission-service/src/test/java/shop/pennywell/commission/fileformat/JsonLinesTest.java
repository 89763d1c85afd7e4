package shop.pennywell.commission.fileformat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

class JsonLinesTest {

    @Test
    void eachLineIsReadByItself() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes("\uFEFF{\"a\":1}\r\n\n{\"a\":2} {\"a\":3}\n{\"a\":\nnull\n".getBytes(UTF_8));
        file.writeBytes(new byte[] {'"', (byte) 0xc3, '"', '\n'});
        file.writeBytes(("\"" + "x".repeat(Lines.MAX_LINE) + "\"\n").getBytes(UTF_8));
        file.writeBytes("{\"a\":\"ü\"}".getBytes(UTF_8));

        List<Entry> entries = Read.all(FileFormat.JSON_LINES, Kind.ORDERS, file.toByteArray());

        assertEquals(
                Arrays.asList(null, "malformed-line", "malformed-line", null, "not-utf-8", "line-too-long", null),
                Read.codes(entries));
        assertEquals(List.of(1L, 3L, 4L, 5L, 6L, 7L, 8L), Read.lines(entries));
        assertEquals("ü", entries.get(6).payload().path("a").asText());
    }

    @Test
    void aLineOfVeryManyValuesIsRefused() {
        byte[] file = ("[" + "{},".repeat(100_000) + "{}]\n{}\n").getBytes(UTF_8);

        assertEquals(
                Arrays.asList("malformed-line", null), Read.codes(Read.all(FileFormat.JSON_LINES, Kind.ORDERS, file)));
    }

    @Test
    void aLineThatIsNestedWithoutEndIsRefused() {
        byte[] file = ("[".repeat(100_000) + "\n{}\n").getBytes(UTF_8);

        assertEquals(
                Arrays.asList("malformed-line", null), Read.codes(Read.all(FileFormat.JSON_LINES, Kind.ORDERS, file)));
    }
}
