package shop.pennywell.portal.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import shop.pennywell.portal.PortalProblem;
import shop.pennywell.portal.member.Member;
import shop.pennywell.portal.member.Members;
import shop.pennywell.portal.session.OpenSession;
import shop.pennywell.portal.session.SessionResponse;
import shop.pennywell.portal.token.OpaqueToken;

/** Makes a member of whoever shows the token that was mailed to the address, and signs him in. */
@ApplicationScoped
public class VerifyMember {

    private final RegistrationRepository registrations;
    private final Members members;
    private final OpenSession openSession;
    private final RegistrationConfig config;
    private final Clock clock;

    VerifyMember(
            RegistrationRepository registrations,
            Members members,
            OpenSession openSession,
            RegistrationConfig config,
            Clock clock) {
        this.registrations = registrations;
        this.members = members;
        this.openSession = openSession;
        this.config = config;
        this.clock = clock;
    }

    /**
     * The same token again within a minute is another session of the same member: the first answer may have been lost, and who
     * has just become a member must not read that his link is no good.
     *
     * @throws shop.pennywell.defaults.problem.Problem 422 {@code token-invalid} for one that is unknown, used or too old
     */
    @Transactional
    public SessionResponse with(String token) {
        String hash = OpaqueToken.hash(token);
        Instant now = clock.instant();
        Registration registration = registrations.findById(hash);
        if (registration == null || !registration.isOpenAt(now)) {
            return again(hash, now);
        }
        registrations.lock(registration.email());
        // Whoever held the lock before has taken all registrations of the address with him.
        if (registrations.delete("tokenHash", hash) == 0) {
            return again(hash, now);
        }
        registrations.deleteAllOf(registration.email());
        if (members.byEmail(registration.email()).isPresent()) {
            throw PortalProblem.TOKEN_INVALID.problem(null);
        }
        Member member = members.add(registration.registered());
        registrations.noteUse(new UsedVerification(hash, member.id(), now));
        return openSession.of(member);
    }

    private SessionResponse again(String hash, Instant now) {
        return registrations
                .useOf(hash)
                .filter(use -> !now.isAfter(use.usedAt().plus(config.grace())))
                .flatMap(use -> members.byId(use.memberId()))
                .map(openSession::of)
                .orElseThrow(() -> PortalProblem.TOKEN_INVALID.problem(null));
    }
}
