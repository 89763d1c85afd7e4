package shop.pennywell.commission.tier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import shop.pennywell.commission.CommissionProblem;
import shop.pennywell.commission.rate.Percentage;
import shop.pennywell.commission.rate.Tier;
import shop.pennywell.commission.store.StoreRepository;
import shop.pennywell.defaults.problem.FieldError;
import shop.pennywell.defaults.sql.Outbox;

/** Sets what the tiers add, from the next click on. */
@ApplicationScoped
class SetTiers {
    private final TierRepository tiers;
    private final StoreRepository stores;
    private final Outbox outbox;
    private final Clock clock;

    SetTiers(TierRepository tiers, StoreRepository stores, Outbox outbox, Clock clock) {
        this.tiers = tiers;
        this.stores = stores;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional
    TiersChanged set(TiersRequest said, String setBy) {
        Map<Tier, Percentage> wanted = read(said);
        stores.touched();
        List<TierPoints> known = tiers.current();
        if (known.stream().allMatch(tier -> tier.points().equals(wanted.get(tier.tier())))) {
            return TiersChanged.of(known);
        }
        long revision = known.get(0).revision() + 1;
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<TierPoints> added = new ArrayList<>();
        wanted.forEach((tier, points) -> added.add(new TierPoints(revision, tier, points, now, setBy)));
        tiers.persist(added);
        TiersChanged changed = TiersChanged.of(added);
        outbox.publish(TiersChanged.TYPE, TiersChanged.SUBJECT, changed);
        return changed;
    }

    private static Map<Tier, Percentage> read(TiersRequest said) {
        Map<Tier, Percentage> wanted = new EnumMap<>(Tier.class);
        for (int i = 0; i < said.tiers().size(); i++) {
            TiersRequest.Entry entry = said.tiers().get(i);
            String pointer = "/tiers/" + i;
            if (wanted.containsKey(entry.tier())) {
                throw invalid(pointer, entry.tier() + " is there twice");
            }
            try {
                wanted.put(entry.tier(), Percentage.parse(entry.extraSharePoints()));
            } catch (IllegalArgumentException reason) {
                throw invalid(pointer + "/extraSharePoints", reason.getMessage());
            }
        }
        Percentage below = Percentage.ZERO;
        for (Tier tier : Tier.values()) {
            Percentage points = wanted.computeIfAbsent(tier, unnamed -> Percentage.ZERO);
            if (points.compareTo(below) < 0) {
                throw invalid("/tiers", tier + " adds less than the tier below it");
            }
            below = points;
        }
        if (!wanted.get(Tier.CLASSIC).isZero()) {
            throw invalid("/tiers", "CLASSIC is everybody: what it adds belongs into the rates");
        }
        return wanted;
    }

    private static RuntimeException invalid(String pointer, String reason) {
        return CommissionProblem.TIERS_INVALID.problem(reason).with(List.of(new FieldError(pointer, reason)));
    }
}
