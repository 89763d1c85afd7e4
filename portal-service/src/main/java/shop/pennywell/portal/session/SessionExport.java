package shop.pennywell.portal.session;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import shop.pennywell.portal.member.ExportPart;

@ApplicationScoped
class SessionExport implements ExportPart {

    private final SessionRepository sessions;
    private final Clock clock;

    SessionExport(SessionRepository sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    record SignedIn(Instant since) {}

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public Object of(UUID memberId) {
        return sessions.openOf(memberId, clock.instant()).stream()
                .map(session -> new SignedIn(session.createdAt()))
                .toList();
    }
}
