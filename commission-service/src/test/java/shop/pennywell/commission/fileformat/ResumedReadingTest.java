package shop.pennywell.commission.fileformat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Whoever goes on with a file where another has stopped reads what that one would have read. */
class ResumedReadingTest {
    private static final String HEADER = "clickId,orderReference,orderedAt,currency,sku,quantity,amount\n";

    @Property(tries = 500)
    void aFileReadInTwoPartsIsTheSameFile(@ForAll("files") byte[] file, @ForAll FileFormat format) throws IOException {
        List<Entry> whole = Read.all(format, Kind.ORDERS, file);

        EntryReader reader = format.begin(new ByteArrayInputStream(file), Kind.ORDERS, Read.JSON);
        for (int taken = 0; taken <= whole.size(); taken++) {
            List<Entry> parts = new ArrayList<>(whole.subList(0, taken));
            parts.addAll(Read.from(format, Kind.ORDERS, file, reader.position(), reader.lines()));
            assertEquals(whole, parts);
            reader.next();
        }
        assertEquals(file.length, reader.position());
    }

    /** Nothing is passed over in silence: every byte that is no blank line belongs to one entry. */
    @Property(tries = 500)
    void entriesCoverTheFile(@ForAll("files") byte[] file) {
        long end = HEADER.length();
        for (Entry entry : Read.all(FileFormat.CSV, Kind.ORDERS, file)) {
            assertEquals("", new String(Arrays.copyOfRange(file, (int) end, (int) entry.position()), UTF_8).strip());
            end = entry.position() + entry.length();
        }
        assertEquals("", new String(Arrays.copyOfRange(file, (int) end, file.length), UTF_8).strip());
    }

    @Test
    void readsAcrossTheEndsOfItsBuffer() {
        String row = "C,%06d,2026-11-24T10:00:00Z,EUR,a,1,1.00\r\n";
        StringBuilder file = new StringBuilder(HEADER);
        for (int i = 0; i < 10_000; i++) {
            file.append(row.formatted(i));
        }

        List<Entry> entries = Read.orders(file.toString());

        assertEquals(10_000, entries.size());
        for (int i = 0; i < 10_000; i++) {
            assertEquals(
                    "%06d".formatted(i),
                    entries.get(i).payload().path("orderReference").asText());
            assertEquals(i + 2, entries.get(i).line());
        }
    }

    @Provide
    Arbitrary<byte[]> files() {
        Arbitrary<String> rows = Arbitraries.of(
                "C,A,2026-11-24T10:00:00Z,EUR,a,1,1.00\n",
                "C,A,,,b,1,1.00\r\n",
                "C,B,2026-11-24T10:00:00Z,EUR,\"a\nb\",1,1.00\n",
                "C,B,2026-11-24T10:00:00Z,EUR,\"a,1,1.00\n",
                "C,B,2026-11-24T10:00:00Z,EUR,a\",1,1.00\n",
                "\n",
                "  \r\n",
                "A\n",
                "nonsense",
                "\"\n",
                "\"\"\n",
                "\u00ff\u00fe,\n",
                "{\"clickId\":\"C\",\"orderReference\":\"A\"}\n",
                "{}{}\n",
                "[1,2\n",
                "C,\u00e4,2026-11-24T10:00:00Z,GBP,a,x,\n");
        return rows.list().ofMaxSize(12).map(list -> {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(HEADER.getBytes(UTF_8));
            // In Latin-1 some of them are no UTF-8.
            list.forEach(row -> bytes.writeBytes(row.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)));
            return bytes.toByteArray();
        });
    }
}
