package shop.pennywell.commission.rate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The precedence of {@link RateReceipt}, whatever the rates, campaigns and tiers. */
class MemberSharePropertyTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final Percentage ALL = Percentage.parse("100");

    @Property
    void campaignsAndTiersOnlyEverRaiseAndNeverAboveTheWholeCommission(
            @ForAll("rates") List<RateReceipt.Candidate> rates,
            @ForAll("campaigns") List<Campaign> campaigns,
            @ForAll("shares") Percentage points) {
        RateReceipt plain = freeze(rates, List.of(), Percentage.ZERO);
        RateReceipt raised = freeze(rates, campaigns, points);

        assertEquals(
                plain.terms().stream().map(Term::rateId).toList(),
                raised.terms().stream().map(Term::rateId).toList(),
                "neither decides which rate counts");
        for (Term term : raised.terms()) {
            Term before = plain.term(term.group()).orElseThrow();
            assertEquals(before.memberShare(), term.baseShare());
            assertTrue(term.memberShare().compareTo(before.memberShare()) >= 0);
            assertTrue(term.memberShare().compareTo(ALL) <= 0);
            assertTrue(!before.memberShare().isZero() || term.memberShare().isZero(), "nothing stays nothing");
        }
    }

    @Property
    void theBestCampaignCountsAloneAndIsKeptWithItsName(
            @ForAll("rates") List<RateReceipt.Candidate> rates, @ForAll("campaigns") List<Campaign> campaigns) {
        RateReceipt all = freeze(rates, campaigns, Percentage.ZERO);

        for (Term term : all.terms()) {
            long best = term.baseShare().tenThousandths();
            for (Campaign campaign : campaigns) {
                Term alone = freeze(rates, List.of(campaign), Percentage.ZERO)
                        .term(term.group())
                        .orElseThrow();
                best = Math.max(best, alone.memberShare().tenThousandths());
            }
            assertEquals(best, term.memberShare().tenThousandths());
            assertEquals(term.campaignId() != null, term.memberShare().compareTo(term.baseShare()) > 0);
            if (term.campaignId() != null) {
                assertNotNull(all.campaign(term).orElseThrow().name());
            }
        }
    }

    @Property
    void theirOrderNeverMatters(
            @ForAll("rates") List<RateReceipt.Candidate> rates,
            @ForAll("campaigns") List<Campaign> campaigns,
            @ForAll("shares") Percentage points,
            @ForAll long seed) {
        List<RateReceipt.Candidate> shuffledRates = new ArrayList<>(rates);
        List<Campaign> shuffledCampaigns = new ArrayList<>(campaigns);
        Collections.shuffle(shuffledRates, new Random(seed));
        Collections.shuffle(shuffledCampaigns, new Random(~seed));

        assertEquals(freeze(rates, campaigns, points), freeze(shuffledRates, shuffledCampaigns, points));
    }

    /** What is in force and for the member's market, and nothing else, has a say; and there is a winner wherever there is one. */
    @Property
    void everyGroupWithARateInForceHasExactlyOneTerm(@ForAll("rates") List<RateReceipt.Candidate> rates) {
        RateReceipt receipt = freeze(rates, List.of(), Percentage.ZERO);

        List<String> groups = rates.stream()
                .filter(rate -> !rate.validFrom().isAfter(NOW))
                .filter(rate -> rate.validTo() == null || rate.validTo().isAfter(NOW))
                .filter(rate ->
                        rate.term().market() == null || rate.term().market().equals("DE"))
                .map(rate -> rate.term().group())
                .distinct()
                .sorted()
                .toList();
        assertEquals(groups, receipt.terms().stream().map(Term::group).toList());
    }

    private static RateReceipt freeze(List<RateReceipt.Candidate> rates, List<Campaign> campaigns, Percentage points) {
        return RateReceipt.freeze(rates, campaigns, points, new RateReceipt.Visit(NOW, "DE", Tier.PLUS), "EUR");
    }

    @Provide
    Arbitrary<List<RateReceipt.Candidate>> rates() {
        Arbitrary<RateReceipt.Candidate> rate = Combinators.combine(
                        Arbitraries.of("DEFAULT", "GIFTS", "TOYS"),
                        Arbitraries.of("DE", "AT").injectNull(0.5),
                        shares(),
                        Arbitraries.integers().between(-3, 1),
                        Arbitraries.integers().between(0, 3).injectNull(0.5),
                        Arbitraries.longs().between(1, 1_000_000))
                .as((group, market, share, from, to, id) -> new RateReceipt.Candidate(
                        Term.ofRate(
                                new UUID(0, id),
                                group,
                                null,
                                market,
                                RateType.PERCENT,
                                Percentage.parse("5"),
                                null,
                                share,
                                null,
                                null),
                        NOW.plus(Duration.ofDays(from)),
                        to == null ? null : NOW.plus(Duration.ofDays(to))));
        return rate.list()
                .ofMaxSize(12)
                .uniqueElements(candidate -> candidate.term().rateId());
    }

    @Provide
    Arbitrary<List<Campaign>> campaigns() {
        Arbitrary<Campaign> campaign = Combinators.combine(
                        Arbitraries.longs().between(1, 1_000_000),
                        Arbitraries.of("DEFAULT", "GIFTS", "TOYS").set().ofMaxSize(2),
                        Arbitraries.of("DE", "AT").injectNull(0.5),
                        Arbitraries.longs().between(10_001, 40_000),
                        shares(),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(-3, 0),
                        Arbitraries.integers().between(0, 3))
                .as((id, groups, market, factor, share, byFactor, from, to) -> new Campaign(
                        new UUID(0, id),
                        "Campaign " + id,
                        Set.of(),
                        groups,
                        market,
                        byFactor ? new Factor(factor) : null,
                        byFactor ? null : share,
                        NOW.plus(Duration.ofDays(from)),
                        NOW.plus(Duration.ofDays(to))));
        return campaign.list().ofMaxSize(5).uniqueElements(Campaign::id);
    }

    @Provide
    Arbitrary<Percentage> shares() {
        return Arbitraries.longs().between(0, 1_000_000).map(Percentage::new);
    }
}
