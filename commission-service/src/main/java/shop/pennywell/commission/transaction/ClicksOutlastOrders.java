package shop.pennywell.commission.transaction;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import shop.pennywell.commission.click.ClickRepository;

/** Does not start where a click would be forgotten while orders are still taken for it. */
@ApplicationScoped
class ClicksOutlastOrders {

    /** Stores report an order some time after it was made, and send again for as long when we were away. */
    static final Duration REPORTED_WITHIN = Duration.ofDays(60);

    void check(@Observes StartupEvent starting, ClickRepository clicks, ReportOrders.OrderConfig orders) {
        require(clicks.keptFor(), orders.window());
    }

    static void require(Duration keptFor, Duration window) {
        Duration least = window.plus(REPORTED_WITHIN);
        if (keptFor.compareTo(least) < 0) {
            throw new IllegalStateException("pennywell.clicks.keep-for must be at least " + least.toDays()
                    + " days: orders count for " + window.toDays() + " days after their click and come up to "
                    + REPORTED_WITHIN.toDays() + " days later");
        }
    }
}
