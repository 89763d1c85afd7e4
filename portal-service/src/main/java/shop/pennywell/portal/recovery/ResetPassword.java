package shop.pennywell.portal.recovery;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import shop.pennywell.portal.PortalProblem;
import shop.pennywell.portal.attempt.Attempts;
import shop.pennywell.portal.attempt.Attempts.Kind;
import shop.pennywell.portal.member.Members;
import shop.pennywell.portal.member.ProfileCheck;
import shop.pennywell.portal.password.Passwords;
import shop.pennywell.portal.session.EndSession;
import shop.pennywell.portal.token.OpaqueToken;

/** Sets the new password, once for each mailed link, and ends every session that was opened with the old one. */
@ApplicationScoped
public class ResetPassword {

    private final PasswordResetRepository resets;
    private final Passwords passwords;
    private final Members members;
    private final EndSession endSession;
    private final Attempts attempts;
    private final Clock clock;

    ResetPassword(
            PasswordResetRepository resets,
            Passwords passwords,
            Members members,
            EndSession endSession,
            Attempts attempts,
            Clock clock) {
        this.resets = resets;
        this.passwords = passwords;
        this.members = members;
        this.endSession = endSession;
        this.attempts = attempts;
        this.clock = clock;
    }

    /** @throws shop.pennywell.defaults.problem.Problem 400 for a bad password, 422 {@code token-invalid}, 503 */
    public void with(String token, String password) {
        ProfileCheck check = new ProfileCheck();
        check.password(password);
        check.done();
        String hash = OpaqueToken.hash(token);
        // Looked up before the costly part, and taken after it, in a transaction that does not wait for a hash.
        if (QuarkusTransaction.requiringNew().call(() -> memberOf(hash)).isEmpty()) {
            throw invalid();
        }
        String passwordHash = passwords.hash(password);
        QuarkusTransaction.requiringNew().run(() -> change(hash, passwordHash));
    }

    private void change(String hash, String passwordHash) {
        UUID memberId = memberOf(hash).orElseThrow(ResetPassword::invalid);
        if (resets.delete("tokenHash", hash) == 0 || !members.changePassword(memberId, passwordHash)) {
            throw invalid();
        }
        resets.deleteAllOf(memberId);
        endSession.allOf(memberId);
        members.byId(memberId).ifPresent(member -> attempts.forget(Kind.SIGN_IN_ACCOUNT, member.email()));
    }

    private Optional<UUID> memberOf(String hash) {
        return resets.findByIdOptional(hash)
                .filter(reset -> reset.isOpenAt(clock.instant()))
                .map(PasswordReset::memberId);
    }

    private static RuntimeException invalid() {
        return PortalProblem.TOKEN_INVALID.problem(null);
    }
}
