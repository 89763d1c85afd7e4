package shop.pennywell.commission.click;

import com.github.f4b6a3.ulid.UlidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import shop.pennywell.commission.rate.RateReceipt;
import shop.pennywell.commission.rate.Tier;
import shop.pennywell.commission.storefront.Storefront;

/** Click-outs of another day, as if they had been made then under the rates of then. */
@ApplicationScoped
public class PastClicks {
    private final ClickRepository clicks;
    private final Storefront storefront;

    PastClicks(ClickRepository clicks, Storefront storefront) {
        this.clicks = clicks;
        this.storefront = storefront;
    }

    /** @return the click's id */
    public String click(String storeSlug, UUID memberId, Instant at) {
        Storefront.OpenStore store = storefront.store(storeSlug).orElseThrow();
        Instant then = at.truncatedTo(ChronoUnit.MILLIS);
        Click click = new Click(
                UlidCreator.getUlid(then.toEpochMilli()).toString(),
                memberId,
                store.id(),
                store.slug(),
                store.name(),
                store.partnerId(),
                "DE",
                "OTHER",
                then,
                store.landing().toString(),
                store.rates().receipt(new RateReceipt.Visit(then, "DE", Tier.CLASSIC)));
        clicks.add(List.of(click), ClickRepository.noteOf(List.of(click)));
        return click.id();
    }
}
