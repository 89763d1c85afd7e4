package shop.pennywell.portal.session;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** One link of a session's chain; only its hash is known here. */
@Entity
@Table(name = "refresh_tokens")
class RefreshToken {

    @Id
    @Column(name = "token_hash")
    private String tokenHash;

    @Column(name = "session_id")
    private UUID sessionId;

    @Column(name = "issued_at")
    private Instant issuedAt;

    @Column(name = "rotated_at")
    private Instant rotatedAt;

    protected RefreshToken() {}

    RefreshToken(String tokenHash, UUID sessionId, Instant now) {
        this.tokenHash = tokenHash;
        this.sessionId = sessionId;
        this.issuedAt = now;
    }

    enum Use {
        FRESH,
        /** Rotated a moment ago: another page of the same browser. */
        REPEATED,
        /** Rotated long ago: two have it, and one of them stole it. */
        STOLEN,
        EXPIRED
    }

    Use useAt(Instant now, Duration idle, Duration grace) {
        if (rotatedAt != null) {
            return now.isAfter(rotatedAt.plus(grace)) ? Use.STOLEN : Use.REPEATED;
        }
        if (now.isAfter(issuedAt.plus(idle))) {
            return Use.EXPIRED;
        }
        rotatedAt = now;
        return Use.FRESH;
    }

    UUID sessionId() {
        return sessionId;
    }
}
