package shop.pennywell.commission.network.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.transaction.Reason;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static shop.pennywell.commission.network.api.Samples.UTC;
import static shop.pennywell.commission.network.api.Samples.amount;
import static shop.pennywell.commission.network.api.Samples.complaint;

class AwinTest {
    private final Awin awin = new Awin();
    private final JsonNode answer = Samples.answer("awin.json");
    private final List<NetworkRecord> records = Samples.read(awin, answer, UTC);

    @Test
    void readsWhatATransactionIs() {
        NetworkRecord record = records.get(0);

        assertEquals("1518437201", record.id());
        assertEquals("1518437201", record.orderKey());
        assertEquals("8123", record.programmeId());
        assertEquals("01JB4ZS1K2M3N4P5Q6R7S8T9V0", record.clickId());
        assertEquals("G-10117", record.orderReference());
        assertEquals(RecordStatus.PENDING, record.status());
        assertEquals(amount("63.9"), record.sale());
        assertEquals(amount("6.39"), record.commission());
        assertEquals("GBP", record.commissionCurrency());
        assertEquals(Instant.parse("2026-10-20T22:04:00Z"), record.orderedAt());
        assertEquals(
                List.of(
                        new NetworkRecord.Part("DEFAULT", "Default", "DEFAULT", 1, amount("51.76"), amount("5.17")),
                        new NetworkRecord.Part(
                                "ELECTRONICS", "Electronics", "ELECTRONICS", 1, amount("12.14"), amount("1.22"))),
                record.parts());
    }

    @Test
    void paidIsAFlagBesideTheStatusAndAnUnknownStatusIsNeverGuessedAt() {
        assertEquals(
                List.of(
                        RecordStatus.PENDING,
                        RecordStatus.APPROVED,
                        RecordStatus.PAID,
                        RecordStatus.DECLINED,
                        RecordStatus.DECLINED,
                        RecordStatus.OTHER),
                records.stream().map(NetworkRecord::status).toList());
        assertEquals("under investigation", records.get(5).rawStatus());
    }

    @Test
    void keepsAReasonInTheirWordsAndInOurs() {
        assertEquals("Customer returned the item within 14 days", records.get(3).rawReason());
        assertEquals(Reason.RETURNED, records.get(3).reason());
        assertNull(records.get(4).reason());
    }

    @Test
    void aSlotThatIsNotOursIsNoClick() {
        assertNull(records.get(1).clickId());
        assertNull(records.get(2).clickId());
    }

    @Test
    void readsTimesInTheZoneThatWasAskedFor() {
        List<NetworkRecord> berlin = Samples.read(awin, answer, Samples.terms("Europe/Berlin"));
        List<NetworkRecord> london = Samples.read(awin, answer, Samples.terms("Europe/London"));

        assertEquals(Instant.parse("2026-10-20T20:04:00Z"), berlin.get(0).orderedAt());
        // 02:30 does not exist that night: it is 03:30 summer time.
        assertEquals(Instant.parse("2026-03-29T01:30:00Z"), berlin.get(1).orderedAt());
        // 01:30 comes twice that night in London: the second, so that no order seems to be before its click.
        assertEquals(Instant.parse("2026-10-25T01:30:00Z"), london.get(2).orderedAt());
    }

    @Test
    void aWordThatMeansTheSameIsNoNews() {
        ObjectNode same = answer.get(0).deepCopy();
        same.put("lapseTime", 1).put("somethingNew", "else");
        ((ObjectNode) same.get("saleAmount")).put("amount", amount("63.90"));
        ObjectNode other = answer.get(0).deepCopy();
        ((ObjectNode) other.get("saleAmount")).put("amount", amount("63.91"));

        String before = records.get(0).fingerprint();
        assertEquals(before, awin.read(same, UTC).fingerprint());
        assertNotEquals(before, awin.read(other, UTC).fingerprint());
    }

    @Test
    void saysWhatIsMissingOrMakesNoSense() {
        JsonNode row = answer.get(0);

        assertEquals("id is missing", complaint(awin, row, spoiled -> spoiled.remove("id")));
        assertEquals("advertiserId is missing", complaint(awin, row, spoiled -> spoiled.putNull("advertiserId")));
        assertEquals("currency is missing", complaint(awin, row, spoiled -> spoiled.putNull("saleAmount")));
        assertEquals("amount is missing", complaint(awin, row, spoiled -> spoiled.putObject("saleAmount")
                .put("currency", "GBP")));
        assertEquals("amount is not an amount", complaint(awin, row, spoiled -> spoiled.putObject("saleAmount")
                .put("amount", "5,59")
                .put("currency", "GBP")));
        assertEquals("amount is not an amount", complaint(awin, row, spoiled -> spoiled.putObject("commissionAmount")
                .put("amount", amount("1E+600000000"))
                .put("currency", "GBP")));
        assertEquals(
                "transactionDate is not a time",
                complaint(awin, row, spoiled -> spoiled.put("transactionDate", "yesterday")));
        assertEquals(
                "paidToPublisher is neither yes nor no",
                complaint(awin, row, spoiled -> spoiled.put("paidToPublisher", "perhaps")));
        assertEquals(
                "orderRef is not 1 to 200 visible characters",
                complaint(awin, row, spoiled -> spoiled.put("orderRef", "a\u0000b")));
        assertEquals(
                "not an object",
                assertThrows(Unreadable.class, () -> awin.read(Wire.read("[]"), UTC))
                        .getMessage());
    }

    @Test
    void anUnreadableRowKeepsItsIdIfItHasOne() {
        assertEquals("1518437201", awin.recordId(answer.get(0)).orElseThrow());
        assertEquals(true, awin.recordId(Wire.read("{\"id\":{}}")).isEmpty());
        assertEquals(true, awin.recordId(Wire.read("17")).isEmpty());
    }

    @Test
    void takesOnlyZonesThatAwinKnows() {
        awin.check(Samples.terms("Europe/Berlin"));

        assertThrows(IllegalArgumentException.class, () -> awin.check(Samples.terms("Asia/Tokyo")));
    }

    @Test
    void readsOthersSamples() {
        List<NetworkRecord> others = Samples.read(awin, Samples.others("awin.json"), UTC);

        assertEquals(
                List.of(RecordStatus.APPROVED, RecordStatus.PENDING, RecordStatus.DECLINED, RecordStatus.PAID),
                others.stream().map(NetworkRecord::status).toList());
        assertEquals(Reason.RETURNED, others.get(2).reason());
    }
}
