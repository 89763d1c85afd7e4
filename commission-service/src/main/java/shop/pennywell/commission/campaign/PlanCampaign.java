package shop.pennywell.commission.campaign;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import shop.pennywell.commission.CommissionProblem;
import shop.pennywell.commission.campaign.RateCampaign.Raise;
import shop.pennywell.commission.campaign.RateCampaign.State;
import shop.pennywell.commission.rate.Factor;
import shop.pennywell.commission.rate.Percentage;
import shop.pennywell.commission.store.Store;
import shop.pennywell.commission.store.StoreRepository;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.FieldError;
import shop.pennywell.defaults.sql.Outbox;

/**
 * Plans campaigns and changes them, one at a time. Campaigns may overlap, since the best one counts for each member; but not under the same
 * name, for then nobody could tell whose end a shopper was shown.
 */
@ApplicationScoped
class PlanCampaign {
    /** A replica's read copy holds them all, and a receipt each that it uses. */
    static final int MOST_PLANNED = 100;

    /** How far the clocks of two replicas may be apart: one "from now on" must have begun wherever the next click comes. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private final RateCampaignRepository campaigns;
    private final StoreRepository stores;
    private final Outbox outbox;
    private final Clock clock;

    PlanCampaign(RateCampaignRepository campaigns, StoreRepository stores, Outbox outbox, Clock clock) {
        this.campaigns = campaigns;
        this.stores = stores;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional
    RateCampaign plan(RateCampaignRequest said) {
        stores.touched();
        Instant now = now();
        if (campaigns.openAt(now).size() >= MOST_PLANNED) {
            throw invalid("", "there are " + MOST_PLANNED + " campaigns already that are not over");
        }
        Instant from = said.validFrom() == null ? now.minus(CLOCK_SKEW) : micros(said.validFrom());
        RateCampaign campaign = new RateCampaign(
                reached(said), said.groups() == null ? List.of() : distinct(said.groups()), said.market(), now);
        campaign.plan(
                said.name().strip(),
                raise(said.factor(), said.memberSharePercent()),
                from,
                micros(said.validTo()),
                now);
        if (!campaign.validTo().isAfter(now)) {
            throw invalid("/validTo", "is over already");
        }
        refuseWhatCannotBe(campaign, now);
        campaigns.persist(campaign);
        return told(campaign);
    }

    @Transactional
    RateCampaign change(UUID id, RateCampaignRequest.Change said) {
        stores.touched();
        Instant now = now();
        RateCampaign campaign = existing(id);
        switch (campaign.state(now)) {
            case PLANNED -> {
                boolean raisesOtherwise = said.factor() != null || said.memberSharePercent() != null;
                campaign.plan(
                        said.name() == null ? campaign.name() : said.name().strip(),
                        raisesOtherwise ? raise(said.factor(), said.memberSharePercent()) : campaign.raise(),
                        said.validFrom() == null ? campaign.validFrom() : micros(said.validFrom()),
                        said.validTo() == null ? campaign.validTo() : micros(said.validTo()),
                        now);
            }
            case RUNNING -> {
                if (!said.isOfItsEndOnly()) {
                    throw CommissionProblem.CAMPAIGN_STATE.problem("It has begun: only validTo may change.");
                }
                campaign.end(said.validTo() == null ? campaign.validTo() : micros(said.validTo()), now);
            }
            case OVER, WITHDRAWN -> throw CommissionProblem.CAMPAIGN_STATE.problem("It is over.");
        }
        refuseWhatCannotBe(campaign, now);
        return told(campaign);
    }

    @Transactional
    void withdraw(UUID id) {
        stores.touched();
        Instant now = now();
        RateCampaign campaign = existing(id);
        if (campaign.state(now) == State.WITHDRAWN) {
            return;
        }
        if (campaign.state(now) != State.PLANNED) {
            throw CommissionProblem.CAMPAIGN_STATE.problem("It has begun: let it end by its validTo.");
        }
        campaign.withdraw(now);
        told(campaign);
    }

    private RateCampaign told(RateCampaign campaign) {
        outbox.publish(RateCampaignChanged.TYPE, campaign.id().toString(), RateCampaignChanged.of(campaign));
        return campaign;
    }

    private void refuseWhatCannotBe(RateCampaign campaign, Instant now) {
        if (campaign.name().isEmpty()) {
            throw invalid("/name", "says nothing");
        }
        if (campaign.state(now) != State.OVER && !campaign.validTo().isAfter(campaign.validFrom())) {
            throw invalid("/validTo", "ends before it begins");
        }
        Optional<RateCampaign> taken = campaigns.openAt(now).stream()
                .filter(other -> other.isTakenFor(campaign))
                .findFirst();
        if (taken.isPresent()) {
            throw CommissionProblem.CAMPAIGNS_OVERLAP.problem(named(taken.get()) + " and " + named(campaign));
        }
    }

    private static String named(RateCampaign campaign) {
        return "campaign " + campaign.id() + " (" + campaign.name() + ", from " + campaign.validFrom() + " to "
                + campaign.validTo() + ")";
    }

    private List<UUID> reached(RateCampaignRequest said) {
        boolean all = Boolean.TRUE.equals(said.allStores());
        if (all == (said.storeIds() != null)) {
            throw invalid("/storeIds", "name either the stores or allStores");
        }
        if (all) {
            return List.of();
        }
        List<UUID> ids = distinct(said.storeIds());
        Set<UUID> unknown = new HashSet<>(ids);
        unknown.removeAll(stores.list("id in ?1", ids).stream().map(Store::id).collect(Collectors.toSet()));
        if (!unknown.isEmpty()) {
            throw invalid("/storeIds/" + ids.indexOf(unknown.iterator().next()), "there is no such store");
        }
        return ids;
    }

    private static Raise raise(String factor, String memberSharePercent) {
        if ((factor == null) == (memberSharePercent == null)) {
            throw invalid("/factor", "say either a factor or memberSharePercent");
        }
        if (factor != null) {
            return new Raise(read("/factor", () -> Factor.parse(factor)), null);
        }
        Percentage share = read("/memberSharePercent", () -> Percentage.parse(memberSharePercent));
        if (share.isZero()) {
            throw invalid("/memberSharePercent", "raises nothing");
        }
        return new Raise(null, share);
    }

    private RateCampaign existing(UUID id) {
        return campaigns.lock(id).orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
    }

    private static <T> List<T> distinct(List<T> values) {
        return values.stream().distinct().toList();
    }

    private static <T> T read(String pointer, Supplier<T> parsed) {
        try {
            return parsed.get();
        } catch (IllegalArgumentException reason) {
            throw invalid(pointer, reason.getMessage());
        }
    }

    private static RuntimeException invalid(String pointer, String reason) {
        return CommissionProblem.CAMPAIGN_INVALID.problem(reason).with(List.of(new FieldError(pointer, reason)));
    }

    private Instant now() {
        return micros(clock.instant());
    }

    private static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
