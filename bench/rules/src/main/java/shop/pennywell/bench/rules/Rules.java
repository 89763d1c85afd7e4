package shop.pennywell.bench.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import shop.pennywell.commission.rate.Campaign;
import shop.pennywell.commission.rate.Earnings;
import shop.pennywell.commission.rate.Factor;
import shop.pennywell.commission.rate.Percentage;
import shop.pennywell.commission.rate.RateCard;
import shop.pennywell.commission.rate.RateReceipt;
import shop.pennywell.commission.rate.RateType;
import shop.pennywell.commission.rate.Term;
import shop.pennywell.commission.rate.Tier;

/**
 * Commission and cashback of an order against a store with 500 active rates, five campaigns and three tiers. The members come from
 * changing markets and tiers at changing times, the orders have three lines in changing groups.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class Rules {
    private static final int RATES = 500;
    private static final int ORDERS = 1024;
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final List<String> MARKETS = List.of("DE", "AT", "CH", "GB", "FR", "IT", "ES", "NL", "PL");

    /** 50 groups with a rate for every market and one for each of nine, or 500 groups with one for every market. */
    @Param({"50 x 10", "500 x 1"})
    private String groupsByMarkets;

    private List<RateReceipt.Candidate> rates;
    private List<Campaign> campaigns;
    private Map<Tier, Percentage> tiers;
    private RateCard card;
    private RateReceipt.Visit[] visits;
    private List<List<Earnings.Sale>> orders;
    private int next;

    @Setup
    public void fill() {
        int groups = Integer.parseInt(groupsByMarkets.split(" ")[0]);
        rates = new ArrayList<>();
        for (int i = 0; i < RATES; i++) {
            int market = i / groups;
            rates.add(rate(i, "GROUP_" + i % groups, market == 0 ? null : MARKETS.get(market - 1)));
        }
        campaigns = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            campaigns.add(new Campaign(
                    new UUID(1, i),
                    "Campaign " + i,
                    Set.of(),
                    Set.of("GROUP_" + i, "GROUP_" + (10 * i + 9)),
                    i == 0 ? "DE" : null,
                    new Factor(15_000 + i),
                    null,
                    NOW.minusSeconds(86_400),
                    NOW.plusSeconds(86_400)));
        }
        tiers = Map.of(Tier.PLUS, Percentage.parse("5"), Tier.VIP, Percentage.parse("12.5"));
        card = new RateCard(rates, campaigns, tiers, "EUR");
        visits = new RateReceipt.Visit[ORDERS];
        orders = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            visits[i] = new RateReceipt.Visit(
                    NOW.plusMillis(i), MARKETS.get(i % MARKETS.size()), Tier.values()[i % Tier.values().length]);
            List<Earnings.Sale> lines = new ArrayList<>();
            for (int line = 0; line < 3; line++) {
                lines.add(new Earnings.Sale("GROUP_" + (i * 7 + line / 2) % groups, 1_999 + 37L * i + 501 * line));
            }
            orders.add(List.copyOf(lines));
        }
    }

    private static RateReceipt.Candidate rate(int n, String group, String market) {
        Term term = Term.ofRate(
                new UUID(0, n),
                group,
                "Goods of " + group,
                market,
                RateType.PERCENT,
                new Percentage(20_000 + 37L * n),
                null,
                new Percentage(500_000 + 100L * n),
                n % 3 == 0 ? 5_000L : null,
                n % 5 == 0 ? 1_000L : null);
        return new RateReceipt.Candidate(term, NOW.minusSeconds(86_400L + n), NOW.plusSeconds(86_400L + n));
    }

    /** As a click-out and its order do it: the receipt frozen from the store's card, the order computed from the receipt. */
    @Benchmark
    public long fromTheCard() {
        int i = next++ & (ORDERS - 1);
        Earnings earned = Earnings.of(card.receipt(visits[i]), orders.get(i));
        return earned.commissionMinor() ^ earned.cashbackMinor();
    }

    /** The same without anything remembered from one visit to the next: all rates looked through, all terms made. */
    @Benchmark
    public long fromTheRates() {
        int i = next++ & (ORDERS - 1);
        RateReceipt.Visit visit = visits[i];
        Percentage points = tiers.getOrDefault(visit.tier(), Percentage.ZERO);
        RateReceipt receipt = RateReceipt.freeze(rates, campaigns, points, visit, "EUR");
        Earnings earned = Earnings.of(receipt, orders.get(i));
        return earned.commissionMinor() ^ earned.cashbackMinor();
    }
}
