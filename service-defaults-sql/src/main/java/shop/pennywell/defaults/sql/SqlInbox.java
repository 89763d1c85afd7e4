package shop.pennywell.defaults.sql;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Set;
import javax.sql.DataSource;
import shop.pennywell.defaults.events.Event;
import shop.pennywell.defaults.events.Inbox;
import shop.pennywell.defaults.problem.CommonProblem;

/** One transaction an event: the id's row and the effect commit together. */
@ApplicationScoped
class SqlInbox implements Inbox {

    private static final Set<String> AWAY = Set.of("08", "53", "57");

    private final Sql sql;
    private final Clock clock;

    SqlInbox(DataSource dataSource, Clock clock) {
        this.sql = new Sql(dataSource);
        this.clock = clock;
    }

    @Override
    public void once(Event event, Runnable effect) {
        try {
            QuarkusTransaction.requiringNew().run(() -> applyOnce(event, effect));
        } catch (RuntimeException failure) {
            if (isDatabaseAway(failure)) {
                throw CommonProblem.UNAVAILABLE.problem("the database is away");
            }
            throw failure;
        }
    }

    private void applyOnce(Event event, Runnable effect) {
        // A second delivery at the same instant waits here for the first to commit, then finds its row.
        int first = sql.update(
                "insert into inbox_event (id, applied_at) values (?, ?) on conflict do nothing",
                event.id(),
                clock.instant());
        if (first == 1) {
            effect.run();
        }
    }

    /** No connection, none to be had, or one that was cut: no fault of the event (SQLSTATE classes 08, 53 and 57). */
    private static boolean isDatabaseAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sqlFailure) {
                String state = sqlFailure.getSQLState();
                return state == null || AWAY.contains(state.substring(0, 2));
            }
        }
        return false;
    }
}
