package shop.pennywell.commission.click;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
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
 * Tells stats of clicks, in batches, straight from memory. What it does not get through stays marked as pending in the table, and the
 * {@link ClickSweep} tells it later. Each replica tells its own clicks, so there is no lease to take.
 */
@ApplicationScoped
class ClickFeed {
    static final int BATCH = EventsResource.MAX_BATCH;
    private static final Logger LOG = Logger.getLogger(ClickFeed.class);

    private final ClickRepository clicks;
    private final SiblingClient siblings;
    private final ClickConfig config;
    private final ObjectMapper json;
    private final BlockingQueue<ClickRecorded> waiting;
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "click-feed");
        thread.setDaemon(true);
        return thread;
    });

    private volatile ScheduledFuture<?> running;

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

    /** Never waits: a click that finds the queue full is pending in the table all the same. */
    void tell(Click click) {
        if (!waiting.offer(ClickRecorded.of(click))) {
            LOG.debugf("click %s is left to the sweep", click.id());
        }
    }

    private void flush() {
        try {
            List<ClickRecorded> batch = new ArrayList<>(BATCH);
            while (waiting.drainTo(batch, BATCH) > 0) {
                send(batch);
                batch.clear();
            }
        } catch (IOException | RuntimeException away) {
            LOG.infof("clicks are left to the sweep: %s", away.getMessage());
        }
    }

    /**
     * Sends up to {@link #BATCH} clicks and marks those that stats took.
     *
     * @throws IOException when stats is away or refuses the batch as a whole
     */
    void send(List<ClickRecorded> batch) throws IOException {
        HttpResponse<String> answer = siblings.post("stats", "/events", Event.BATCH_MEDIA_TYPE, body(batch));
        if (answer.statusCode() != 200) {
            throw new IOException("stats answered " + answer.statusCode());
        }
        Set<String> failed = new HashSet<>();
        for (JsonNode failure : json.readTree(answer.body()).path("failed")) {
            failed.add(failure.path("id").asText());
        }
        clicks.acknowledged(batch.stream()
                .filter(click -> !failed.contains(click.eventId().toString()))
                .map(ClickRecorded::clickId)
                .toList());
    }

    private String body(List<ClickRecorded> batch) throws JsonProcessingException {
        List<Event> events = batch.stream()
                .map(click -> new Event(
                        click.eventId(),
                        ClickRecorded.TYPE,
                        "commission",
                        click.clickId(),
                        click.clickedAt(),
                        json.valueToTree(click)))
                .toList();
        return json.writeValueAsString(events);
    }
}
