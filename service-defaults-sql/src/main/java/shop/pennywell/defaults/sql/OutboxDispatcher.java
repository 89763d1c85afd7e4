package shop.pennywell.defaults.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import shop.pennywell.defaults.events.Event;
import shop.pennywell.defaults.events.EventsResource;
import shop.pennywell.defaults.sibling.SiblingClient;
import shop.pennywell.defaults.sibling.Siblings;

/**
 * Delivers the outbox. Every replica runs one; {@code for update skip locked} keeps two from taking the same rows, and a
 * replica that dies midway gives its rows back undelivered, so that a subscriber hears each event at least once.
 */
@ApplicationScoped
class OutboxDispatcher {

    private static final Logger LOG = Logger.getLogger(OutboxDispatcher.class);
    private static final int MAX_BATCHES_A_RUN = 50;
    private static final int MAX_BATCH_CHARACTERS = 400_000;
    /** Statuses that say the request is at fault, so that sending the same again would never help. */
    private static final Set<Integer> REFUSALS = Set.of(400, 413, 422);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Sql sql;
    private final EventsConfig config;
    private final Siblings.Self self;
    private final SiblingClient siblings;
    private final ObjectMapper json;
    private final Clock clock;
    private final Set<String> subscribers;
    private final Map<String, Pause> pauses = new ConcurrentHashMap<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    // One thread looks; what wakes it while this service stops is for another replica.
    private final ExecutorService worker = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            run -> new Thread(run, "outbox"),
            new ThreadPoolExecutor.DiscardPolicy());

    OutboxDispatcher(
            DataSource dataSource,
            EventsConfig config,
            Siblings.Self self,
            SiblingClient siblings,
            ObjectMapper json,
            Clock clock) {
        this.sql = new Sql(dataSource);
        this.config = config;
        this.self = self;
        this.siblings = siblings;
        this.json = json;
        this.clock = clock;
        this.subscribers = new TreeSet<>();
        config.routes().values().forEach(subscribers::addAll);
    }

    /** Soon after a commit that said something; see {@link Outbox}. Many calls before the next look are one look. */
    void wake() {
        if (woken.compareAndSet(false, true)) {
            worker.execute(() -> {
                woken.set(false);
                dispatch();
            });
        }
    }

    /** For what another replica left behind, what is to be tried again, and a subscriber that is back. */
    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        wake();
    }

    /** The batch under way is finished while there still are connections. */
    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        worker.shutdown();
        worker.awaitTermination(self.timeout().toSeconds(), TimeUnit.SECONDS);
    }

    private void dispatch() {
        for (String subscriber : subscribers) {
            try {
                dispatchTo(subscriber);
            } catch (RuntimeException failure) {
                LOG.warnf(failure, "could not deliver to %s, trying again", subscriber);
            }
        }
    }

    private void dispatchTo(String subscriber) {
        for (int batch = 0; batch < MAX_BATCHES_A_RUN && !paused(subscriber); batch++) {
            if (!QuarkusTransaction.requiringNew().call(() -> deliverBatch(subscriber))) {
                return;
            }
        }
    }

    /**
     * Delivers what is due, as far as it gets in the time that one transaction may take: what was delivered by then is committed, and the rest
     * is taken up again after the other subscribers had their turn.
     *
     * @return whether more may be due at once
     */
    private boolean deliverBatch(String subscriber) {
        long end = System.nanoTime() + config.batchWithin().toNanos();
        List<Delivery> due = sql.query(this::read, """
                select e.id, e.type, e.subject, e.occurred_at, e.data, d.attempts
                from outbox_delivery d join outbox_event e on e.id = d.event_id
                where d.subscriber = ? and d.dead_at is null and d.next_attempt_at <= ?
                order by d.sequence
                limit ?
                for update of d skip locked
                """, subscriber, clock.instant(), EventsResource.MAX_BATCH);
        Deque<List<Delivery>> left = new ArrayDeque<>(bySize(due));
        try {
            boolean progress = false;
            while (!left.isEmpty() && (!progress || System.nanoTime() < end)) {
                List<Delivery> batch = left.poll();
                if (deliver(subscriber, batch)) {
                    progress = true;
                } else {
                    // One of them spoils the batch: each alone, so that only that one is counted against.
                    for (int i = batch.size() - 1; i >= 0; i--) {
                        left.addFirst(List.of(batch.get(i)));
                    }
                }
            }
            pauses.remove(subscriber);
        } catch (IOException away) {
            pause(subscriber, away);
            return false;
        }
        if (!left.isEmpty()) {
            wake();
            return false;
        }
        return due.size() == EventsResource.MAX_BATCH;
    }

    /** Runs of deliveries that stay below what every subscriber takes in one body. */
    private static List<List<Delivery>> bySize(List<Delivery> due) {
        List<List<Delivery>> batches = new ArrayList<>();
        int room = 0;
        for (Delivery delivery : due) {
            if (delivery.characters() > room) {
                batches.add(new ArrayList<>());
                room = MAX_BATCH_CHARACTERS;
            }
            batches.get(batches.size() - 1).add(delivery);
            room -= delivery.characters();
        }
        return batches;
    }

    /** Whether it was judged; false if several were refused as a whole, which says nothing about each. */
    private boolean deliver(String subscriber, List<Delivery> batch) throws IOException {
        List<Event> events = batch.stream().map(Delivery::event).toList();
        HttpResponse<String> response =
                siblings.post(subscriber, "/events", Event.BATCH_MEDIA_TYPE, json.writeValueAsString(events));
        int status = response.statusCode();
        if (REFUSALS.contains(status) && batch.size() > 1) {
            return false;
        }
        if (status != 200 && !REFUSALS.contains(status)) {
            throw new IOException(subscriber + " answered " + status);
        }
        Map<UUID, String> failed = status == 200
                ? failures(response)
                : Map.of(batch.get(0).event().id(), subscriber + " answered " + status);
        List<UUID> taken = new ArrayList<>();
        for (Delivery delivery : batch) {
            String error = failed.get(delivery.event().id());
            if (error == null) {
                taken.add(delivery.event().id());
            } else {
                refused(delivery, subscriber, error);
            }
        }
        taken(taken, subscriber);
        return true;
    }

    private void taken(List<UUID> events, String subscriber) {
        UUID[] ids = events.toArray(UUID[]::new);
        sql.update("delete from outbox_delivery where event_id = any (?) and subscriber = ?", ids, subscriber);
        blank(ids);
    }

    /** Of two replicas that deliver to the last two subscribers at once neither sees it: {@link RetentionSweep} does then. */
    private void blank(UUID[] ids) {
        sql.update("""
                update outbox_event e set data = null where e.id = any (?)
                and not exists (select 1 from outbox_delivery d where d.event_id = e.id)
                """, (Object) ids);
    }

    /** What was not applied, with the subscriber's reason. */
    private Map<UUID, String> failures(HttpResponse<String> response) throws IOException {
        Map<UUID, String> failed = new HashMap<>();
        for (JsonNode failure : json.readTree(response.body()).path("failed")) {
            failed.put(
                    UUID.fromString(failure.path("id").asText()),
                    failure.path("detail").asText());
        }
        return failed;
    }

    private void refused(Delivery delivery, String subscriber, String error) {
        int attempts = delivery.attempts() + 1;
        Instant now = clock.instant();
        boolean dead = attempts >= config.maxAttempts();
        if (dead) {
            LOG.errorf(
                    "event %s of type %s is a dead letter for %s: %s",
                    delivery.event().id(), delivery.event().type(), subscriber, error);
        }
        sql.update(
                """
                update outbox_delivery set attempts = ?, next_attempt_at = ?, last_error = ?, dead_at = ?
                where event_id = ? and subscriber = ?
                """,
                attempts,
                now.plus(backoff(attempts)),
                error,
                dead ? now.atOffset(java.time.ZoneOffset.UTC) : null,
                delivery.event().id(),
                subscriber);
    }

    /** Doubles with each attempt up to the longest, less up to a half at random, so that retries don't come in waves. */
    private Duration backoff(int attempts) {
        long first = config.firstRetryAfter().toMillis();
        long full = Math.min(config.longestRetryAfter().toMillis(), first << Math.min(attempts - 1, 20));
        return Duration.ofMillis(full - ThreadLocalRandom.current().nextLong(full / 2 + 1));
    }

    private boolean paused(String subscriber) {
        Pause pause = pauses.get(subscriber);
        return pause != null && clock.instant().isBefore(pause.until());
    }

    /** A subscriber that is away costs no writes and no attempts: its rows wait until it is back. */
    private void pause(String subscriber, IOException away) {
        Pause before = pauses.get(subscriber);
        long millis = before == null ? 250 : Math.min(before.millis() * 2, LONGEST_PAUSE.toMillis());
        if (before == null) {
            LOG.warnf("%s cannot take events now, trying again: %s", subscriber, away);
        }
        pauses.put(subscriber, new Pause(millis, clock.instant().plusMillis(millis)));
    }

    private Delivery read(ResultSet row) throws SQLException {
        try {
            Event event = new Event(
                    row.getObject("id", UUID.class),
                    row.getString("type"),
                    self.name(),
                    row.getString("subject"),
                    Sql.instant(row, "occurred_at"),
                    json.readTree(row.getString("data")));
            return new Delivery(
                    event, row.getInt("attempts"), row.getString("data").length());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private record Delivery(Event event, int attempts, int characters) {}

    private record Pause(long millis, Instant until) {}
}
