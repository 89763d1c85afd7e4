package shop.pennywell.commission.click;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "pennywell.clicks")
interface ClickConfig {

    @WithDefault("commission-clicks")
    String table();

    /** Makes the table at start if there is none, as Flyway does for PostgreSQL. */
    @WithDefault("true")
    boolean createTable();

    /**
     * A click is forgotten this long after it was made, whatever its store: longer than any store takes orders or claims about it, even if
     * the store's time for claims is made longer after the click. Checked at start, by whoever has such a window.
     */
    @WithDefault("500d")
    Duration keepFor();

    /** How long a click waits for others to be written with; it is part of how long the member waits. */
    @WithDefault("4ms")
    Duration collectFor();

    /** Groups that are written at the same time. */
    @WithDefault("4")
    int writers();

    /** Clicks that may wait to be written; one more is answered 503. */
    @WithDefault("5000")
    int waiting();

    /** A click that has waited so long is answered 503 and not sent (again). With the last call the member waits some seconds more. */
    @WithDefault("3s")
    Duration patience();

    /** Groups of clicks that wait in memory for their way to stats; what is beyond is left to the sweep. */
    @WithDefault("2000")
    int queue();

    @WithDefault("500ms")
    Duration tellEvery();

    /** The sweep leaves younger clicks to the replica that recorded them. */
    @WithDefault("30s")
    Duration sweepOlderThan();

    /** Read by the schedule itself. */
    @WithDefault("15s")
    Duration sweepEvery();
}
