package shop.pennywell.commission.rate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class RateReceiptTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(100));

    @Test
    void prefersTheMembersMarketEvenOverALaterGeneralRate() {
        RateReceipt receipt = freeze(rate(1, "DEFAULT", "DE", LONG_AGO, null), rate(2, "DEFAULT", null, NOW, null));

        assertEquals(List.of(id(1)), ids(receipt));
    }

    @Test
    void prefersTheLaterStartAmongEquallySpecificRates() {
        RateReceipt receipt = freeze(rate(2, "DEFAULT", null, LONG_AGO, null), rate(1, "DEFAULT", null, NOW, null));

        assertEquals(List.of(id(1)), ids(receipt));
    }

    @Test
    void leavesOutOtherMarketsAndPeriods() {
        RateReceipt receipt = freeze(
                rate(1, "A", "FR", LONG_AGO, null),
                rate(2, "B", null, NOW.plusNanos(1), null),
                rate(3, "C", null, LONG_AGO, NOW),
                rate(4, "D", null, NOW, NOW.plusNanos(1)));

        assertEquals(List.of(id(4)), ids(receipt));
    }

    @Test
    void servesAnUnknownGroupAsDefault() {
        RateReceipt receipt = freeze(rate(1, "DEFAULT", null, NOW, null), rate(2, "GIFTS", null, NOW, null));

        assertEquals("GIFTS", receipt.groupOrDefault("GIFTS"));
        assertEquals("DEFAULT", receipt.groupOrDefault("gifts"));
        assertEquals("DEFAULT", receipt.groupOrDefault(null));
    }

    @Property(tries = 200)
    void theOrderOfTheRatesNeverMatters(@ForAll long seed) {
        List<RateReceipt.Candidate> rates = new ArrayList<>(List.of(
                rate(1, "DEFAULT", null, LONG_AGO, null),
                rate(2, "DEFAULT", "DE", LONG_AGO, null),
                rate(3, "DEFAULT", null, NOW, null),
                rate(4, "GIFTS", null, NOW, null),
                rate(5, "GIFTS", null, NOW, null)));
        RateReceipt expected = frozen(rates);

        Collections.shuffle(rates, new Random(seed));

        assertEquals(expected, frozen(rates));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "100.0001", "1.00001", "", "five", "1,5", "NaN"})
    void refusesWhatIsNoPercentage(String text) {
        assertThrows(IllegalArgumentException.class, () -> Percentage.parse(text));
    }

    @Test
    void writesAPercentageInItsShortestForm() {
        assertEquals("12.5", Percentage.parse("12.5000").toString());
        assertEquals("100", Percentage.parse("100").toString());
        assertEquals("0", Percentage.parse("0.0").toString());
    }

    private static RateReceipt freeze(RateReceipt.Candidate... rates) {
        return frozen(List.of(rates));
    }

    private static RateReceipt frozen(List<RateReceipt.Candidate> rates) {
        return RateReceipt.freeze(
                rates, List.of(), Percentage.ZERO, new RateReceipt.Visit(NOW, "DE", Tier.CLASSIC), "EUR");
    }

    private static List<UUID> ids(RateReceipt receipt) {
        return receipt.terms().stream().map(Term::rateId).toList();
    }

    private static UUID id(long n) {
        return new UUID(0, n);
    }

    private static RateReceipt.Candidate rate(long id, String group, String market, Instant from, Instant to) {
        Term term = Term.ofRate(
                id(id),
                group,
                null,
                market,
                RateType.PERCENT,
                Percentage.parse("5"),
                null,
                Percentage.parse("50"),
                null,
                null);
        return new RateReceipt.Candidate(term, from, to);
    }
}
