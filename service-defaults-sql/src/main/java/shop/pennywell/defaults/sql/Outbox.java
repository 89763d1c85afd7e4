package shop.pennywell.defaults.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import shop.pennywell.defaults.id.Ids;

/** Says a fact to whom it concerns, if and only if the caller's transaction commits. */
@ApplicationScoped
public class Outbox {

    private final Sql sql;
    private final EventsConfig config;
    private final ObjectMapper json;
    private final Clock clock;
    private final OutboxDispatcher dispatcher;
    private final TransactionSynchronizationRegistry transaction;

    Outbox(
            DataSource dataSource,
            EventsConfig config,
            ObjectMapper json,
            Clock clock,
            OutboxDispatcher dispatcher,
            TransactionSynchronizationRegistry transaction) {
        this.sql = new Sql(dataSource);
        this.config = config;
        this.json = json;
        this.clock = clock;
        this.dispatcher = dispatcher;
        this.transaction = transaction;
    }

    /**
     * @param type one of the types in contracts/, with its subscribers in {@code pennywell.events.routes}
     * @param subject id of the thing that the fact is about
     * @param data its state now, with its revision; serialised at once
     * @throws IllegalStateException outside of a transaction, or for a type without a route
     */
    public void publish(String type, String subject, Object data) {
        if (QuarkusTransaction.getStatus() != Status.STATUS_ACTIVE) {
            throw new IllegalStateException("an event must be published in the transaction of the change it tells of");
        }
        List<String> subscribers = config.routes().get(type);
        if (subscribers == null) {
            throw new IllegalStateException("no route for events of type " + type);
        }
        UUID id = Ids.newId();
        Instant now = clock.instant();
        sql.update(
                "insert into outbox_event (id, type, subject, occurred_at, data) values (?, ?, ?, ?, ?::jsonb)",
                id,
                type,
                subject,
                now,
                serialise(data));
        for (String subscriber : subscribers) {
            sql.update(
                    "insert into outbox_delivery (event_id, subscriber, next_attempt_at) values (?, ?, ?)",
                    id,
                    subscriber,
                    now);
        }
        wakeDispatcherAfterCommit();
    }

    /** The dispatcher need not wait for its next look, once for all that this transaction says. */
    private void wakeDispatcherAfterCommit() {
        if (transaction.getResource(Outbox.class) != null) {
            return;
        }
        transaction.putResource(Outbox.class, true);
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    dispatcher.wake();
                }
            }
        });
    }

    private String serialise(Object data) {
        try {
            return json.writeValueAsString(data);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
