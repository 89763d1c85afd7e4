package shop.pennywell.portal.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "pennywell.tokens")
interface TokenConfig {

    /** The public base address: {@code iss} of every token. */
    String issuer();

    /** How long an access token of a member or of staff is good. */
    @WithDefault("15m")
    Duration accessLifetime();

    @WithDefault("5m")
    Duration serviceLifetime();

    /** How long one key signs before the next takes over. */
    @WithDefault("30d")
    Duration rotateAfter();

    /** How long a new key is published before it signs, so that every verifier has seen it. */
    @WithDefault("1h")
    Duration publishAhead();
}
