package shop.pennywell.commission.sandbox;

import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.ulid.UlidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import shop.pennywell.commission.CommissionProblem;
import shop.pennywell.commission.click.Click;
import shop.pennywell.commission.click.ClickRepository;
import shop.pennywell.commission.partner.PartnerRepository;
import shop.pennywell.commission.rate.RateReceipt;
import shop.pennywell.commission.rate.Tier;
import shop.pennywell.commission.store.Store;
import shop.pennywell.commission.store.StoreRepository;
import shop.pennywell.commission.storefront.Storefront;
import shop.pennywell.commission.storefront.Storefront.OpenStore;
import shop.pennywell.commission.world.World;
import shop.pennywell.commission.world.Worlds;
import shop.pennywell.defaults.id.Ids;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.FieldError;

/**
 * Makes the click of a shopper who never was. The store and its terms are those of production as they are now: read there, and copied into
 * the sandbox with the click, one way.
 */
@ApplicationScoped
class MakeSandboxClick {
    static final int MOST_AN_HOUR = 1000;
    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final String UNKNOWN_MARKET = "ZZ";

    private final SandboxClickRepository sandbox;
    private final Storefront storefront;
    private final StoreRepository stores;
    private final PartnerRepository partners;
    private final ClickRepository clicks;
    private final Worlds worlds;
    private final Clock clock;

    MakeSandboxClick(
            SandboxClickRepository sandbox,
            Storefront storefront,
            StoreRepository stores,
            PartnerRepository partners,
            ClickRepository clicks,
            Worlds worlds,
            Clock clock) {
        this.sandbox = sandbox;
        this.storefront = storefront;
        this.stores = stores;
        this.partners = partners;
        this.clicks = clicks;
        this.worlds = worlds;
        this.clock = clock;
    }

    SandboxClickResponse make(UUID partnerId, SandboxClickRequest wish) {
        Instant now = clock.instant();
        Instant at = wish.clickedAt() == null ? now : wish.clickedAt();
        if (at.isAfter(now) || at.isBefore(now.minus(clicks.keptFor()))) {
            throw CommonProblem.INVALID_REQUEST
                    .problem(null)
                    .with(List.of(new FieldError(
                            "/clickedAt",
                            "is within the last " + clicks.keptFor().toDays() + " days")));
        }
        OpenStore open = storefront
                .store(wish.store())
                .filter(store -> store.partnerId().equals(partnerId))
                .orElseThrow(() -> CommissionProblem.STORE_UNKNOWN.problem("You have no store of this slug."));
        Store store = worlds.in(World.PRODUCTION, () -> stores.findById(open.id()));
        Click click = click(open, wish.market() == null ? UNKNOWN_MARKET : wish.market(), at);
        worlds.in(World.SANDBOX, () -> keep(click, store, now));
        return SandboxClickResponse.of(click, open.way(open.landing(), click.id()));
    }

    private static Click click(OpenStore store, String market, Instant at) {
        Ulid id = UlidCreator.getUlid(at.toEpochMilli());
        return new Click(
                Click.sandboxId(id),
                Ids.newId(),
                store.id(),
                store.slug(),
                store.name(),
                store.partnerId(),
                market,
                "DESKTOP",
                id.getInstant(),
                store.landing().toString(),
                store.rates().receipt(new RateReceipt.Visit(at, market, Tier.CLASSIC)));
    }

    private Click keep(Click click, Store store, Instant now) {
        // Locked, so that of two that come at once one brings the store and one counts the other's click.
        partners.lock(click.partnerId());
        if (sandbox.madeSince(click.partnerId(), now.minus(AN_HOUR)) >= MOST_AN_HOUR) {
            throw CommissionProblem.TOO_MANY_CLICKS
                    .problem("At most " + MOST_AN_HOUR + " clicks an hour are made in the sandbox.")
                    .retryAfter(Duration.ofMinutes(1));
        }
        stores.getEntityManager().merge(store);
        stores.flush();
        sandbox.add(click, now);
        return click;
    }
}
