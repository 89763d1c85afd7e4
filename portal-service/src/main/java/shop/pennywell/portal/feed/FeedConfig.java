package shop.pennywell.portal.feed;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "pennywell.feeds")
interface FeedConfig {

    /** Where the raw files are kept. */
    String bucket();

    /** How long a replica may be silent before another takes its import over; longer than one batch takes. */
    @WithDefault("60s")
    Duration lease();

    /** How often an import is tried that ends by a failure of ours. */
    @WithDefault("5")
    int maxAttempts();

    @WithDefault("500")
    int batch();
}
