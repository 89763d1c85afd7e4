package shop.pennywell.portal.session;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class SessionRepository implements PanacheRepositoryBase<Session, UUID> {

    private static final int MAX_LISTED = 100;

    /** The session of a refresh token, locked: refreshing, revoking and reusing come one after the other. */
    Optional<Session> lockedOf(String tokenHash) {
        return find("id = (select t.sessionId from RefreshToken t where t.tokenHash = ?1)", tokenHash)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    RefreshToken token(String tokenHash) {
        return getEntityManager().find(RefreshToken.class, tokenHash);
    }

    void add(RefreshToken token) {
        getEntityManager().persist(token);
    }

    void revoke(UUID id, Instant now) {
        update("revokedAt = ?1 where id = ?2 and revokedAt is null", now, id);
    }

    void revokeAllOf(UUID subject, Instant now) {
        update("revokedAt = ?1 where subject = ?2 and revokedAt is null", now, subject);
    }

    void deleteAllOf(UUID subject) {
        delete("subject", subject);
    }

    List<Session> openOf(UUID subject, Instant now) {
        return find("subject = ?1 and revokedAt is null and endsAt > ?2 order by createdAt desc", subject, now)
                .page(0, MAX_LISTED)
                .list();
    }
}
