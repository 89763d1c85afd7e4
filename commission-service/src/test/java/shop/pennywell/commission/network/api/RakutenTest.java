package shop.pennywell.commission.network.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.transaction.Reason;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static shop.pennywell.commission.network.api.Samples.UTC;
import static shop.pennywell.commission.network.api.Samples.amount;
import static shop.pennywell.commission.network.api.Samples.complaint;

class RakutenTest {
    private static final List<Map<String, String>> REPORT = report(Samples.text("rakuten-payment.csv"));

    private final Rakuten rakuten = new Rakuten();
    private final JsonNode answer = Samples.answer("rakuten.json");
    private final List<NetworkRecord> events = Samples.read(rakuten, answer, UTC);

    @Test
    void anEventIsOneArticleOfAnOrder() {
        NetworkRecord event = events.get(0);

        assertEquals("f6d1d6a5a2b54b1c", event.id());
        assertEquals("38605:W-4411", event.orderKey());
        assertEquals("38605", event.programmeId());
        assertEquals("01JB4ZS1K2M3N4P5Q6R7S8T9V0", event.clickId());
        assertEquals(Instant.parse("2026-10-20T12:04:11Z"), event.orderedAt());
        assertEquals("USD", event.commissionCurrency());
        assertEquals(
                List.of(new NetworkRecord.Part("JACKET-M", "Jacket", null, 1, amount("89.5"), amount("7.16"))),
                event.parts());
        assertEquals(event.orderKey(), events.get(1).orderKey());
        assertEquals(amount("-0.96"), events.get(2).commission());
        assertEquals(-3, events.get(2).parts().get(0).quantity());
    }

    @Test
    void eventsHaveNoStatusAndSoAreNoMoreThanPending() {
        assertEquals(
                List.of(RecordStatus.PENDING, RecordStatus.PENDING, RecordStatus.PENDING),
                events.stream().map(NetworkRecord::status).toList());
    }

    @Test
    void whatIsPaidStandsInTheLinesOfItsInvoices() {
        List<NetworkRecord> lines = lines();

        assertEquals("38605:W-4411", lines.get(0).orderKey());
        assertEquals(NetworkRecord.Kind.SETTLEMENT, lines.get(0).kind());
        assertEquals(amount("7.00"), lines.get(0).commission(), "what it paid, not what it had promised");
        assertEquals("EUR", lines.get(0).commissionCurrency(), "of the account, since the report does not say");
        assertNull(lines.get(0).clickId());
        assertEquals(
                List.of(RecordStatus.PAID, RecordStatus.DECLINED, RecordStatus.PENDING, RecordStatus.OTHER),
                lines.stream().map(NetworkRecord::status).toList());
        assertEquals(Reason.VOUCHER_NOT_ALLOWED, lines.get(1).reason());
    }

    @Test
    void linesThatAreAlikeAreTwoAndKeepTheirIds() {
        List<NetworkRecord> lines = lines();

        assertEquals("INV-1:W-4413:SOCKS:10/20/2026:12:04:11:1", lines.get(2).id());
        assertEquals("INV-1:W-4413:SOCKS:10/20/2026:12:04:11:2", lines.get(3).id());
    }

    @Test
    void saysWhatIsMissingOrMakesNoSense() {
        JsonNode row = answer.get(0);

        assertEquals(
                "transaction_id is missing", complaint(rakuten, row, spoiled -> spoiled.remove("etransaction_id")));
        assertEquals("currency is missing", complaint(rakuten, row, spoiled -> spoiled.remove("currency")));
        assertEquals(
                "not a time: Tue Foo 20 2026 12:04:11 GMT+0000 (UTC)",
                complaint(
                        rakuten,
                        row,
                        spoiled -> spoiled.put("transaction_date", "Tue Foo 20 2026 12:04:11 GMT+0000 (UTC)")));
        assertEquals(
                "Actual Commission is not an amount",
                complaint(rakuten, line(REPORT.get(0), 1), spoiled -> spoiled.put("Actual Commission", "seven")));
    }

    @Test
    void readsOthersSamples() {
        List<NetworkRecord> others =
                Samples.read(rakuten, Samples.others("rakuten.json").get("transactions"), UTC);

        assertEquals(
                List.of(RecordStatus.APPROVED, RecordStatus.PENDING, RecordStatus.DECLINED, RecordStatus.PAID),
                others.stream().map(NetworkRecord::status).toList());
        assertEquals(Reason.RETURNED, others.get(2).reason());
    }

    @Test
    void readsReportsAsTheyComeAndNothingElse() {
        assertEquals(
                List.of(Map.of("a", "1", "b c", "x, \"y\"\nz"), Map.of("a", "2"), Map.of("a", "3", "b c", "4")),
                report("\uFEFFa, b c\r\n1,\"x, \"\"y\"\"\nz\"\r\n\r\n2\n3,4,5"));
        assertEquals(List.of(), report("a,b\n"));
        assertEquals(List.of(), report(""));
        assertThrows(NetworkFailure.class, () -> Rakuten.rows("a,b\n\"x".getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Map<String, String>> report(String text) {
        try {
            return Rakuten.rows(text.getBytes(StandardCharsets.UTF_8));
        } catch (NetworkFailure broken) {
            throw new AssertionError(broken);
        }
    }

    private List<NetworkRecord> lines() {
        List<JsonNode> rows = new ArrayList<>();
        for (int i = 0; i < REPORT.size(); i++) {
            rows.add(line(REPORT.get(i), i == 3 ? 2 : 1));
        }
        return Samples.read(rakuten, rows, UTC);
    }

    private static ObjectNode line(Map<String, String> csv, int occurrence) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        csv.forEach(line::put);
        return line.put("invoice", "INV-1").put("occurrence", occurrence);
    }
}
