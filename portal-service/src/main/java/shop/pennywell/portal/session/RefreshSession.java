package shop.pennywell.portal.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import shop.pennywell.portal.member.Members;
import shop.pennywell.portal.staff.StaffDirectory;
import shop.pennywell.portal.token.OpaqueToken;

/** Gives the next pair for a refresh token; one that comes back after its grace revokes the whole session (RFC 9700, 4.14). */
@ApplicationScoped
public class RefreshSession {

    private static final Logger LOG = Logger.getLogger(RefreshSession.class);

    private final SessionRepository sessions;
    private final OpenSession openSession;
    private final Members members;
    private final StaffDirectory staff;
    private final SessionConfig config;
    private final Clock clock;

    RefreshSession(
            SessionRepository sessions,
            OpenSession openSession,
            Members members,
            StaffDirectory staff,
            SessionConfig config,
            Clock clock) {
        this.sessions = sessions;
        this.openSession = openSession;
        this.members = members;
        this.staff = staff;
        this.config = config;
        this.clock = clock;
    }

    /** Empty when the session is over: that must commit, since it may just have been revoked. */
    @Transactional
    public Optional<SessionResponse> with(String refreshToken) {
        Instant now = clock.instant();
        String hash = OpaqueToken.hash(refreshToken);
        Optional<Session> found = sessions.lockedOf(hash).filter(session -> session.isOpenAt(now));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Session session = found.get();
        return switch (sessions.token(hash).useAt(now, config.idle(), config.grace())) {
            case FRESH, REPEATED -> nextPair(session, now);
            case STOLEN -> {
                LOG.warnf("a refresh token of session %s came back after its rotation: revoked", session.id());
                session.revoke(now);
                yield Optional.empty();
            }
            case EXPIRED -> Optional.empty();
        };
    }

    private Optional<SessionResponse> nextPair(Session session, Instant now) {
        Optional<SessionResponse> pair =
                switch (session.kind()) {
                    case MEMBER -> members.byId(session.subject()).map(member -> openSession.pair(session, member));
                    case STAFF -> staff.byId(session.subject()).map(user -> openSession.pair(session, user));
                };
        if (pair.isEmpty()) {
            session.revoke(now);
        }
        return pair;
    }
}
