package shop.pennywell.commission.click;

import com.github.f4b6a3.ulid.UlidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import shop.pennywell.commission.rate.RateReceipt;
import shop.pennywell.commission.rate.Storefront.OpenStore;
import shop.pennywell.commission.store.LandingUrl;

/** Records a click-out with its rate receipt. Needs DynamoDB alone; stats is told afterwards. */
@ApplicationScoped
class RecordClick {
    private final ClickRepository clicks;
    private final ClickFeed feed;
    private final Clock clock;

    RecordClick(ClickRepository clicks, ClickFeed feed, Clock clock) {
        this.clicks = clicks;
        this.feed = feed;
        this.clock = clock;
    }

    Click record(UUID memberId, String market, OpenStore store, LandingUrl landing, String device) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Click click = new Click(
                UlidCreator.getUlid(now.toEpochMilli()).toString(),
                memberId,
                store.id(),
                store.slug(),
                store.name(),
                store.partnerId(),
                market,
                device,
                now,
                landing.toString(),
                RateReceipt.freeze(store.rates(), now, market, store.currency()));
        clicks.add(click);
        feed.tell(click);
        return click;
    }
}
