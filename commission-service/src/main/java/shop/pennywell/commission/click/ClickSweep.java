package shop.pennywell.commission.click;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jboss.logging.Logger;
import shop.pennywell.commission.click.ClickFeed.Told;
import shop.pennywell.commission.click.ClickRepository.Note;

/** Tells stats of the clicks that it has not acknowledged, oldest first. One replica at a time, by a lease in the table. */
@ApplicationScoped
class ClickSweep {
    private static final Logger LOG = Logger.getLogger(ClickSweep.class);
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final int NOTES_AT_ONCE = 20;
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
        Instant olderThan = now.minus(config.sweepOlderThan());
        Instant end = now.plus(LEASE.dividedBy(2));
        try {
            int batches = 0;
            for (int partition = 0; partition < ClickTable.PENDING_PARTITIONS; partition++) {
                List<Note> notes;
                do {
                    notes = clicks.untold(partition, olderThan, NOTES_AT_ONCE);
                    tell(notes);
                } while (notes.size() == NOTES_AT_ONCE
                        && ++batches < MOST_BATCHES
                        && clock.instant().isBefore(end));
            }
        } catch (IOException away) {
            LOG.infof("the sweep of clicks goes on later: %s", away.getMessage());
        }
    }

    /** Not all that a note names needs to be there: its call may have failed halfway. */
    private void tell(List<Note> notes) throws IOException {
        Map<String, Click> found = clicks.all(
                notes.stream().flatMap(note -> note.clickIds().stream()).toList());
        feed.send(notes.stream()
                .map(note -> Told.of(
                        note.id(),
                        note.clickIds().stream()
                                .map(found::get)
                                .filter(Objects::nonNull)
                                .toList()))
                .toList());
    }
}
