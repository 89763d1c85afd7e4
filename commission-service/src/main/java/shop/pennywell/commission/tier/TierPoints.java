package shop.pennywell.commission.tier;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.io.Serializable;
import java.time.Instant;
import shop.pennywell.commission.rate.Percentage;
import shop.pennywell.commission.rate.Tier;

/** What a tier adds to the member's share of every commission. Never changed: each setting is a new revision of all tiers. */
@Entity
class TierPoints {

    @Embeddable
    record Key(long revision, @Enumerated(EnumType.STRING) Tier tier) implements Serializable {}

    @EmbeddedId
    private Key key;

    private long points;
    private Instant setAt;
    private String setBy;

    protected TierPoints() {}

    TierPoints(long revision, Tier tier, Percentage points, Instant setAt, String setBy) {
        this.key = new Key(revision, tier);
        this.points = points.tenThousandths();
        this.setAt = setAt;
        this.setBy = setBy;
    }

    long revision() {
        return key.revision();
    }

    Tier tier() {
        return key.tier();
    }

    Percentage points() {
        return new Percentage(points);
    }

    Instant setAt() {
        return setAt;
    }

    String setBy() {
        return setBy;
    }
}
