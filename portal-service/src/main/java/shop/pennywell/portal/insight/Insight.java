package shop.pennywell.portal.insight;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.security.AuthenticationFailedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import shop.pennywell.defaults.events.Event;
import shop.pennywell.defaults.events.EventsResource;
import shop.pennywell.defaults.id.Ids;
import shop.pennywell.defaults.security.Caller;
import shop.pennywell.defaults.sibling.SiblingClient;
import shop.pennywell.defaults.sibling.Siblings;

/**
 * Tells stats-service what people look at. Views are noted in memory and sent in batches, each view once with an id of its
 * own; when stats-service is away the oldest that fit are kept and newer ones dropped. A page never waits for any of this.
 */
@ApplicationScoped
public class Insight {

    private static final Logger LOG = Logger.getLogger(Insight.class);
    private static final int MAX_WAITING = 20_000;
    private static final int MAX_BATCHES_A_RUN = 50;

    private final BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final AtomicLong dropped = new AtomicLong();
    private final SiblingClient siblings;
    private final Siblings.Self self;
    private final Caller caller;
    private final ObjectMapper json;
    private final Clock clock;
    /** Taken off the queue and not yet acknowledged: sent again as it is, so that a repeat is recognised. */
    private List<Event> batch = new ArrayList<>();

    Insight(SiblingClient siblings, Siblings.Self self, Caller caller, ObjectMapper json, Clock clock) {
        this.siblings = siblings;
        this.self = self;
        this.caller = caller;
        this.json = json;
        this.clock = clock;
    }

    /** @param storeSlug and {@code productId}: what the page is about, null where it is about neither */
    public void viewed(PageKind kind, String path, String storeSlug, UUID productId) {
        String product = productId == null ? null : productId.toString();
        note("page.viewed", new PageViewed(clock.instant(), kind, path, storeSlug, product, member()));
    }

    /** @param storeSlug the store that was searched; null: all */
    public void searched(String query, long results, String storeSlug) {
        note("search.performed", new SearchPerformed(clock.instant(), query, results, storeSlug, member()));
    }

    private void note(String type, Object data) {
        UUID id = Ids.newId();
        Event event = new Event(id, type, self.name(), id.toString(), clock.instant(), json.valueToTree(data));
        if (!waiting.offer(event)) {
            dropped.incrementAndGet();
        }
    }

    /** Replicas send what they saw themselves: nothing to share, so no lease. */
    @Scheduled(every = "${pennywell.insight.send-every:1s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    synchronized void send() {
        for (int count = 0; count < MAX_BATCHES_A_RUN; count++) {
            if (batch.isEmpty() && waiting.drainTo(batch, EventsResource.MAX_BATCH) == 0) {
                return;
            }
            try {
                int status = siblings.post("stats", "/events", Event.BATCH_MEDIA_TYPE, json.writeValueAsString(batch))
                        .statusCode();
                if (status != 200) {
                    throw new IOException("stats answered " + status);
                }
                batch = new ArrayList<>();
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException(impossible);
            } catch (IOException away) {
                long lost = dropped.getAndSet(0);
                LOG.infof("page views wait (%d, %d dropped): %s", waiting.size(), lost, away);
                return;
            }
        }
    }

    /** What is still in memory when this replica is stopped in good order. */
    void stop(@Observes ShutdownEvent end) {
        send();
    }

    private String member() {
        try {
            return caller.isAnonymous() || !caller.has("member") ? null : caller.subject();
        } catch (AuthenticationFailedException stale) {
            return null;
        }
    }
}
