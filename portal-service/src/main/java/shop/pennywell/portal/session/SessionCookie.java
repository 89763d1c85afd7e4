package shop.pennywell.portal.session;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The browser's session, as a {@code Set-Cookie} header. The gateway reads and renews it; no service ever sees it. */
@ApplicationScoped
public class SessionCookie {

    private static final String NAME = "session";

    private final Duration age;
    private final String secure;

    SessionCookie(SessionConfig config, @ConfigProperty(name = "pennywell.public-url") String publicUrl) {
        this.age = config.idle();
        this.secure = publicUrl.startsWith("https:") ? "; Secure" : "";
    }

    public String of(SessionResponse session) {
        return NAME + "=" + session.accessToken() + "~" + session.refreshToken() + attributes(age);
    }

    public String cleared() {
        return NAME + "=" + attributes(Duration.ZERO);
    }

    private String attributes(Duration maxAge) {
        return "; Path=/; Max-Age=" + maxAge.toSeconds() + "; HttpOnly; SameSite=Lax" + secure;
    }
}
