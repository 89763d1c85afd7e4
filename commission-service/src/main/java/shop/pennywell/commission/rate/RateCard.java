package shop.pennywell.commission.rate;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * All that the receipts of one store are made of, arranged for speed and nothing else: which rate, campaign and tier count is
 * {@link RateReceipt}'s to say. Between two moments at which any of them begins or ends, every receipt for one market and tier has the same
 * terms, so each is made once and then only dated.
 *
 * <p>Never changed; a store whose rates change gets another one. Safe for use by many threads.
 */
public final class RateCard {
    /** Stands for all markets that no rate and no campaign is for; no country has this code. */
    private static final String ANY_OTHER = "";

    private final List<RateReceipt.Candidate> rates;
    private final List<Campaign> campaigns;
    private final Map<Tier, Percentage> tiers;
    private final String currency;
    private final Set<String> markets = new HashSet<>();

    /** As many as there are tiers and markets of these rates: a period that is over gives way to the next. */
    private final Map<Key, Period> periods = new ConcurrentHashMap<>();

    private record Key(String market, Tier tier) {}

    /** @param until exclusive; null for good */
    private record Period(Instant from, Instant until, RateReceipt receipt) {
        boolean contains(Instant at) {
            return !at.isBefore(from) && (until == null || at.isBefore(until));
        }
    }

    /**
     * @param campaigns of the store
     * @param tiers what each adds; one that is missing adds nothing
     */
    public RateCard(
            Collection<RateReceipt.Candidate> rates,
            Collection<Campaign> campaigns,
            Map<Tier, Percentage> tiers,
            String currency) {
        this.rates = List.copyOf(rates);
        this.campaigns = List.copyOf(campaigns);
        this.tiers = Map.copyOf(tiers);
        this.currency = currency;
        Stream.concat(
                        this.rates.stream().map(rate -> rate.term().market()),
                        this.campaigns.stream().map(Campaign::market))
                .filter(market -> market != null)
                .forEach(markets::add);
    }

    /** The same as {@link RateReceipt#freeze} of it all. */
    public RateReceipt receipt(RateReceipt.Visit visit) {
        Key key = new Key(markets.contains(visit.market()) ? visit.market() : ANY_OTHER, visit.tier());
        Period period = periods.get(key);
        if (period == null || !period.contains(visit.at())) {
            period = around(visit);
            periods.put(key, period);
        }
        return period.receipt().dated(visit);
    }

    private Period around(RateReceipt.Visit visit) {
        Instant from = Instant.MIN;
        Instant until = null;
        for (Instant turn : (Iterable<Instant>) turns()::iterator) {
            if (turn.isAfter(visit.at())) {
                until = until == null || turn.isBefore(until) ? turn : until;
            } else {
                from = turn.isAfter(from) ? turn : from;
            }
        }
        Percentage points = tiers.getOrDefault(visit.tier(), Percentage.ZERO);
        return new Period(from, until, RateReceipt.freeze(rates, campaigns, points, visit, currency));
    }

    /** Every moment at which something begins or ends. */
    private Stream<Instant> turns() {
        return Stream.of(
                        rates.stream().map(RateReceipt.Candidate::validFrom),
                        rates.stream().map(RateReceipt.Candidate::validTo).filter(end -> end != null),
                        campaigns.stream().map(Campaign::validFrom),
                        campaigns.stream().map(Campaign::validTo))
                .flatMap(moments -> moments);
    }
}
