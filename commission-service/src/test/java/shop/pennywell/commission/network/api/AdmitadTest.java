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

class AdmitadTest {
    private final Admitad admitad = new Admitad();
    private final JsonNode rows = Samples.answer("admitad.json").get("results");
    private final List<NetworkRecord> records =
            Samples.read(admitad, rows, new Terms(admitad.access().usualZone(), "EUR"));

    @Test
    void readsWhatAnActionIs() {
        NetworkRecord record = records.get(0);

        assertEquals("90001", record.id());
        assertEquals("3001", record.programmeId());
        assertEquals("01JB4ZS1K2M3N4P5Q6R7S8T9V0", record.clickId());
        assertEquals("ORD-1", record.orderReference());
        assertEquals(amount("5.5"), record.commission());
        assertEquals(amount("55.0"), record.sale());
        assertEquals(Instant.parse("2026-04-01T07:15:00Z"), record.orderedAt());
        assertEquals(Instant.parse("2026-04-02T06:00:00Z"), record.changedAt());
    }

    @Test
    void paidIsAFlagBesideTheStatusAndAStatusThatSoundsKnownIsNotGuessedAt() {
        assertEquals(
                List.of(
                        RecordStatus.PENDING,
                        RecordStatus.APPROVED,
                        RecordStatus.PAID,
                        RecordStatus.DECLINED,
                        RecordStatus.OTHER),
                records.stream().map(NetworkRecord::status).toList());
        assertEquals("approved_but_stalled", records.get(4).rawStatus());
    }

    @Test
    void aCommentIsAReasonOnlyOfADecline() {
        assertNull(records.get(1).reason());
        assertEquals(Reason.RETURNED, records.get(3).reason());
    }

    @Test
    void whatIsNotSoldHasNoCart() {
        assertEquals(amount("0"), records.get(2).sale());
        assertEquals("EUR", records.get(2).saleCurrency());
    }

    @Test
    void saysWhatIsMissingOrMakesNoSense() {
        assertEquals("action_id is missing", complaint(admitad, rows.get(0), spoiled -> spoiled.putNull("action_id")));
        assertEquals("payment is missing", complaint(admitad, rows.get(0), spoiled -> spoiled.putNull("payment")));
        assertEquals("currency is missing", complaint(admitad, rows.get(0), spoiled -> spoiled.remove("currency")));
        assertEquals(
                "action_date is not a time",
                complaint(admitad, rows.get(0), spoiled -> spoiled.put("action_date", "01.04.2026 10:15:00")));
    }

    @Test
    void readsOthersSamples() {
        List<NetworkRecord> others =
                Samples.read(admitad, Samples.others("admitad.json").get("results"), UTC);

        assertEquals(
                List.of(
                        RecordStatus.PENDING,
                        RecordStatus.APPROVED,
                        RecordStatus.DECLINED,
                        RecordStatus.APPROVED,
                        RecordStatus.OTHER),
                others.stream().map(NetworkRecord::status).toList());
    }
}
