package shop.pennywell.commission.network.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.transaction.Reason;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static shop.pennywell.commission.network.api.Samples.UTC;
import static shop.pennywell.commission.network.api.Samples.amount;
import static shop.pennywell.commission.network.api.Samples.complaint;

class PartnerizeTest {
    private final Partnerize partnerize = new Partnerize();
    private final List<JsonNode> rows = rows();
    private final List<NetworkRecord> records = Samples.read(partnerize, rows, UTC);

    @Test
    void whatIsRejectedOfAMixedConversionIsGone() {
        NetworkRecord record = records.get(0);

        assertEquals("204481l314", record.id());
        assertEquals("20l339", record.programmeId());
        assertEquals("01JB4ZS1K2M3N4P5Q6R7S8T9V0", record.clickId());
        assertEquals("P-7001", record.orderReference());
        assertEquals("mixed", record.rawStatus());
        assertEquals(RecordStatus.APPROVED, record.status());
        assertEquals(amount("80.82"), record.sale());
        assertEquals(amount("0.8082"), record.commission());
        assertEquals(Reason.RETURNED, record.reason());
        assertEquals(Instant.parse("2026-03-08T18:41:07Z"), record.orderedAt());
        assertEquals(Instant.parse("2026-05-13T09:12:55Z"), record.changedAt());
        assertEquals(
                List.of(new NetworkRecord.Part("123", "Shoes", null, 1, amount("80.82"), amount("0.8082"))),
                record.parts());
    }

    @Test
    void isPaidWhenEveryBillIs() {
        assertEquals(RecordStatus.APPROVED, records.get(1).status());
        ObjectNode paid = rows.get(1).deepCopy();
        paid.withObject("/selfbills_paid").put("9l2", "2026-07-31 00:00:00");

        assertEquals(RecordStatus.PAID, partnerize.read(paid, UTC).status());
        assertEquals(amount("2.00010"), records.get(1).commission());
    }

    @Test
    void isAsFarAsTheItemThatIsLeastFar() {
        assertEquals(RecordStatus.PENDING, withStatuses("pending", "approved"));
        assertEquals(RecordStatus.PENDING, withStatuses("approved", "pending"));
        assertEquals(RecordStatus.DECLINED, withStatuses("rejected", "rejected"));
        assertEquals(RecordStatus.OTHER, withStatuses("approved", "on_hold"));
        assertEquals(RecordStatus.APPROVED, withStatuses("rejected", "approved"));
    }

    @Test
    void aRejectedConversionIsDeclinedForItsReason() {
        assertEquals(RecordStatus.DECLINED, records.get(2).status());
        assertEquals(Reason.DUPLICATE_ORDER, records.get(2).reason());
        assertEquals("Duplicate order", records.get(2).rawReason());
    }

    @Test
    void saysWhatIsMissingOrMakesNoSense() {
        assertEquals(
                "campaign_id is missing", complaint(partnerize, rows.get(0), spoiled -> spoiled.remove("campaign_id")));
        assertEquals(
                "conversion_date_time is missing",
                complaint(partnerize, rows.get(0), spoiled -> spoiled.remove("conversion_time")));
        assertEquals("item_status is missing", complaint(partnerize, rows.get(0), spoiled -> spoiled.putArray(
                        "conversion_items")
                .addObject()));
        assertEquals(
                "conversion_status is missing",
                complaint(partnerize, rows.get(0), spoiled -> spoiled.putObject("conversion_value")));
    }

    @Test
    void readsOthersSamplesWhichHaveNoItems() {
        JsonNode others = Samples.others("partnerize.json").at("/conversions/conversion");
        List<NetworkRecord> read = Samples.read(partnerize, others, UTC);

        assertEquals(
                List.of(RecordStatus.APPROVED, RecordStatus.PENDING, RecordStatus.DECLINED),
                read.stream().map(NetworkRecord::status).toList());
        assertEquals(amount("9.00"), read.get(0).commission());
        assertEquals(Reason.RETURNED, read.get(2).reason());
    }

    private RecordStatus withStatuses(String first, String second) {
        ObjectNode row = rows.get(0).deepCopy();
        ((ObjectNode) row.at("/conversion_items/0")).put("item_status", first);
        ((ObjectNode) row.at("/conversion_items/1")).put("item_status", second);
        return partnerize.read(row, UTC).status();
    }

    private static List<JsonNode> rows() {
        List<JsonNode> rows = new ArrayList<>();
        Samples.answer("partnerize.json").get("conversions").forEach(row -> rows.add(row.get("conversion_data")));
        return rows;
    }
}
