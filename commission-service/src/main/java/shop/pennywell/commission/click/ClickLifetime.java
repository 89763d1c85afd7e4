package shop.pennywell.commission.click;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import shop.pennywell.commission.store.Store;

/** Does not start where clicks would be forgotten before the last claim about them is decided. */
@ApplicationScoped
class ClickLifetime {

    /** A claim of the last day is with the store for weeks, and its order is computed from the click's receipt when it is won. */
    private static final int DAYS_TO_DECIDE = 45;

    private final ClickConfig config;

    ClickLifetime(ClickConfig config) {
        this.config = config;
    }

    void check(@Observes StartupEvent starting) {
        requireOutlastsClaims(config.keepFor());
    }

    static void requireOutlastsClaims(Duration keptFor) {
        Duration least = Duration.ofDays(Store.LONGEST_CLAIM_DAYS + DAYS_TO_DECIDE);
        if (keptFor.compareTo(least) < 0) {
            throw new IllegalStateException("pennywell.clicks.keep-for must be at least " + least.toDays()
                    + " days: claims are about clicks of up to " + Store.LONGEST_CLAIM_DAYS + " days ago");
        }
    }
}
