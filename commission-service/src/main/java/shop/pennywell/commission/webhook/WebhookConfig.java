package shop.pennywell.commission.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How hard webhooks are delivered. */
@ConfigMapping(prefix = "pennywell.webhooks")
interface WebhookConfig {

    /** How often a replica looks for what is due, or {@code off}. Read by the schedule itself. */
    @WithDefault("1s")
    String lookEvery();

    /** Endpoints of a partner. */
    @WithDefault("5")
    int most();

    /** Endpoints that a replica serves at once. At most half of them are endpoints that were away when last called. */
    @WithDefault("16")
    int slots();

    /** Calls to one endpoint at once. */
    @WithDefault("4")
    int parallel();

    /** How long an endpoint with much to hear keeps its slot before it queues up again. */
    @WithDefault("5s")
    Duration turn();

    /** How long a replica that does not come back keeps an endpoint; longer than a turn, the finding of a host and a call together. */
    @WithDefault("2m")
    Duration lease();

    @WithDefault("10s")
    Duration firstRetryAfter();

    @WithDefault("12h")
    Duration longestRetryAfter();

    /** How long a delivery is tried. */
    @WithDefault("3d")
    Duration giveUpAfter();

    /** How long an endpoint that is away is left alone at most, unless it asks for longer itself. */
    @WithDefault("1m")
    Duration longestPause();

    /** The longest that an endpoint may ask for by {@code Retry-After}. */
    @WithDefault("1h")
    Duration longestAskedPause();

    /** How long what became of a delivery is kept, and what is dead can be replayed. */
    @WithDefault("30d")
    Duration keep();
}
