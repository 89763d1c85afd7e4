package shop.pennywell.portal.recovery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import shop.pennywell.defaults.sql.Outbox;
import shop.pennywell.portal.attempt.Attempts;
import shop.pennywell.portal.attempt.Attempts.Kind;
import shop.pennywell.portal.member.EmailAddress;
import shop.pennywell.portal.member.Member;
import shop.pennywell.portal.member.Members;
import shop.pennywell.portal.token.OpaqueToken;

/** Has a link mailed that sets a new password, to a member's address; to any other address nothing happens, silently. */
@ApplicationScoped
public class RequestPasswordReset {

    private final Members members;
    private final Attempts attempts;
    private final PasswordResetRepository resets;
    private final Outbox outbox;
    private final Config config;
    private final String publicUrl;
    private final Clock clock;

    RequestPasswordReset(
            Members members,
            Attempts attempts,
            PasswordResetRepository resets,
            Outbox outbox,
            Config config,
            @ConfigProperty(name = "pennywell.public-url") String publicUrl,
            Clock clock) {
        this.members = members;
        this.attempts = attempts;
        this.resets = resets;
        this.outbox = outbox;
        this.config = config;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    @ConfigMapping(prefix = "pennywell.password-resets")
    interface Config {

        @WithDefault("1h")
        Duration validity();
    }

    private record PasswordResetRequested(
            UUID memberId, String email, String displayName, String locale, String link, Instant expiresAt) {}

    @Transactional
    public void forAddress(String typed) {
        String email = EmailAddress.canonical(typed).orElse(null);
        if (email == null || attempts.waitFor(Kind.MAIL, email).isPresent()) {
            return;
        }
        attempts.record(Kind.MAIL, email);
        members.byEmail(email).ifPresent(this::mail);
    }

    private void mail(Member member) {
        OpaqueToken token = OpaqueToken.draw();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        PasswordReset reset = new PasswordReset(token.hash(), member.id(), now, config.validity());
        resets.persist(reset);
        outbox.publish(
                "member.password-reset-requested",
                member.id().toString(),
                new PasswordResetRequested(
                        member.id(),
                        member.email(),
                        member.displayName(),
                        member.locale(),
                        publicUrl + "/reset-password?token=" + token.value(),
                        reset.expiresAt()));
    }
}
