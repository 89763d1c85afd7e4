package shop.pennywell.portal.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "pennywell.sessions")
interface SessionConfig {

    /** The longest that a member stays signed in, however busy. */
    @WithDefault("90d")
    Duration memberLifetime();

    @WithDefault("12h")
    Duration staffLifetime();

    /** A refresh token that nobody used for so long is dead. */
    @WithDefault("30d")
    Duration idle();

    /** How long a refresh token that was just rotated is still good: pages asked for at the same time carry the same one. */
    @WithDefault("60s")
    Duration grace();
}
