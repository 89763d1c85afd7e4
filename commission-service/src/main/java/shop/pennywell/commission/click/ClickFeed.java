package shop.pennywell.commission.click;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import shop.pennywell.defaults.events.Event;
import shop.pennywell.defaults.events.EventsResource;
import shop.pennywell.defaults.sibling.SiblingClient;

/**
 * Tells stats of clicks, in batches, straight from memory. Where it does not get through, the note of the clicks stays in the table, and the
 * {@link ClickSweep} tells them later. Each replica tells its own clicks, so there is no lease to take.
 */
@ApplicationScoped
class ClickFeed {
    private static final int GROUPS_AT_ONCE = 100;
    private static final Logger LOG = Logger.getLogger(ClickFeed.class);

    private final ClickRepository clicks;
    private final SiblingClient siblings;
    private final ClickConfig config;
    private final ObjectMapper json;
    private final BlockingQueue<Told> waiting;
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "click-feed");
        thread.setDaemon(true);
        return thread;
    });

    private volatile ScheduledFuture<?> running;

    /** Clicks that are told together, with the note that says that they are not. */
    record Told(String noteId, List<ClickRecorded> clicks) {
        static Told of(String noteId, Collection<Click> clicks) {
            return new Told(noteId, clicks.stream().map(ClickRecorded::of).toList());
        }
    }

    ClickFeed(ClickRepository clicks, SiblingClient siblings, ClickConfig config, ObjectMapper json) {
        this.clicks = clicks;
        this.siblings = siblings;
        this.config = config;
        this.json = json;
        this.waiting = new ArrayBlockingQueue<>(config.queue());
    }

    void start(@Observes StartupEvent started) {
        long millis = config.tellEvery().toMillis();
        running = clockwork.scheduleWithFixedDelay(this::flush, millis, millis, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        running.cancel(false);
        clockwork.shutdownNow();
    }

    /** Never waits: clicks that find the queue full have a note in the table all the same. */
    void tell(String noteId, List<Click> clicks) {
        if (!waiting.offer(Told.of(noteId, clicks))) {
            LOG.debugf("%s is left to the sweep", noteId);
        }
    }

    private void flush() {
        try {
            List<Told> groups = new ArrayList<>();
            while (waiting.drainTo(groups, GROUPS_AT_ONCE) > 0) {
                send(groups);
                groups.clear();
            }
        } catch (IOException | RuntimeException away) {
            LOG.infof("clicks are left to the sweep: %s", away.getMessage());
        }
    }

    /**
     * Sends the clicks of these groups, as many at a time as stats takes, and forgets the notes of those that stats took whole.
     *
     * @throws IOException when stats is away or refuses a batch as a whole
     */
    void send(List<Told> groups) throws IOException {
        List<String> told = new ArrayList<>();
        try {
            for (int from = 0, to = 0; from < groups.size(); from = to) {
                int events = 0;
                while (to < groups.size() && events + groups.get(to).clicks().size() <= EventsResource.MAX_BATCH) {
                    events += groups.get(to++).clicks().size();
                }
                told.addAll(sendBatch(groups.subList(from, to)));
            }
        } finally {
            clicks.forget(told);
        }
    }

    /** @return the notes of the groups that stats took whole */
    private List<String> sendBatch(List<Told> groups) throws IOException {
        List<ClickRecorded> batch =
                groups.stream().flatMap(group -> group.clicks().stream()).toList();
        // A note may name clicks that were never written.
        Set<String> failed = batch.isEmpty() ? Set.of() : post(batch);
        return groups.stream()
                .filter(group -> failed.isEmpty()
                        || group.clicks().stream()
                                .noneMatch(
                                        click -> failed.contains(click.eventId().toString())))
                .map(Told::noteId)
                .toList();
    }

    /** @return the ids of the events that stats did not take */
    private Set<String> post(List<ClickRecorded> batch) throws IOException {
        HttpResponse<String> answer = siblings.post("stats", "/events", Event.BATCH_MEDIA_TYPE, body(batch));
        if (answer.statusCode() != 200) {
            throw new IOException("stats answered " + answer.statusCode());
        }
        Set<String> failed = new HashSet<>();
        for (JsonNode failure : json.readTree(answer.body()).path("failed")) {
            failed.add(failure.path("id").asText());
        }
        return failed;
    }

    private String body(List<ClickRecorded> batch) throws JsonProcessingException {
        List<Event> events = batch.stream()
                .map(click -> new Event(
                        click.eventId(),
                        ClickRecorded.TYPE,
                        "commission",
                        click.clickId(),
                        click.clickedAt(),
                        JsonNodeFactory.instance.pojoNode(click)))
                .toList();
        return json.writeValueAsString(events);
    }
}
