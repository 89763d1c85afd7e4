package shop.pennywell.commission.click;

import com.github.f4b6a3.ulid.Ulid;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Tells stats of the clicks that it has not acknowledged, oldest first. One replica at a time, by a lease in the table. */
@ApplicationScoped
class ClickSweep {
    private static final Logger LOG = Logger.getLogger(ClickSweep.class);
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final int MOST_BATCHES = 200;

    private final ClickRepository clicks;
    private final ClickFeed feed;
    private final ClickConfig config;
    private final Clock clock;
    private final String replica = UUID.randomUUID().toString();

    ClickSweep(ClickRepository clicks, ClickFeed feed, ClickConfig config, Clock clock) {
        this.clicks = clicks;
        this.feed = feed;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "${pennywell.clicks.sweep-every:15s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        Instant now = clock.instant();
        if (!clicks.lease(replica, now, now.plus(LEASE))) {
            return;
        }
        String olderThan =
                Ulid.min(now.minus(config.sweepOlderThan()).toEpochMilli()).toString();
        Instant end = now.plus(LEASE.dividedBy(2));
        try {
            int batches = 0;
            for (int partition = 0; partition < ClickTable.PENDING_PARTITIONS; partition++) {
                List<ClickRecorded> pending;
                do {
                    pending = clicks.pending(partition, olderThan, ClickFeed.BATCH);
                    if (!pending.isEmpty()) {
                        feed.send(pending);
                    }
                } while (pending.size() == ClickFeed.BATCH
                        && ++batches < MOST_BATCHES
                        && clock.instant().isBefore(end));
            }
        } catch (IOException away) {
            LOG.infof("the sweep of clicks goes on later: %s", away.getMessage());
        }
    }
}
