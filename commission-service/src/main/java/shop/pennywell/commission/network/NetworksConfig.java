package shop.pennywell.commission.network;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** How affiliate networks are polled. */
@ConfigMapping(prefix = "pennywell.networks")
interface NetworksConfig {

    /** How often a replica looks for something to do, or {@code off}. Read by the schedules themselves. */
    @WithDefault("1s")
    String lookEvery();

    @WithDefault("5m")
    Duration newEvery();

    @WithDefault("15m")
    Duration changedEvery();

    @WithDefault("1d")
    Duration sweepEvery();

    /** How far the sweep goes back; also where a new account begins. */
    @WithDefault("120d")
    Duration sweepBack();

    /** How much of what was read before is read again, for networks take their time. */
    @WithDefault("6h")
    Duration overlap();

    /** How long a replica that does not come back keeps an account; longer than a page may take. */
    @WithDefault("2m")
    Duration lease();

    /** First and longest wait between tries. */
    @WithDefault("5s")
    Duration firstRetryAfter();

    @WithDefault("15m")
    Duration longestRetryAfter();

    /** Other paces than the networks' own, by name in lower case. */
    Map<String, Integer> callsPerMinute();
}
