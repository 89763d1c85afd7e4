package shop.pennywell.commission.rate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

import static org.junit.jupiter.api.Assertions.assertEquals;

class RateCardTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Map<Tier, Percentage> TIERS = Map.of(Tier.VIP, Percentage.parse("7.5"));

    /** Whatever begins or ends between the visits, whoever comes and in which order. */
    @Property
    void answersWhatTheReceiptSaysForEachVisit(
            @ForAll("rates") List<RateReceipt.Candidate> rates,
            @ForAll("campaigns") List<Campaign> campaigns,
            @ForAll("visits") @Size(min = 1, max = 20) List<RateReceipt.Visit> visits) {
        RateCard card = new RateCard(rates, campaigns, TIERS, "EUR");

        for (RateReceipt.Visit visit : visits) {
            Percentage points = TIERS.getOrDefault(visit.tier(), Percentage.ZERO);
            assertEquals(RateReceipt.freeze(rates, campaigns, points, visit, "EUR"), card.receipt(visit));
        }
    }

    @Provide
    Arbitrary<List<RateReceipt.Candidate>> rates() {
        return Combinators.combine(
                        Arbitraries.of("DEFAULT", "GIFTS"),
                        Arbitraries.of("DE", "AT").injectNull(0.5),
                        Arbitraries.longs().between(0, 1_000_000),
                        hours(),
                        hours().injectNull(0.3))
                .as((group, market, share, from, to) -> new RateReceipt.Candidate(
                        Term.ofRate(
                                new UUID(share, from.getEpochSecond()),
                                group,
                                null,
                                market,
                                RateType.PERCENT,
                                Percentage.parse("5"),
                                null,
                                new Percentage(share),
                                null,
                                null),
                        from,
                        to))
                .list()
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<List<Campaign>> campaigns() {
        return Combinators.combine(
                        Arbitraries.longs().between(10_001, 30_000),
                        Arbitraries.of("DE", "FR").injectNull(0.5),
                        hours(),
                        hours())
                .as((factor, market, from, to) -> new Campaign(
                        new UUID(0, factor),
                        "Campaign",
                        Set.of(),
                        Set.of(),
                        market,
                        new Factor(factor),
                        null,
                        from,
                        to))
                .list()
                .ofMaxSize(4)
                .uniqueElements(Campaign::id);
    }

    @Provide
    Arbitrary<List<RateReceipt.Visit>> visits() {
        return Combinators.combine(hours(), Arbitraries.of("DE", "AT", "FR", "ZZ"), Arbitraries.of(Tier.values()))
                .as(RateReceipt.Visit::new)
                .list();
    }

    private static Arbitrary<Instant> hours() {
        return Arbitraries.integers().between(-4, 4).map(hours -> NOON.plus(Duration.ofHours(hours)));
    }
}
