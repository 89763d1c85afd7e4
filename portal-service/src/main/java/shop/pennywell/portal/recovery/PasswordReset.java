package shop.pennywell.portal.recovery;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A member's wish to set a new password, good for one mailed link. */
@Entity
@Table(name = "password_resets")
class PasswordReset {

    @Id
    @Column(name = "token_hash")
    private String tokenHash;

    @Column(name = "member_id")
    private UUID memberId;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    protected PasswordReset() {}

    PasswordReset(String tokenHash, UUID memberId, Instant now, Duration validity) {
        this.tokenHash = tokenHash;
        this.memberId = memberId;
        this.createdAt = now;
        this.expiresAt = now.plus(validity);
    }

    boolean isOpenAt(Instant now) {
        return now.isBefore(expiresAt);
    }

    UUID memberId() {
        return memberId;
    }

    Instant expiresAt() {
        return expiresAt;
    }
}
