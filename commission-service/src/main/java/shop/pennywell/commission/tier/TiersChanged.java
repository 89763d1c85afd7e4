package shop.pennywell.commission.tier;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import shop.pennywell.commission.rate.Tier;

/** The data of {@code tiers.changed}, and what staff see: all tiers, the least first. */
record TiersChanged(long revision, Instant setAt, String setBy, List<Entry> tiers) {

    static final String TYPE = "tiers.changed";

    /** There is one table of tiers only. */
    static final String SUBJECT = "tiers";

    record Entry(Tier tier, String extraSharePoints) {}

    /** @param tiers all of one revision */
    static TiersChanged of(List<TierPoints> tiers) {
        TierPoints any = tiers.get(0);
        return new TiersChanged(
                any.revision(),
                any.setAt(),
                any.setBy(),
                tiers.stream()
                        .sorted(Comparator.comparing(TierPoints::tier))
                        .map(tier -> new Entry(tier.tier(), tier.points().toString()))
                        .toList());
    }
}
