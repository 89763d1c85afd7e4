package shop.pennywell.portal.registration;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import shop.pennywell.defaults.id.Ids;
import shop.pennywell.defaults.problem.FieldError;
import shop.pennywell.defaults.sql.Outbox;
import shop.pennywell.portal.PortalProblem;
import shop.pennywell.portal.attempt.Attempts;
import shop.pennywell.portal.attempt.Attempts.Kind;
import shop.pennywell.portal.member.Member;
import shop.pennywell.portal.member.Members;
import shop.pennywell.portal.member.ProfileCheck;
import shop.pennywell.portal.password.Passwords;
import shop.pennywell.portal.staff.StaffDirectory;
import shop.pennywell.portal.token.OpaqueToken;

/**
 * Takes a registration and has a mail sent: the link that verifies the address, or to a known address the news that it has
 * an account. The caller cannot tell which, neither by the answer nor by the time that it takes: most of that is the hash.
 */
@ApplicationScoped
public class RegisterMember {

    private final Passwords passwords;
    private final Members members;
    private final StaffDirectory staff;
    private final Attempts attempts;
    private final RegistrationRepository registrations;
    private final Outbox outbox;
    private final RegistrationConfig config;
    private final String publicUrl;
    private final Clock clock;

    RegisterMember(
            Passwords passwords,
            Members members,
            StaffDirectory staff,
            Attempts attempts,
            RegistrationRepository registrations,
            Outbox outbox,
            RegistrationConfig config,
            @ConfigProperty(name = "pennywell.public-url") String publicUrl,
            Clock clock) {
        this.passwords = passwords;
        this.members = members;
        this.staff = staff;
        this.attempts = attempts;
        this.registrations = registrations;
        this.outbox = outbox;
        this.config = config;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    private record VerificationRequested(
            UUID memberId, String email, String displayName, String locale, String link, Instant expiresAt) {}

    private record RegistrationRepeated(UUID memberId, String email, String displayName, String locale, String link) {}

    /**
     * A registration that is checked and hashed. As JSON it is the request alone: what is drawn anew each time, such as id and
     * hash, is not what an Idempotency-Key is held to.
     */
    record Ready(@JsonValue RegistrationRequest request, Member.Registered registered) {}

    /**
     * @throws shop.pennywell.defaults.problem.Problem 400 with every value that is wrong, 422 {@code referral-code-unknown}, 503 when too
     *     many come at once
     */
    public void from(RegistrationRequest request) {
        Ready ready = prepared(request);
        QuarkusTransaction.requiringNew().run(() -> keep(ready));
    }

    /** The costly part, the same for every address. Asks nothing of the database, so that no connection waits for a hash. */
    Ready prepared(RegistrationRequest request) {
        Member.Registered unhashed = checked(request);
        return new Ready(request, withPassword(unhashed, passwords.hash(request.password())));
    }

    private Member.Registered checked(RegistrationRequest request) {
        ProfileCheck check = new ProfileCheck();
        String email = check.email(request.email());
        check.password(request.password());
        String country = check.country(request.country());
        String locale = check.locale(request.locale());
        boolean ownCurrency = request.currency() != null && !request.currency().isBlank();
        String currency = ownCurrency ? check.currency(request.currency()) : ProfileCheck.currencyOf(country);
        String displayName = check.displayName(request.displayName());
        String referralCode = check.referralCode(request.referralCode());
        check.require(Boolean.TRUE.equals(request.acceptTerms()), "/acceptTerms", "must be true");
        check.done();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new Member.Registered(
                Ids.newId(), email, null, displayName, country, locale, currency, referralCode, now);
    }

    private static Member.Registered withPassword(Member.Registered who, String hash) {
        return new Member.Registered(
                who.id(),
                who.email(),
                hash,
                who.displayName(),
                who.country(),
                who.locale(),
                who.currency(),
                who.referralCode(),
                who.termsAcceptedAt());
    }

    /** Within the caller's transaction. */
    void keep(Ready ready) {
        Member.Registered registered = ready.registered();
        refuseUnknownCode(registered.referralCode());
        if (staff.byEmail(registered.email()).isPresent()) {
            return;
        }
        boolean mayMail = attempts.waitFor(Kind.MAIL, registered.email()).isEmpty();
        if (!mayMail) {
            return;
        }
        attempts.record(Kind.MAIL, registered.email());
        Optional<Member> known = members.byEmail(registered.email());
        if (known.isPresent()) {
            repeated(known.get());
        } else {
            requested(registered);
        }
    }

    /** First, and so for known addresses too: the answer must not depend on whether the address has an account. */
    private void refuseUnknownCode(String code) {
        if (code != null && members.referralCode(code).isEmpty()) {
            throw PortalProblem.REFERRAL_CODE_UNKNOWN
                    .problem(null)
                    .with(List.of(new FieldError(
                            "/referralCode", "is not known: correct it, or join without an invitation")));
        }
    }

    private void requested(Member.Registered registered) {
        OpaqueToken token = OpaqueToken.draw();
        Registration registration = Registration.of(token.hash(), registered, config.validity());
        registrations.persist(registration);
        outbox.publish(
                "member.verification-requested",
                registered.id().toString(),
                new VerificationRequested(
                        registered.id(),
                        registered.email(),
                        registered.displayName(),
                        registered.locale(),
                        publicUrl + "/verify?token=" + token.value(),
                        registration.expiresAt()));
    }

    private void repeated(Member member) {
        outbox.publish(
                "member.registration-repeated",
                member.id().toString(),
                new RegistrationRepeated(
                        member.id(), member.email(), member.displayName(), member.locale(), publicUrl + "/sign-in"));
    }
}
