package shop.pennywell.portal.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import shop.pennywell.portal.member.Member;
import shop.pennywell.portal.staff.StaffUser;
import shop.pennywell.portal.token.OpaqueToken;
import shop.pennywell.portal.token.TokenIssuer;

/** Begins a session for somebody who has proved who he is. */
@ApplicationScoped
public class OpenSession {

    private final SessionRepository sessions;
    private final TokenIssuer tokens;
    private final SessionConfig config;
    private final Clock clock;

    OpenSession(SessionRepository sessions, TokenIssuer tokens, SessionConfig config, Clock clock) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.config = config;
        this.clock = clock;
    }

    @Transactional
    public SessionResponse of(Member member) {
        return pair(open(Session.Kind.MEMBER, member.id()), member);
    }

    @Transactional
    public SessionResponse of(StaffUser staff) {
        return pair(open(Session.Kind.STAFF, staff.id()), staff);
    }

    SessionResponse pair(Session session, Member member) {
        return answer(
                session,
                tokens.forMember(
                        member.id(),
                        member.country(),
                        member.currency(),
                        member.locale(),
                        member.tier().name(),
                        session.id()));
    }

    SessionResponse pair(Session session, StaffUser staff) {
        return answer(session, tokens.forStaff(staff.id(), staff.roles(), session.id()));
    }

    private Session open(Session.Kind kind, UUID subject) {
        Session session = Session.open(
                kind,
                subject,
                clock.instant(),
                kind == Session.Kind.STAFF ? config.staffLifetime() : config.memberLifetime());
        sessions.persist(session);
        return session;
    }

    private SessionResponse answer(Session session, String accessToken) {
        Instant now = clock.instant();
        OpaqueToken refreshToken = OpaqueToken.draw();
        sessions.add(new RefreshToken(refreshToken.hash(), session.id(), now));
        return new SessionResponse(
                accessToken, refreshToken.value(), tokens.accessLifetime().toSeconds());
    }
}
