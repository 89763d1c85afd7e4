package shop.pennywell.gateway.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** How browsers' sessions are recognised. */
@ConfigMapping(prefix = "pennywell")
public interface SessionConfig {

    /** What browsers see. */
    URI publicUrl();

    /** Who issues members' and staff's tokens. */
    String issuer();

    Session session();

    /** The cookie and its renewal. */
    interface Session {
        /** A token that lives shorter than this is renewed before the request goes on. */
        @WithDefault("60s")
        Duration renewBefore();

        @WithDefault("5s")
        Duration renewTimeout();

        /** How long a browser keeps a renewed cookie; the session itself ends when portal says so. */
        @WithDefault("30d")
        Duration cookieAge();

        /** How long fetched signing keys are used before they are fetched again. */
        @WithDefault("5m")
        Duration keysAge();
    }
}
