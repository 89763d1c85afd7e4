package shop.pennywell.portal.entry;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import shop.pennywell.portal.member.Members;

/**
 * The referral code of the link that a visitor came by, kept in a cookie until the visitor signs up: most look around first. The browser
 * sends it with the sign-up form alone, and it holds nothing but the code.
 */
@ApplicationScoped
class Invitation {

    static final String COOKIE = "invitation";

    private static final Duration KEPT = Duration.ofDays(30);

    private final Members members;
    private final String secure;

    Invitation(Members members, @ConfigProperty(name = "pennywell.public-url") String publicUrl) {
        this.members = members;
        this.secure = publicUrl.startsWith("https:") ? "; Secure" : "";
    }

    /** The code if somebody's friends come by it; empty otherwise. */
    Optional<String> known(String code) {
        return members.referralCode(code);
    }

    /** @param code one that is known */
    String cookie(String code) {
        return COOKIE + "=" + code + attributes(KEPT);
    }

    String cleared() {
        return COOKIE + "=" + attributes(Duration.ZERO);
    }

    private String attributes(Duration maxAge) {
        return "; Path=/sign-up; Max-Age=" + maxAge.toSeconds() + "; HttpOnly; SameSite=Lax" + secure;
    }
}
