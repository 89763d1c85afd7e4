package shop.pennywell.portal.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
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
    private final Clock clock;

    VerifyMember(RegistrationRepository registrations, Members members, OpenSession openSession, Clock clock) {
        this.registrations = registrations;
        this.members = members;
        this.openSession = openSession;
        this.clock = clock;
    }

    /** @throws shop.pennywell.defaults.problem.Problem 422 {@code token-invalid} for one that is unknown, used or too old */
    @Transactional
    public SessionResponse with(String token) {
        String hash = OpaqueToken.hash(token);
        Registration registration = registrations
                .findByIdOptional(hash)
                .filter(found -> found.isOpenAt(clock.instant()))
                .orElseThrow(() -> PortalProblem.TOKEN_INVALID.problem(null));
        registrations.lock(registration.email());
        // Whoever held the lock before has taken all registrations of the address with him.
        if (registrations.delete("tokenHash", hash) == 0) {
            throw PortalProblem.TOKEN_INVALID.problem(null);
        }
        registrations.deleteAllOf(registration.email());
        if (members.byEmail(registration.email()).isPresent()) {
            throw PortalProblem.TOKEN_INVALID.problem(null);
        }
        Member member = members.add(registration.registered());
        return openSession.of(member);
    }
}
