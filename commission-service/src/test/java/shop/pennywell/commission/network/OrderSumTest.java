package shop.pennywell.commission.network;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.network.OrderSum.Unsummable;
import shop.pennywell.commission.network.api.NetworkRecord;
import shop.pennywell.commission.network.api.RecordStatus;
import shop.pennywell.commission.transaction.NetworkSale.Part;
import shop.pennywell.commission.transaction.Reason;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.commission.network.api.RecordStatus.APPROVED;
import static shop.pennywell.commission.network.api.RecordStatus.DECLINED;
import static shop.pennywell.commission.network.api.RecordStatus.OTHER;
import static shop.pennywell.commission.network.api.RecordStatus.PAID;
import static shop.pennywell.commission.network.api.RecordStatus.PENDING;

class OrderSumTest {
    private static final Instant ORDERED = Instant.parse("2026-10-20T12:00:00Z");

    @Test
    void roundsTheSumAndNotTheRecords() {
        // 23.355 and 1.005 together; rounded one by one it would be 23.34 and 1.02.
        OrderSum sum = OrderSum.of(List.of(
                record("1", PENDING, "7.785", "0.335"),
                record("2", PENDING, "7.785", "0.335"),
                record("3", PENDING, "7.785", "0.335")));

        assertEquals(List.of(new Part("ORDER", null, null, 3, 2336, 100)), sum.parts());
    }

    @Test
    void roundsHalfToEven() {
        assertEquals(2, commission("0.025"));
        assertEquals(4, commission("0.035"));
        assertEquals(3, commission("0.0251"));
        assertEquals(91, commission("0.9092"));
    }

    @Test
    void correctionsAddUpInAnyOrder() {
        List<NetworkRecord> records = new ArrayList<>(List.of(
                record("1", PENDING, "100.000", "5.000"),
                record("2", PENDING, "-100.000", "-5.000"),
                record("3", PENDING, "60.000", "3.000")));

        assertEquals(6000, OrderSum.of(records).parts().get(0).valueMinor());
        Collections.reverse(records);
        assertEquals(300, OrderSum.of(records).parts().get(0).commissionMinor());
    }

    @Test
    void whatIsCorrectedToNothingIsDeclinedForTheCorrectionsReason() {
        OrderSum sum = OrderSum.of(List.of(
                record("1", PENDING, "100.00", "5.00"),
                because(record("2", PENDING, "-100.00", "-5.00"), "RETURNED_MERCHANDISE", Reason.RETURNED),
                because(record("3", PENDING, "0.00", "0.00"), "RETURNED_MERCHANDISE", Reason.RETURNED)));

        assertEquals(DECLINED, sum.status());
        assertEquals(Reason.RETURNED, sum.reason());
        assertEquals("RETURNED_MERCHANDISE", sum.rawReason());
        assertFalse(sum.negative());
    }

    @Test
    void anOrderThatIsWorthNothingFromTheBeginningIsNotDeclined() {
        assertEquals(
                PENDING,
                OrderSum.of(List.of(record("1", PENDING, "0.00", "0.00"))).status());
    }

    @Test
    void isAsFarAsTheRecordThatIsLeastFar() {
        assertEquals(PENDING, status(PAID, PENDING, APPROVED));
        assertEquals(APPROVED, status(PAID, APPROVED));
        assertEquals(PAID, status(PAID, PAID));
        assertEquals(PAID, status(PAID, DECLINED));
        assertEquals(DECLINED, status(DECLINED, DECLINED));
        assertEquals(OTHER, status(PAID, OTHER, DECLINED));
    }

    @Test
    void aDeclinedRecordCountsNothing() {
        OrderSum sum =
                OrderSum.of(List.of(record("1", APPROVED, "10.00", "1.00"), record("2", DECLINED, "5.00", "0.50")));

        assertEquals(1000, sum.parts().get(0).valueMinor());
    }

    @Test
    void whatIsDeclinedAsAWholeShowsWhatItWouldHaveBeen() {
        OrderSum sum =
                OrderSum.of(List.of(record("1", DECLINED, "10.00", "1.00"), record("2", DECLINED, "5.00", "0.50")));

        assertEquals(DECLINED, sum.status());
        assertEquals(List.of(new Part("ORDER", null, null, 2, 1500, 150)), sum.parts());
    }

    @Test
    void whatCameFromSeveralClicksIsNotOneOrder() {
        NetworkRecord first = record("1", PENDING, "10.00", "1.00");
        NetworkRecord second = record("2", PENDING, "5.00", "0.50");

        assertEquals("clicks-differ", code(clicked(first, "A"), clicked(second, "B")));
        assertEquals(
                "A",
                OrderSum.of(List.of(clicked(first, null), clicked(second, "A"))).clickId());
    }

    @Test
    void moreTakenAwayThanThereWasIsNegative() {
        OrderSum sum =
                OrderSum.of(List.of(record("1", PENDING, "10.00", "1.00"), record("2", PENDING, "-12.00", "-1.20")));

        assertTrue(sum.negative());
        assertEquals(DECLINED, sum.status());
    }

    @Test
    void partsOfTheSameKindAreOneAndThoseThatAreGoneAreNone() {
        NetworkRecord first = parts(
                record("1", PENDING, "30.00", "3.00"), part("a", 1, "10.00", "1.00"), part("b", 2, "20.00", "2.00"));
        NetworkRecord taken = parts(record("2", PENDING, "-20.00", "-2.00"), part("b", -2, "-20.00", "-2.00"));

        assertEquals(
                List.of(new Part("a", null, null, 1, 1000, 100)),
                OrderSum.of(List.of(first, taken)).parts());
    }

    @Test
    void aCorrectionThatDoesNotSayWhatItCorrectsLeavesTheWhole() {
        NetworkRecord first = parts(
                record("1", PENDING, "30.00", "3.00"), part("a", 1, "10.00", "1.00"), part("b", 2, "20.00", "2.00"));
        NetworkRecord taken = record("2", PENDING, "-20.00", "-2.00");

        assertEquals(
                List.of(new Part("ORDER", null, null, 1, 1000, 100)),
                OrderSum.of(List.of(first, taken)).parts());
    }

    @Test
    void twoCurrenciesOrNoneCannotBeAddedUp() {
        NetworkRecord euro = record("1", PENDING, "10.00", "1.00");

        assertEquals("currency-mismatch", code(euro, inCurrency(record("2", PENDING, "1.00", "0.10"), "USD")));
        assertEquals("currency-mismatch", code(inCurrency(euro, "BITCOIN")));
        assertEquals("amount-invalid", code(record("1", PENDING, "9999999999999", "1.00")));
        assertEquals(
                "amount-invalid",
                code(parts(record("1", PENDING, "1.00", "1.00"), part("a", 1, "9999999999999", "1.00"))));
    }

    @Test
    void yenHaveNoDecimals() {
        OrderSum sum = OrderSum.of(List.of(inCurrency(record("1", PENDING, "1500", "45.5"), "JPY")));

        assertEquals(1500, sum.parts().get(0).valueMinor());
        assertEquals(46, sum.parts().get(0).commissionMinor());
    }

    @Property(tries = 500)
    void partsAlwaysAddUpToTheRoundedSumWhateverTheOrderOfRecords(
            @ForAll("records") List<NetworkRecord> records, @ForAll long seed) {
        List<NetworkRecord> shuffled = new ArrayList<>(records);
        Collections.shuffle(shuffled, new Random(seed));
        OrderSum sum = OrderSum.of(shuffled);
        BigDecimal commission =
                records.stream().map(NetworkRecord::commission).reduce(BigDecimal.ZERO, BigDecimal::add);

        assertEquals(OrderSum.of(records), sum);
        assertEquals(
                commission
                        .movePointRight(2)
                        .setScale(0, java.math.RoundingMode.HALF_EVEN)
                        .longValueExact(),
                sum.parts().stream().mapToLong(Part::commissionMinor).sum());
        assertTrue(sum.parts().stream().allMatch(part -> part.commissionMinor() >= 0 && part.valueMinor() >= 0));
    }

    @Provide
    Arbitrary<List<NetworkRecord>> records() {
        return Arbitraries.longs()
                .between(1, 50_000_000)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(amounts -> {
                    List<NetworkRecord> records = new ArrayList<>();
                    for (long amount : amounts) {
                        String sale = BigDecimal.valueOf(amount, 4).toString();
                        String commission = BigDecimal.valueOf(amount / 13, 4).toString();
                        String id = Integer.toString(records.size());
                        records.add(parts(
                                record(id, PENDING, sale, commission), part("sku" + amount % 3, 1, sale, commission)));
                    }
                    return records;
                });
    }

    private static long commission(String exact) {
        return OrderSum.of(List.of(record("1", PENDING, "1.00", exact)))
                .parts()
                .get(0)
                .commissionMinor();
    }

    private static RecordStatus status(RecordStatus... statuses) {
        List<NetworkRecord> records = new ArrayList<>();
        for (RecordStatus status : statuses) {
            records.add(record(Integer.toString(records.size()), status, "1.00", "0.10"));
        }
        return OrderSum.of(records).status();
    }

    private static String code(NetworkRecord... records) {
        return assertThrows(Unsummable.class, () -> OrderSum.of(List.of(records)))
                .code();
    }

    private static NetworkRecord record(String id, RecordStatus status, String sale, String commission) {
        return new NetworkRecord(
                id,
                "K",
                NetworkRecord.Kind.SALE,
                "P",
                null,
                null,
                status.name(),
                status,
                null,
                null,
                "EUR",
                new BigDecimal(sale),
                "EUR",
                new BigDecimal(commission),
                ORDERED,
                null,
                null,
                List.of());
    }

    private static NetworkRecord.Part part(String sku, int quantity, String sale, String commission) {
        return new NetworkRecord.Part(sku, null, null, quantity, new BigDecimal(sale), new BigDecimal(commission));
    }

    private static NetworkRecord parts(NetworkRecord of, NetworkRecord.Part... parts) {
        return copy(of, of.rawReason(), of.reason(), of.saleCurrency(), List.of(parts));
    }

    private static NetworkRecord because(NetworkRecord of, String raw, Reason reason) {
        return copy(of, raw, reason, of.saleCurrency(), of.parts());
    }

    private static NetworkRecord inCurrency(NetworkRecord of, String currency) {
        return copy(of, of.rawReason(), of.reason(), currency, of.parts());
    }

    private static NetworkRecord clicked(NetworkRecord of, String click) {
        return copy(of, click, of.rawReason(), of.reason(), of.saleCurrency(), of.parts());
    }

    private static NetworkRecord copy(
            NetworkRecord of, String raw, Reason reason, String currency, List<NetworkRecord.Part> parts) {
        return copy(of, of.clickId(), raw, reason, currency, parts);
    }

    private static NetworkRecord copy(
            NetworkRecord of,
            String click,
            String raw,
            Reason reason,
            String currency,
            List<NetworkRecord.Part> parts) {
        return new NetworkRecord(
                of.id(),
                of.orderKey(),
                of.kind(),
                of.programmeId(),
                click,
                of.orderReference(),
                of.rawStatus(),
                of.status(),
                raw,
                reason,
                currency,
                of.sale(),
                currency,
                of.commission(),
                of.orderedAt(),
                of.clickedAt(),
                of.changedAt(),
                parts);
    }
}
