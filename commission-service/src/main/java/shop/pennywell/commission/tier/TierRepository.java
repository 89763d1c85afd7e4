package shop.pennywell.commission.tier;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import shop.pennywell.commission.rate.Percentage;
import shop.pennywell.commission.rate.Tier;

/** What the tiers add, now and before. */
@ApplicationScoped
public class TierRepository implements PanacheRepositoryBase<TierPoints, TierPoints.Key> {

    /** What each tier adds to the member's share of every commission. */
    public Map<Tier, Percentage> points() {
        Map<Tier, Percentage> points = new EnumMap<>(Tier.class);
        current().forEach(tier -> points.put(tier.tier(), tier.points()));
        return points;
    }

    List<TierPoints> current() {
        return list("key.revision = (select max(newer.key.revision) from TierPoints newer) order by points");
    }

    /** What was in force at a moment; nothing before the first setting. */
    List<TierPoints> at(Instant moment) {
        return list("""
                key.revision = (select max(newer.key.revision) from TierPoints newer where newer.setAt <= ?1)
                order by points
                """, moment);
    }
}
