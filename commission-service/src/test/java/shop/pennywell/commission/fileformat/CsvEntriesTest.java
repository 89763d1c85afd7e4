package shop.pennywell.commission.fileformat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CsvEntriesTest {
    private static final String HEADER =
            "clickId,orderReference,orderedAt,currency,customer,voucherCode,sku,name,group,quantity,amount\n";

    @Test
    void readsARowAsTheApiWouldGetIt() throws IOException {
        List<Entry> entries = Read.orders(
                HEADER + "C1,A-1,2026-11-24T10:00:00Z,EUR,NEW,,sku 1,\"a \"\"red\"\" one, big\",TOYS,2,12.50\r\n");

        assertEquals(Read.JSON.readTree("""
                        {"clickId":"C1","orderReference":"A-1","orderedAt":"2026-11-24T10:00:00Z","currency":"EUR","customer":"NEW",
                         "items":[{"sku":"sku 1","name":"a \\"red\\" one, big","group":"TOYS","quantity":2,"amount":"12.50"}]}"""), entries.get(0).payload());
        assertEquals(2, entries.get(0).line());
        assertEquals(1, entries.size());
    }

    @Test
    void rowsOfTheSameReferenceInSequenceAreOneOrder() {
        List<Entry> entries =
                Read.orders(HEADER + row("A", "a") + "C1,A,,,,,b,,,1,1.00\n" + row("B", "c") + row("A", "d"));

        assertEquals(
                List.of(2, 1, 1),
                entries.stream().map(e -> e.payload().path("items").size()).toList());
        assertEquals(List.of(2L, 4L, 5L), Read.lines(entries));
        assertEquals(List.of("a", "b"), skus(entries.get(0)));
    }

    @Test
    void anItemWithTheNumberOneBeginsAnOrder() {
        String header = HEADER.replace("sku,", "item,sku,");
        String row = row("A", "a").replace(",a,", ",%d,a,");

        List<Entry> entries =
                Read.orders(header + row.formatted(1) + row.formatted(2) + row.formatted(1) + row.formatted(2));

        assertEquals(List.of(2L, 4L), Read.lines(entries));
    }

    @Test
    void refusesAnOrderWhoseRowsContradictEachOther() {
        List<Entry> entries = Read.orders(HEADER + row("A", "a") + row("A", "b").replace("EUR", "GBP") + row("B", "c"));

        assertEquals(Arrays.asList("rows-differ", null), Read.codes(entries));
        assertEquals(List.of(3L, 4L), Read.lines(entries));
        assertTrue(entries.get(0).detail().contains("currency"));
    }

    @Test
    void aLineThatCannotBeReadSpoilsNoOtherOrder() {
        List<Entry> entries = Read.orders(HEADER + row("A-1", "a") + "what is this\n" + row("A-2", "b") + "\"\n"
                + row("A-3", "c") + "A-17,x\n\n" + row("A-4", "d"));

        assertEquals(
                Arrays.asList(null, "malformed-line", null, "malformed-line", null, "malformed-line", null),
                Read.codes(entries));
        assertEquals(List.of(2L, 3L, 4L, 5L, 6L, 7L, 9L), Read.lines(entries));
    }

    /** An order without one of its items could never be put right: the same reference again is a duplicate. */
    @Test
    void anOrderWithALineThatCannotBeReadIsRefusedAsAWhole() {
        String broken = "C1,A,too short\n";
        String nameless = "nothing of use\n";

        assertEquals(
                Arrays.asList("malformed-line", null),
                Read.codes(Read.orders(HEADER + row("A", "a") + broken + row("B", "c"))));
        assertEquals(
                Arrays.asList("malformed-line", null),
                Read.codes(Read.orders(HEADER + broken + row("A", "a") + row("B", "c"))));
        List<Entry> within = Read.orders(HEADER + row("A", "a") + nameless + nameless + row("A", "b") + row("B", "c"));
        assertEquals(Arrays.asList("malformed-line", null), Read.codes(within));
        assertEquals(List.of(3L, 6L), Read.lines(within));
        assertEquals(HEADER.length(), within.get(0).position());
        assertEquals(
                2L * row("A", "a").length() + 2L * nameless.length(),
                within.get(0).length());
    }

    @Test
    void bytesThatAreNoUtf8SpoilTheirLine() {
        byte[] file = (HEADER + row("A", "?") + row("B", "b")).getBytes(StandardCharsets.UTF_8);
        file[indexOf(file, '?')] = (byte) 0xe4;

        List<Entry> entries = Read.all(FileFormat.CSV, Kind.ORDERS, file);

        assertEquals(Arrays.asList("not-utf-8", null), Read.codes(entries));
        assertEquals(2, entries.get(0).line());
    }

    @Test
    void takesAByteOrderMarkAndOtherUtf8() {
        List<Entry> entries = Read.orders("\uFEFF" + HEADER + row("Ä-€-😀", "ünïcode"));

        assertEquals("Ä-€-😀", entries.get(0).payload().path("orderReference").asText());
        assertEquals(List.of("ünïcode"), skus(entries.get(0)));
    }

    @Test
    void aQuotedCellMaySpanLinesAndCountsByItsFirst() {
        String spanning = row("A", "a").replace(",a,,", ",a,\"one\ntwo\n\"\"three\"\"\",");

        List<Entry> entries = Read.orders(HEADER + spanning + row("B", "b"));

        assertEquals(
                "one\ntwo\n\"three\"",
                entries.get(0).payload().at("/items/0/name").asText());
        assertEquals(List.of(2L, 5L), Read.lines(entries));
    }

    @Test
    void oneStrayQuotationMarkSpoilsOneLineAtMost() {
        String opened = row("A", "a").replace(",a,,", ",a,\"never closed,");
        String inch = row("C", "c").replace(",c,,", ",c,5\" pan,");

        List<Entry> entries =
                Read.orders(HEADER + opened + row("B", "b") + inch + row("D", "d") + opened.replace(",A,", ",E,"));

        assertEquals(Arrays.asList("malformed-line", null, null, null, "malformed-line"), Read.codes(entries));
        assertEquals(List.of(2L, 3L, 4L, 5L, 6L), Read.lines(entries));
        assertEquals("5\" pan", entries.get(2).payload().at("/items/0/name").asText());
    }

    @Test
    void aLineOfMoreThanAMegabyteIsSkipped() {
        String endless = row("A", "x".repeat(Lines.MAX_LINE));

        List<Entry> entries = Read.orders(HEADER + endless + row("B", "b"));

        assertEquals(Arrays.asList("line-too-long", null), Read.codes(entries));
        assertEquals(HEADER.length() + endless.length(), entries.get(1).position());
        assertEquals(3, entries.get(1).line());
    }

    @Test
    void anOrderHasAtMostTwoThousandRows() {
        List<Entry> entries =
                Read.orders(HEADER + row("A", "a").repeat(2_001) + row("B", "b").repeat(2_000));

        assertEquals(Arrays.asList("too-many-rows", null), Read.codes(entries));
        assertEquals(List.of(2L, 2_003L), Read.lines(entries));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                        | header-missing",
                "sku                                       | header-incomplete",
                "clickId;orderReference                    | header-incomplete",
                "clickId,orderReference,orderedAt,currency,sku,quantity | header-incomplete",
                "clickId,orderReference,orderedAt,currency,sku,quantity,amount,Sku | header-ambiguous",
                "\"clickId,orderReference                  | header-missing"
            })
    void refusesAFileWithoutTheHeaderThatItNeeds(String header, String code) {
        byte[] file = (header + "\n").getBytes(StandardCharsets.UTF_8);

        UnreadableFile refused = assertThrows(
                UnreadableFile.class,
                () -> FileFormat.CSV.begin(new ByteArrayInputStream(file), Kind.ORDERS, Read.JSON));

        assertEquals(code, refused.code());
    }

    @Test
    void refusesAHeaderThatIsFarFromTheBeginning() {
        byte[] file = ("\n".repeat(Lines.MAX_LINE + 1) + HEADER).getBytes(StandardCharsets.UTF_8);

        UnreadableFile refused = assertThrows(
                UnreadableFile.class,
                () -> FileFormat.CSV.begin(new ByteArrayInputStream(file), Kind.ORDERS, Read.JSON));

        assertEquals("header-missing", refused.code());
    }

    @Test
    void saysOfABadHeaderOnlyWhatCanBeKept() {
        String name = "\u0000\u0001" + "x".repeat(1000);
        byte[] file = (HEADER.strip() + "," + name + "," + name + "\n").getBytes(StandardCharsets.UTF_8);

        UnreadableFile refused = assertThrows(
                UnreadableFile.class,
                () -> FileFormat.CSV.begin(new ByteArrayInputStream(file), Kind.ORDERS, Read.JSON));

        assertEquals("two columns are called ??" + "x".repeat(48), refused.getMessage());
    }

    @Test
    void takesColumnsInAnyOrderAndCaseAndPassesOverThoseItDoesNotKnow() {
        List<Entry> entries = Read.orders("""
                        amount, SKU ,error-line,quantity,currency,orderedat,OrderReference,CLICKID,
                        1.00,a,7,1,EUR,2026-11-24T10:00:00Z,A,C1,
                        """);

        assertNull(entries.get(0).code());
        assertEquals("A", entries.get(0).payload().path("orderReference").asText());
        assertEquals(1, entries.get(0).payload().at("/items/0/quantity").asInt());
    }

    @Test
    void leavesTheJudgementOfNumbersToTheApi() {
        Entry entry = Read.orders(HEADER + row("A", "a").replace(",1,1.00", ",1.5,1e3"))
                .get(0);

        assertEquals("1.5", entry.payload().at("/items/0/quantity").textValue());
        assertEquals("1e3", entry.payload().at("/items/0/amount").textValue());
    }

    @Test
    void readsValidationsOneARowAndAmendmentsByTheirItems() throws IOException {
        String file = """
                transactionId,orderReference,action,reason,sku,quantity,amount
                ,A,APPROVE,,,,
                ,A,APPROVE,,,,
                ,B,DECLINE,RETURNED,,,
                ,C,AMEND,OTHER,a,1,2.00
                ,C,AMEND,,b,2,3.00
                01a2,,AMEND,,a,0,0.00
                ,D,APPROVE,,,,
                ,D,APPROVE,,a,1,2.00
                ,D,APPROVE,,b,1,2.00
                ,D,AMEND,,b,1,2.00
                """;

        List<Entry> entries = Read.all(FileFormat.CSV, Kind.VALIDATIONS, file.getBytes(StandardCharsets.UTF_8));

        assertEquals(List.of(2L, 3L, 4L, 5L, 7L, 8L, 9L, 11L), Read.lines(entries));
        assertEquals(List.of("a", "b"), skus(entries.get(6)));
        assertEquals(
                Read.JSON.readTree("{\"orderReference\":\"A\",\"action\":\"APPROVE\"}"),
                entries.get(0).payload());
        assertEquals(Read.JSON.readTree("""
                        {"orderReference":"C","action":"AMEND","reason":"OTHER",
                         "items":[{"sku":"a","quantity":1,"amount":"2.00"},{"sku":"b","quantity":2,"amount":"3.00"}]}"""), entries.get(3).payload());
    }

    private static String row(String reference, String sku) {
        return "C1," + reference + ",2026-11-24T10:00:00Z,EUR,,," + sku + ",,,1,1.00\n";
    }

    private static List<String> skus(Entry entry) {
        List<String> skus = new ArrayList<>();
        entry.payload()
                .path("items")
                .forEach((JsonNode item) -> skus.add(item.path("sku").asText()));
        return skus;
    }

    private static int indexOf(byte[] bytes, char wanted) {
        int at = 0;
        while (bytes[at] != wanted) {
            at++;
        }
        return at;
    }
}
