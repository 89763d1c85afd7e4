package shop.pennywell.defaults.sql;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Who hears what, and how hard delivery is tried. */
@ConfigMapping(prefix = "pennywell.events")
interface EventsConfig {

    /** Short names of the subscribers, by event type. */
    Map<String, List<String>> routes();

    /** After so many refusals an event is parked as a dead letter; a subscriber that is away does not count. */
    @WithDefault("12")
    int maxAttempts();

    @WithDefault("1s")
    Duration firstRetryAfter();

    @WithDefault("5m")
    Duration longestRetryAfter();

    /** How long one transaction of deliveries goes on to the next one; well below the time that a transaction may take. */
    @WithDefault("15s")
    Duration batchWithin();

    /** How long applied ids, delivered events and idempotency keys are kept. */
    @WithDefault("30d")
    Duration keep();
}
