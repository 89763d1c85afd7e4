package shop.pennywell.commission.rate;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The terms of a store as they were at one click: what an order from that click earns is computed from this receipt alone, so
 * a later change of rates never touches an old click.
 *
 * <p><b>Precedence.</b> A rate takes part if it is in force at the time of the click ({@code validFrom <= at < validTo}) and is for
 * the member's market or for every market. Of several that match in one commission group, one wins: the rate for the market
 * before the rate for every market, then the later {@code validFrom}, then the later made. This is the only place that decides it.
 *
 * @param currency of the store, of every fixed term and of every order from this click
 * @param terms one for each commission group, in order of its name
 */
public record RateReceipt(Instant at, String market, String currency, List<Term> terms) {
    /** The group of everything that a store does not class otherwise. */
    public static final String DEFAULT_GROUP = "DEFAULT";

    private static final Comparator<Candidate> PRECEDENCE = Comparator.comparing(
                    (Candidate c) -> c.term().market() != null)
            .thenComparing(Candidate::validFrom)
            .thenComparing(c -> c.term().rateId());

    /** A rate that may take part, with the period in which it is in force; {@code validTo} null means for good. */
    public record Candidate(Term term, Instant validFrom, Instant validTo) {
        boolean matches(Instant at, String market) {
            return !at.isBefore(validFrom)
                    && (validTo == null || at.isBefore(validTo))
                    && (term.market() == null || term.market().equals(market));
        }
    }

    public RateReceipt {
        terms = List.copyOf(terms);
    }

    /** Freezes the terms that hold at this moment in this market. */
    public static RateReceipt freeze(Collection<Candidate> rates, Instant at, String market, String currency) {
        Map<String, Candidate> best = new TreeMap<>();
        for (Candidate rate : rates) {
            if (rate.matches(at, market)) {
                best.merge(rate.term().group(), rate, (a, b) -> PRECEDENCE.compare(a, b) >= 0 ? a : b);
            }
        }
        return new RateReceipt(
                at,
                market,
                currency,
                best.values().stream().map(Candidate::term).toList());
    }

    public Optional<Term> term(String group) {
        return terms.stream().filter(term -> term.group().equals(group)).findFirst();
    }

    /** The group itself if the store has terms for it, otherwise {@link #DEFAULT_GROUP}. */
    public String groupOrDefault(String group) {
        return group != null && term(group).isPresent() ? group : DEFAULT_GROUP;
    }
}
