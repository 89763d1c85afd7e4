package shop.pennywell.portal.registration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "pennywell.registrations")
interface RegistrationConfig {

    /** How long the mailed link is good. */
    @WithDefault("24h")
    Duration validity();

    /** How long a link that was just used signs the same member in again: the answer may have been lost. */
    @WithDefault("60s")
    Duration grace();
}
