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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import shop.pennywell.defaults.id.Ids;

/** Says a fact to whom it concerns, if and only if the caller's transaction commits. */
@ApplicationScoped
public class Outbox {

    private static final int MOST_AT_ONCE = 1000;

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
     * Something to say.
     *
     * @param type one of the types in contracts/, with its subscribers in {@code pennywell.events.routes}
     * @param subject id of the thing that the fact is about
     * @param data its state now, with its revision; serialised when it is said
     */
    public record Fact(String type, String subject, Object data) {}

    /**
     * Says one fact.
     *
     * @throws IllegalStateException outside of a transaction, or for a type without a route
     */
    public void publish(String type, String subject, Object data) {
        publishAll(List.of(new Fact(type, subject, data)));
    }

    /**
     * Says many facts in their order, by one statement for a thousand of them.
     *
     * @throws IllegalStateException outside of a transaction, or for a type without a route
     */
    public void publishAll(List<Fact> facts) {
        if (QuarkusTransaction.getStatus() != Status.STATUS_ACTIVE) {
            throw new IllegalStateException("an event must be published in the transaction of the change it tells of");
        }
        for (int from = 0; from < facts.size(); from += MOST_AT_ONCE) {
            write(facts.subList(from, Math.min(facts.size(), from + MOST_AT_ONCE)));
        }
        if (!facts.isEmpty()) {
            wakeDispatcherAfterCommit();
        }
    }

    private void write(List<Fact> facts) {
        int count = facts.size();
        UUID[] ids = new UUID[count];
        String[] types = new String[count];
        String[] subjects = new String[count];
        String[] data = new String[count];
        List<UUID> delivered = new ArrayList<>();
        List<String> subscribers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Fact fact = facts.get(i);
            ids[i] = Ids.newId();
            types[i] = fact.type();
            subjects[i] = fact.subject();
            data[i] = serialise(fact.data());
            for (String subscriber : subscribersOf(fact.type())) {
                delivered.add(ids[i]);
                subscribers.add(subscriber);
            }
        }
        Instant now = clock.instant();
        sql.update(
                """
                with said as (
                    insert into outbox_event (id, type, subject, occurred_at, data)
                    select id, type, subject, ?, cast(data as jsonb)
                    from unnest(?, ?, ?, ?) as fact (id, type, subject, data))
                insert into outbox_delivery (event_id, subscriber, next_attempt_at)
                select event_id, subscriber, ? from unnest(?, ?) as delivery (event_id, subscriber)
                """,
                now,
                ids,
                types,
                subjects,
                data,
                now,
                delivered.toArray(UUID[]::new),
                subscribers.toArray(String[]::new));
    }

    private List<String> subscribersOf(String type) {
        List<String> subscribers = config.routes().get(type);
        if (subscribers == null) {
            throw new IllegalStateException("no route for events of type " + type);
        }
        return subscribers;
    }

    /**
     * Part of erasing somebody: what was said about the subject and taken by everybody loses its data at once. What a subscriber
     * still waits for keeps it until then.
     */
    public void forget(String subject) {
        sql.update("""
                update outbox_event e set data = null where e.subject = ? and e.data is not null
                and not exists (select 1 from outbox_delivery d where d.event_id = e.id)
                """, subject);
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
