package shop.pennywell.portal.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;
import shop.pennywell.portal.member.MemberErased;
import shop.pennywell.portal.token.OpaqueToken;

/** Ends sessions: no refresh token of theirs is good any more, and access tokens run out within minutes. */
@ApplicationScoped
public class EndSession {

    private final SessionRepository sessions;
    private final Clock clock;

    EndSession(SessionRepository sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    @Transactional
    public void of(UUID session) {
        sessions.revoke(session, clock.instant());
    }

    /** Of whoever holds this refresh token, also one that was rotated. */
    @Transactional
    public void ofToken(String refreshToken) {
        sessions.lockedOf(OpaqueToken.hash(refreshToken)).ifPresent(session -> session.revoke(clock.instant()));
    }

    @Transactional
    public void allOf(UUID subject) {
        sessions.revokeAllOf(subject, clock.instant());
    }

    void erased(@Observes MemberErased erased) {
        sessions.deleteAllOf(erased.memberId());
    }
}
