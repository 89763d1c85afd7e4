package shop.pennywell.defaults.sql;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

/** Forgets what is too old to come again. Runs on every replica; {@code skip locked} keeps them out of each other's way. */
@ApplicationScoped
class RetentionSweep {

    private static final int MAX_ROUNDS = 100;
    /** The transaction that said an event has surely ended. */
    private static final Duration DELIVERED_BY_THEN = Duration.ofMinutes(1);

    private final Sql sql;
    private final EventsConfig config;
    private final Clock clock;

    RetentionSweep(DataSource dataSource, EventsConfig config, Clock clock) {
        this.sql = new Sql(dataSource);
        this.config = config;
        this.clock = clock;
    }

    /** The data of events that nobody waits for; usually gone with the last delivery, see {@link OutboxDispatcher}. */
    @Scheduled(every = "5m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void blank() {
        repeat(clock.instant().minus(DELIVERED_BY_THEN), """
                update outbox_event set data = null where id in (
                    select id from outbox_event e where data is not null and occurred_at < ?
                    and not exists (select 1 from outbox_delivery d where d.event_id = e.id)
                    limit 5000 for update skip locked)
                """);
    }

    @Scheduled(every = "1h", delayed = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() {
        Instant before = clock.instant().minus(config.keep());
        repeat(before, """
                delete from inbox_event where id in (
                    select id from inbox_event where applied_at < ? limit 5000 for update skip locked)
                """);
        repeat(before, """
                delete from idempotency_key where (scope, key) in (
                    select scope, key from idempotency_key where created_at < ? limit 5000 for update skip locked)
                """);
        repeat(before, """
                delete from outbox_event where id in (
                    select id from outbox_event e where occurred_at < ?
                    and not exists (select 1 from outbox_delivery d where d.event_id = e.id)
                    limit 5000 for update skip locked)
                """);
    }

    private void repeat(Instant before, String piece) {
        for (int round = 0; round < MAX_ROUNDS; round++) {
            int gone = QuarkusTransaction.requiringNew().call(() -> sql.update(piece, before));
            if (gone == 0) {
                return;
            }
        }
    }
}
