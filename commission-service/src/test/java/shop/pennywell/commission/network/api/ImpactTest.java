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

class ImpactTest {
    private final Impact impact = new Impact();
    private final JsonNode rows = Samples.answer("impact.json").get("Actions");
    private final List<NetworkRecord> records = Samples.read(impact, rows, UTC);

    @Test
    void readsWhatAnActionIs() {
        NetworkRecord record = records.get(0);

        assertEquals("2107.5521.301133", record.id());
        assertEquals("2107", record.programmeId());
        assertEquals("01JB4ZS1K2M3N4P5Q6R7S8T9V0", record.clickId());
        assertEquals("IM-55120", record.orderReference());
        assertEquals(amount("32.49"), record.sale());
        assertEquals(amount("1.30"), record.commission());
        assertEquals(Instant.parse("2026-09-10T18:05:14Z"), record.orderedAt());
        assertEquals(Instant.parse("2026-09-10T17:51:33Z"), record.clickedAt());
    }

    @Test
    void whatHasClearedIsPaid() {
        assertEquals(
                List.of(
                        RecordStatus.PENDING,
                        RecordStatus.APPROVED,
                        RecordStatus.PAID,
                        RecordStatus.DECLINED,
                        RecordStatus.APPROVED,
                        RecordStatus.OTHER),
                records.stream().map(NetworkRecord::status).toList());
    }

    @Test
    void anAmountThatIsNotGivenIsTheIntendedOne() {
        assertEquals(amount("60.00"), records.get(4).sale());
        assertNull(records.get(1).clickId());
    }

    @Test
    void timesWithoutOffsetAreInTheAccountsZone() {
        NetworkRecord record = impact.read(rows.get(2), Samples.terms("America/Los_Angeles"));

        assertEquals(Instant.parse("2026-09-10T18:05:14Z"), record.orderedAt());
    }

    @Test
    void theLogCountsNothingAndSaysWhy() {
        List<NetworkRecord> log =
                Samples.read(impact, Samples.answer("impact-updates.json").get("ActionUpdates"), UTC);

        assertEquals(NetworkRecord.Kind.NOTE, log.get(0).kind());
        assertEquals("2107.5521.301136", log.get(0).orderKey());
        assertEquals(amount("0"), log.get(0).commission());
        assertEquals(Reason.RETURNED, log.get(0).reason());
        assertEquals("ITEM_RETURNED", log.get(0).rawReason());
        assertNull(log.get(1).reason(), "a state that needs no reason has none");
    }

    @Test
    void saysWhatIsMissingOrMakesNoSense() {
        assertEquals("Payout is missing", complaint(impact, rows.get(0), spoiled -> spoiled.put("Payout", "")));
        assertEquals("State is missing", complaint(impact, rows.get(0), spoiled -> spoiled.remove("State")));
        assertEquals("EventDate is missing", complaint(impact, rows.get(0), spoiled -> spoiled.put("EventDate", "")));
        assertEquals(
                "ClearedDate is not a time",
                complaint(impact, rows.get(0), spoiled -> spoiled.put("ClearedDate", "never")));
    }

    @Test
    void readsOthersSamples() {
        List<NetworkRecord> others =
                Samples.read(impact, Samples.others("impact.json").get("Actions"), UTC);

        assertEquals(
                List.of(
                        RecordStatus.APPROVED,
                        RecordStatus.PENDING,
                        RecordStatus.DECLINED,
                        RecordStatus.PAID,
                        RecordStatus.APPROVED),
                others.stream().map(NetworkRecord::status).toList());
    }
}
