package shop.pennywell.commission.network.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.transaction.Reason;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static shop.pennywell.commission.network.api.Samples.UTC;
import static shop.pennywell.commission.network.api.Samples.amount;
import static shop.pennywell.commission.network.api.Samples.complaint;

class TradedoublerTest {
    private final Tradedoubler tradedoubler = new Tradedoubler();
    private final JsonNode rows = Samples.answer("tradedoubler.json").get("items");
    private final List<NetworkRecord> records =
            Samples.read(tradedoubler, rows, new Terms(tradedoubler.access().usualZone(), "EUR"));

    @Test
    void readsWhatATransactionIs() {
        NetworkRecord record = records.get(0);

        assertEquals("77120340001", record.id());
        assertEquals("301122", record.programmeId());
        assertEquals("01JB4ZS1K2M3N4P5Q6R7S8T9V0", record.clickId());
        assertEquals("TD-403", record.orderReference());
        assertEquals(amount("10.05"), record.commission());
        assertEquals("EUR", record.saleCurrency(), "what the report was asked for in");
        assertEquals(Instant.parse("2026-02-26T20:40:12Z"), record.orderedAt(), "in winter one hour before UTC");
        assertEquals(Instant.parse("2026-07-26T19:40:12Z"), records.get(1).orderedAt(), "in summer two");
        assertEquals(Instant.parse("2026-07-28T08:00:00Z"), records.get(1).changedAt());
    }

    @Test
    void paidIsAFlagBesideTheStatus() {
        assertEquals(
                List.of(
                        RecordStatus.PENDING,
                        RecordStatus.APPROVED,
                        RecordStatus.PAID,
                        RecordStatus.DECLINED,
                        RecordStatus.DECLINED,
                        RecordStatus.OTHER),
                records.stream().map(NetworkRecord::status).toList());
    }

    @Test
    void aReasonHasANumberAndWords() {
        assertNull(records.get(1).reason(), "accepted by hand is no reason");
        assertEquals(Reason.VOUCHER_NOT_ALLOWED, records.get(3).reason());
        assertEquals("Voucher wrongly used", records.get(3).rawReason());
        assertEquals(Reason.CANCELLED, records.get(4).reason());
        assertEquals(Reason.OTHER, declinedFor("5", "No match"));
        assertEquals(Reason.RETURNED, declinedFor("10", null));
    }

    @Test
    void aLeadHasANumberOfItsOwnAndNoValue() {
        assertEquals("L-5", records.get(1).orderReference());
        assertEquals(amount("0"), records.get(1).sale());
        assertNull(records.get(1).clickId());
    }

    @Test
    void saysWhatIsMissingOrMakesNoSense() {
        assertEquals("status is missing", complaint(tradedoubler, rows.get(0), spoiled -> spoiled.remove("status")));
        assertEquals(
                "timeOfTransaction is missing",
                complaint(tradedoubler, rows.get(0), spoiled -> spoiled.putNull("timeOfTransaction")));
        assertEquals(
                "commission is not an amount",
                complaint(tradedoubler, rows.get(0), spoiled -> spoiled.put("commission", "10,05")));
    }

    private Reason declinedFor(String id, String words) {
        JsonNode row = rows.get(3).deepCopy();
        ((com.fasterxml.jackson.databind.node.ObjectNode) row)
                .put("reasonId", id)
                .put("reasonName", words);
        return tradedoubler.read(row, UTC).reason();
    }

    @Test
    void readsOthersSamples() {
        List<NetworkRecord> others =
                Samples.read(tradedoubler, Samples.others("tradedoubler.json").get("items"), Samples.UTC);

        assertEquals(
                List.of(RecordStatus.APPROVED, RecordStatus.PENDING, RecordStatus.DECLINED, RecordStatus.PAID),
                others.stream().map(NetworkRecord::status).toList());
        assertEquals(Instant.parse("2024-02-01T08:00:00Z"), others.get(0).changedAt());
    }
}
