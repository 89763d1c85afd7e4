package shop.pennywell.portal.member;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import shop.pennywell.defaults.id.Ids;

/** That somebody of staff put a member into a tier. Never changed. */
@Entity
class TierChange {

    @Id
    private UUID id;

    private UUID memberId;

    @Enumerated(EnumType.STRING)
    private Tier tier;

    private String setBy;
    private Instant setAt;

    protected TierChange() {}

    TierChange(UUID memberId, Tier tier, String setBy, Instant setAt) {
        this.id = Ids.newId();
        this.memberId = memberId;
        this.tier = tier;
        this.setBy = setBy;
        this.setAt = setAt;
    }

    UUID id() {
        return id;
    }

    UUID memberId() {
        return memberId;
    }

    Tier tier() {
        return tier;
    }

    /** The subject of the staff member's token. */
    String setBy() {
        return setBy;
    }

    Instant setAt() {
        return setAt;
    }
}
