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

    /** A click is forgotten after this: longer than any store's order window and claim window. */
    @WithDefault("500d")
    Duration keepFor();

    /** Clicks that wait in memory for their way to stats; what is beyond is left to the sweep. */
    @WithDefault("10000")
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
