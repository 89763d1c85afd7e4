package shop.pennywell.commission.hold;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.EnumSet;
import java.util.Set;
import org.jboss.logging.Logger;

/** Looks at new orders, and releases what nobody has decided in time. Runs on every replica; {@code skip locked} keeps them apart. */
@ApplicationScoped
class HoldCalendar {
    private static final Logger LOG = Logger.getLogger(HoldCalendar.class);
    private static final int AT_ONCE = 100;
    private static final int MOST_ROUNDS = 100;

    private final CheckOrders checkOrders;
    private final DecideHold decideHold;
    private final HoldConfig config;

    HoldCalendar(CheckOrders checkOrders, DecideHold decideHold, HoldConfig config) {
        this.checkOrders = checkOrders;
        this.decideHold = decideHold;
        this.config = config;
    }

    void warn(@Observes StartupEvent started) {
        Set<HoldRule> leftOut = EnumSet.allOf(HoldRule.class);
        leftOut.removeAll(config.rules());
        if (!leftOut.isEmpty()) {
            LOG.warnf("Nothing is held for %s: pennywell.holds.rules leaves them out", leftOut);
        }
    }

    @Scheduled(
            identity = "holds",
            every = "${pennywell.holds.check-every:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void check() {
        for (int batch = 0; batch < config.mostBatches() && checkOrders.checkSome(); batch++) {
            // The next batch.
        }
    }

    @Scheduled(
            identity = "holds-overdue",
            every = "${pennywell.holds.release-every:1m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void release() {
        for (int round = 0; round < MOST_ROUNDS && decideHold.releaseOverdue(AT_ONCE) > 0; round++) {
            // The next ones.
        }
    }
}
