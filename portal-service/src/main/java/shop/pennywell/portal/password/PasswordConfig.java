package shop.pennywell.portal.password;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

@ConfigMapping(prefix = "pennywell.passwords")
interface PasswordConfig {

    /** Hashes computed at once; each takes a core and 19 MiB. By default one per core. */
    OptionalInt parallel();

    /** Requests that may wait for their turn; one more is refused at once. */
    @WithDefault("32")
    int queue();

    /** The longest wait for a turn. */
    @WithDefault("3s")
    Duration patience();
}
