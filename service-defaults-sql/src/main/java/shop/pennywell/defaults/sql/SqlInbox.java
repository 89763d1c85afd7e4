package shop.pennywell.defaults.sql;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import javax.sql.DataSource;
import shop.pennywell.defaults.events.Event;
import shop.pennywell.defaults.events.Inbox;

/** One transaction an event: the id's row and the effect commit together. */
@ApplicationScoped
class SqlInbox implements Inbox {

    private final Sql sql;
    private final Clock clock;

    SqlInbox(DataSource dataSource, Clock clock) {
        this.sql = new Sql(dataSource);
        this.clock = clock;
    }

    @Override
    public void once(Event event, Runnable effect) {
        QuarkusTransaction.requiringNew().run(() -> {
            // A second delivery at the same instant waits here for the first to commit, then finds its row.
            int first = sql.update(
                    "insert into inbox_event (id, applied_at) values (?, ?) on conflict do nothing",
                    event.id(),
                    clock.instant());
            if (first == 1) {
                effect.run();
            }
        });
    }
}
