package shop.pennywell.commission.rate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The terms of a store as they were for one member at one click: what an order from that click earns is computed from this receipt alone,
 * so a later change of rates, campaigns or tiers never touches an old click.
 *
 * <p><b>Precedence.</b> This is the only place that decides it, in this order, for each commission group:
 *
 * <ol>
 *   <li><b>The rate.</b> One takes part if it is in force at the time of the click ({@code validFrom <= at < validTo}) and is for the
 *       member's market or for every market. Of several one wins: the rate for the market before the rate for every market, then the
 *       later {@code validFrom}, then the later made. It says what the store pays, the cap, the minimum order and the member's share.
 *   <li><b>The campaign.</b> One takes part if it is in force at the time of the click and is for the store, the group and the market. It makes
 *       the rate's share larger (a factor of it, or a share of its own), never smaller and never above 100 %. Of several the one that makes it
 *       largest wins, of equal ones the one made first; they never add up. One that makes nothing larger is not in the receipt.
 *   <li><b>The tier.</b> Its extra points are added to that share, up to 100 %.
 * </ol>
 *
 * <p>A rate whose share is 0 % stays at that: staff have left the group out of cashback, so no campaign and no tier brings it in. Cap
 * and minimum order limit the commission, so they apply before any share of it is taken: see {@link Earnings}.
 *
 * @param currency of the store, of every fixed term and of every order from this click
 * @param terms one for each commission group, in order of its name
 * @param tier of the member at the time
 * @param tierPoints what the tier adds to every share
 * @param campaigns those that raised one of the terms
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RateReceipt(
        Instant at,
        String market,
        String currency,
        List<Term> terms,
        Tier tier,
        Percentage tierPoints,
        List<Promotion> campaigns) {
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

    /** For whom and when a receipt is made. */
    public record Visit(Instant at, String market, Tier tier) {}

    /** What a receipt keeps of a campaign. */
    public record Promotion(UUID campaignId, String name, Instant validTo) {}

    /** Receipts from before there were tiers and campaigns have neither. */
    public RateReceipt {
        terms = TermList.of(terms);
        tier = tier == null ? Tier.CLASSIC : tier;
        tierPoints = tierPoints == null ? Percentage.ZERO : tierPoints;
        campaigns = campaigns == null ? List.of() : List.copyOf(campaigns);
    }

    /**
     * Freezes the terms that hold at this moment for this member.
     *
     * @param campaigns of the store
     */
    public static RateReceipt freeze(
            Collection<Candidate> rates,
            Collection<Campaign> campaigns,
            Percentage tierPoints,
            Visit visit,
            String currency) {
        Map<String, Candidate> best = new TreeMap<>();
        for (Candidate rate : rates) {
            if (rate.matches(visit.at(), visit.market())) {
                best.merge(rate.term().group(), rate, (a, b) -> PRECEDENCE.compare(a, b) >= 0 ? a : b);
            }
        }
        List<Campaign> running = campaigns.stream()
                .filter(campaign -> campaign.matches(visit.at(), visit.market()))
                .toList();
        List<Term> terms = new ArrayList<>(best.size());
        Map<UUID, Promotion> used = new TreeMap<>();
        for (Candidate winner : best.values()) {
            Campaign campaign = bestFor(winner.term(), running);
            terms.add(winner.term().raised(campaign, tierPoints));
            if (campaign != null) {
                used.put(campaign.id(), new Promotion(campaign.id(), campaign.name(), campaign.validTo()));
            }
        }
        return new RateReceipt(
                visit.at(), visit.market(), currency, terms, visit.tier(), tierPoints, List.copyOf(used.values()));
    }

    /** The campaign that makes the share largest; null if none makes it any larger. */
    private static Campaign bestFor(Term term, List<Campaign> running) {
        Comparator<Campaign> byGain = Comparator.comparing(campaign -> campaign.raise(term.memberShare()));
        return running.stream()
                .filter(campaign -> campaign.isForGroup(term.group()))
                .filter(campaign -> campaign.raise(term.memberShare()).compareTo(term.memberShare()) > 0)
                .max(byGain.thenComparing(Campaign::id, Collections.reverseOrder()))
                .orElse(null);
    }

    /** The same terms at another time, and in another market that has the same. */
    RateReceipt dated(Visit visit) {
        return new RateReceipt(visit.at(), visit.market(), currency, terms, visit.tier(), tierPoints, campaigns);
    }

    public Optional<Term> term(String group) {
        return Optional.ofNullable(TermList.of(terms).of(group));
    }

    /** The campaign that raised this term's share, if one did. */
    public Optional<Promotion> campaign(Term term) {
        return campaigns.stream()
                .filter(campaign -> campaign.campaignId().equals(term.campaignId()))
                .findFirst();
    }

    /** The group itself if the store has terms for it, otherwise {@link #DEFAULT_GROUP}. */
    public String groupOrDefault(String group) {
        return group != null && term(group).isPresent() ? group : DEFAULT_GROUP;
    }
}
