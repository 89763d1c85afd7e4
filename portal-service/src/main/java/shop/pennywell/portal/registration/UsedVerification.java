package shop.pennywell.portal.registration;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A token that has made a member, kept for a moment in case the answer was lost on its way. */
@Entity
@Table(name = "used_verifications")
class UsedVerification {

    @Id
    @Column(name = "token_hash")
    private String tokenHash;

    @Column(name = "member_id")
    private UUID memberId;

    @Column(name = "used_at")
    private Instant usedAt;

    protected UsedVerification() {}

    UsedVerification(String tokenHash, UUID memberId, Instant now) {
        this.tokenHash = tokenHash;
        this.memberId = memberId;
        this.usedAt = now;
    }

    UUID memberId() {
        return memberId;
    }

    Instant usedAt() {
        return usedAt;
    }
}
