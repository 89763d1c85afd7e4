package shop.pennywell.commission.click;

import java.time.Duration;

/** A configuration for tests that make their own objects. */
record FixedClickConfig(String table, Duration collectFor, int writers, int waiting, Duration patience)
        implements ClickConfig {

    static FixedClickConfig ofTable(String table) {
        return new FixedClickConfig(table, Duration.ofMillis(4), 2, 100, Duration.ofMinutes(1));
    }

    @Override
    public boolean createTable() {
        return true;
    }

    @Override
    public Duration keepFor() {
        return Duration.ofDays(500);
    }

    @Override
    public int queue() {
        return 100;
    }

    @Override
    public Duration tellEvery() {
        return Duration.ofMillis(500);
    }

    @Override
    public Duration sweepOlderThan() {
        return Duration.ofSeconds(30);
    }

    @Override
    public Duration sweepEvery() {
        return Duration.ofSeconds(15);
    }
}
