package shop.pennywell.defaults.sql;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import javax.sql.DataSource;

/** Forgets what is too old to come again. Runs on every replica; {@code skip locked} keeps them out of each other's way. */
@ApplicationScoped
class RetentionSweep {

    private static final int MAX_ROUNDS = 100;

    private final Sql sql;
    private final EventsConfig config;
    private final Clock clock;

    RetentionSweep(DataSource dataSource, EventsConfig config, Clock clock) {
        this.sql = new Sql(dataSource);
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() {
        repeat("""
                delete from inbox_event where id in (
                    select id from inbox_event where applied_at < ? limit 5000 for update skip locked)
                """);
        repeat("""
                delete from idempotency_key where (scope, key) in (
                    select scope, key from idempotency_key where created_at < ? limit 5000 for update skip locked)
                """);
        repeat("""
                delete from outbox_event where id in (
                    select id from outbox_event e where occurred_at < ?
                    and not exists (select 1 from outbox_delivery d where d.event_id = e.id)
                    limit 5000 for update skip locked)
                """);
    }

    private void repeat(String delete) {
        Instant before = clock.instant().minus(config.keep());
        for (int round = 0; round < MAX_ROUNDS; round++) {
            int gone = QuarkusTransaction.requiringNew().call(() -> sql.update(delete, before));
            if (gone == 0) {
                return;
            }
        }
    }
}
