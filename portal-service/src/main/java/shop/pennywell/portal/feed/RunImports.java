package shop.pennywell.portal.feed;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import shop.pennywell.defaults.id.Ids;

/** Works off the waiting imports, one at a time on each replica; a lease keeps two replicas from the same one. */
@ApplicationScoped
class RunImports {

    private static final Logger LOG = Logger.getLogger(RunImports.class);
    private static final int MAX_A_RUN = 20;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final FeedRepository feeds;
    private final ImportFeed importFeed;
    private final StagedRows rows;
    private final FeedConfig config;
    private final Clock clock;

    RunImports(FeedRepository feeds, ImportFeed importFeed, StagedRows rows, FeedConfig config, Clock clock) {
        this.feeds = feeds;
        this.importFeed = importFeed;
        this.rows = rows;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "${pennywell.feeds.look-every:1s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void runWaiting() {
        for (int count = 0; count < MAX_A_RUN; count++) {
            UUID owner = Ids.newId();
            Optional<UUID> taken = QuarkusTransaction.requiringNew().call(() -> take(owner));
            if (taken.isEmpty()) {
                return;
            }
            run(taken.get(), owner);
        }
    }

    private void run(UUID importId, UUID owner) {
        try {
            importFeed.run(importId, owner);
        } catch (ImportFeed.LeaseLost lost) {
            LOG.warnf("import %s was taken over by another replica", importId);
        } catch (IOException | RuntimeException failure) {
            LOG.warnf(failure, "import %s failed, it is tried again", importId);
            QuarkusTransaction.requiringNew().run(() -> feeds.importLocked(importId)
                    .filter(current -> current.isLeasedTo(owner))
                    .ifPresent(current -> current.release(clock.instant().plus(RETRY_AFTER))));
        }
    }

    private Optional<UUID> take(UUID owner) {
        return feeds.nextUnleased(clock.instant()).map(next -> {
            if (next.attempts() >= config.maxAttempts()) {
                rows.clear(next.id());
                String detail = "The import broke off %d times; its log says why.".formatted(next.attempts());
                rows.addErrors(next.id(), 0, List.of(new ImportResponse.RowError(1, "import-failed", detail)));
                next.fail(0, clock.instant());
            } else {
                next.lease(owner, clock.instant().plus(config.lease()));
            }
            return next.id();
        });
    }
}
