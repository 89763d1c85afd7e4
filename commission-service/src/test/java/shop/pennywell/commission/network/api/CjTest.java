package shop.pennywell.commission.network.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.transaction.Reason;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static shop.pennywell.commission.network.api.Samples.UTC;
import static shop.pennywell.commission.network.api.Samples.amount;
import static shop.pennywell.commission.network.api.Samples.complaint;

class CjTest {
    private final Cj cj = new Cj();
    private final JsonNode rows = Samples.answer("cj.json").at("/data/publisherCommissions/records");
    private final List<NetworkRecord> records = Samples.read(cj, rows, UTC);

    @Test
    void readsWhatACommissionIsToTheThirdDecimal() {
        NetworkRecord record = records.get(0);

        assertEquals("2536000000", record.id());
        assertEquals("5554321", record.programmeId());
        assertEquals("01JB4ZS1K2M3N4P5Q6R7S8T9V0", record.clickId());
        assertEquals("SO-99120", record.orderReference());
        assertEquals(amount("129.970"), record.sale());
        assertEquals(amount("7.781"), record.commission());
        assertEquals("EUR", record.commissionCurrency(), "of the account, since the answer does not say");
        assertEquals(Instant.parse("2026-10-20T12:04:11Z"), record.orderedAt());
        assertEquals(
                List.of(
                        new NetworkRecord.Part("LAMP-1", null, null, 2, amount("99.980"), amount("5.985")),
                        new NetworkRecord.Part("CABLE", null, null, 1, amount("29.990"), amount("1.796"))),
                record.parts());
    }

    @Test
    void rowsOfOneOrderBelongTogether() {
        assertEquals(
                List.of("5554321:412345:SO-99120", "5554321:412345:SO-99120", "5554321:412345:SO-99120"),
                records.subList(0, 3).stream().map(NetworkRecord::orderKey).toList());
        assertEquals("5554321:1988000002", records.get(3).orderKey());
        assertEquals("5554321:null:SO-99123", records.get(6).orderKey());
    }

    @Test
    void closedIsSettledAndNotDeclined() {
        assertEquals(
                List.of(
                        RecordStatus.PENDING,
                        RecordStatus.PENDING,
                        RecordStatus.PENDING,
                        RecordStatus.PENDING,
                        RecordStatus.APPROVED,
                        RecordStatus.PAID,
                        RecordStatus.OTHER),
                records.stream().map(NetworkRecord::status).toList());
        assertEquals("LOCKED ACCEPTED", records.get(4).rawStatus());
    }

    @Test
    void anUnknownValidationIsNeverGuessedAt() {
        ObjectNode row = rows.get(0).deepCopy();

        assertEquals(
                RecordStatus.DECLINED,
                cj.read(row.put("validationStatus", "DECLINED"), UTC).status());
        assertEquals(
                RecordStatus.OTHER,
                cj.read(row.put("validationStatus", "MOVED"), UTC).status());
    }

    @Test
    void aCorrectionHasItsReasonAndMayBeNegative() {
        assertEquals(Reason.RETURNED, records.get(1).reason());
        assertEquals(amount("-7.781"), records.get(1).commission());
        assertEquals(-2, records.get(1).parts().get(0).quantity());
        assertNull(records.get(0).reason());
    }

    @Test
    void aLeadHasNoSaleAndNoParts() {
        assertEquals(amount("0"), records.get(3).sale());
        assertEquals(List.of(), records.get(3).parts());
    }

    @Test
    void saysWhatIsMissingOrMakesNoSense() {
        assertEquals("commissionId is missing", complaint(cj, rows.get(0), spoiled -> spoiled.remove("commissionId")));
        assertEquals(
                "pubCommissionAmountPubCurrency is missing",
                complaint(cj, rows.get(0), spoiled -> spoiled.putNull("pubCommissionAmountPubCurrency")));
        assertEquals("eventDate is not a time", complaint(cj, rows.get(0), spoiled -> spoiled.put("eventDate", "x")));
        assertEquals("quantity is not a whole number", complaint(cj, rows.get(0), spoiled -> spoiled.withArray("items")
                .addObject()
                .put("quantity", "1.5")));
    }

    @Test
    void readsOthersSamples() {
        JsonNode commissions = Samples.others("cj.json").at("/data/publisherCommissions/records");
        List<NetworkRecord> others = Samples.read(cj, commissions, UTC);

        assertEquals(
                List.of(
                        RecordStatus.APPROVED,
                        RecordStatus.PENDING,
                        RecordStatus.PAID,
                        RecordStatus.APPROVED,
                        RecordStatus.PENDING),
                others.stream().map(NetworkRecord::status).toList());
        assertEquals(Reason.RETURNED, others.get(2).reason());
    }
}
