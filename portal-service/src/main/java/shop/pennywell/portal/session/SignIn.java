package shop.pennywell.portal.session;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import shop.pennywell.portal.PortalProblem;
import shop.pennywell.portal.attempt.Attempts;
import shop.pennywell.portal.attempt.Attempts.Kind;
import shop.pennywell.portal.member.EmailAddress;
import shop.pennywell.portal.member.Member;
import shop.pennywell.portal.member.Members;
import shop.pennywell.portal.password.Passwords;
import shop.pennywell.portal.staff.StaffDirectory;
import shop.pennywell.portal.staff.StaffUser;

/**
 * Signs members and staff in. Who guesses learns nothing: unknown, unverified and wrong are one answer, after the same time,
 * and all three count as failures.
 */
@ApplicationScoped
public class SignIn {

    private final Attempts attempts;
    private final Passwords passwords;
    private final Members members;
    private final StaffDirectory staff;
    private final OpenSession openSession;

    SignIn(Attempts attempts, Passwords passwords, Members members, StaffDirectory staff, OpenSession openSession) {
        this.attempts = attempts;
        this.passwords = passwords;
        this.members = members;
        this.staff = staff;
        this.openSession = openSession;
    }

    /**
     * @param source network that the request comes from
     * @throws shop.pennywell.defaults.problem.Problem 401 {@code invalid-credentials}, 429 after too many failures, 503 when
     *     too many sign in at once
     */
    public SessionResponse with(String email, String password, String source) {
        Proven who = proven(email, password, source);
        return who.staff()
                .map(openSession::of)
                .or(() -> who.member().map(openSession::of))
                .orElseThrow(() -> PortalProblem.CREDENTIALS_WRONG.problem(null));
    }

    /**
     * Like {@link #with}, for the website, which has no page for staff.
     *
     * @return empty for staff, for whom no session is opened
     */
    public Optional<SessionResponse> asMember(String email, String password, String source) {
        return proven(email, password, source).member().map(openSession::of);
    }

    private record Proven(Optional<StaffUser> staff, Optional<Member> member) {}

    private Proven proven(String email, String password, String source) {
        String address = EmailAddress.canonical(email).orElse("?" + email.toLowerCase(Locale.ROOT));
        attempts.refuseTooMany(Kind.SIGN_IN_ACCOUNT, address);
        attempts.refuseTooMany(Kind.SIGN_IN_SOURCE, source);

        Optional<StaffUser> user = address.startsWith("?") ? Optional.empty() : staff.byEmail(address);
        Optional<Member> member =
                address.startsWith("?") || user.isPresent() ? Optional.empty() : members.byEmail(address);
        Optional<String> hash = user.map(StaffUser::passwordHash).or(() -> member.map(Member::passwordHash));
        if (!passwords.verify(password, hash)) {
            attempts.record(Kind.SIGN_IN_ACCOUNT, address);
            attempts.record(Kind.SIGN_IN_SOURCE, source);
            throw PortalProblem.CREDENTIALS_WRONG.problem(null);
        }
        // A hundred guesses sent at once have all passed the first check: the right one must not get in behind the
        // wrong ones.
        attempts.refuseTooMany(Kind.SIGN_IN_ACCOUNT, address);
        attempts.forget(Kind.SIGN_IN_ACCOUNT, address);
        return new Proven(user, member);
    }

    /**
     * Asks a signed-in member once more for the password, before money is sent elsewhere. Wrong ones count as failures.
     *
     * @throws shop.pennywell.defaults.problem.Problem 422 {@code password-wrong}, 429, 503
     */
    public void confirm(Member member, String password) {
        attempts.refuseTooMany(Kind.SIGN_IN_ACCOUNT, member.email());
        if (!passwords.verify(password, Optional.of(member.passwordHash()))) {
            attempts.record(Kind.SIGN_IN_ACCOUNT, member.email());
            throw PortalProblem.PASSWORD_WRONG.problem(null);
        }
        // As in the sign-in: guesses sent at once must not be worth more than guesses one by one.
        attempts.refuseTooMany(Kind.SIGN_IN_ACCOUNT, member.email());
    }
}
