package shop.pennywell.portal.session;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import shop.pennywell.defaults.id.Ids;

/** One sign-in, from its first refresh token to its last. */
@Entity
@Table(name = "sessions")
class Session {

    @Id
    private UUID id;

    private UUID subject;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "ends_at")
    private Instant endsAt;

    @Column(name = "revoked_at")
    private Instant revokedAt;

    protected Session() {}

    enum Kind {
        MEMBER,
        STAFF
    }

    static Session open(Kind kind, UUID subject, Instant now, Duration lifetime) {
        Session session = new Session();
        session.id = Ids.newId();
        session.kind = kind;
        session.subject = subject;
        session.createdAt = now;
        session.endsAt = now.plus(lifetime);
        return session;
    }

    boolean isOpenAt(Instant now) {
        return revokedAt == null && now.isBefore(endsAt);
    }

    void revoke(Instant now) {
        if (revokedAt == null) {
            revokedAt = now;
        }
    }

    UUID id() {
        return id;
    }

    UUID subject() {
        return subject;
    }

    Kind kind() {
        return kind;
    }

    Instant createdAt() {
        return createdAt;
    }
}
