package shop.pennywell.portal.feed;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.FieldError;
import shop.pennywell.portal.PortalProblem;
import shop.pennywell.portal.store.PullStores;
import shop.pennywell.portal.store.Store;
import shop.pennywell.portal.store.Stores;

/** Sets up a feed. A store that was created a moment ago may not be here yet: then commission-service is asked before no. */
@ApplicationScoped
class SetUpFeed {

    private final FeedRepository feeds;
    private final Stores stores;
    private final PullStores pullStores;
    private final Clock clock;

    SetUpFeed(FeedRepository feeds, Stores stores, PullStores pullStores, Clock clock) {
        this.feeds = feeds;
        this.stores = stores;
        this.pullStores = pullStores;
        this.clock = clock;
    }

    Feed run(FeedRequest request) {
        try {
            Money.zero(request.currency());
        } catch (IllegalArgumentException unknown) {
            throw CommonProblem.INVALID_REQUEST
                    .problem(null)
                    .with(List.of(new FieldError("/currency", unknown.getMessage())));
        }
        Store store = known(request)
                .orElseThrow(() ->
                        PortalProblem.STORE_UNKNOWN.problem("No store has the id %s.".formatted(request.storeId())));
        Feed feed = new Feed(
                store.id(), request.name(), request.format(), request.country(), request.currency(), clock.instant());
        feeds.persist(feed);
        return feed;
    }

    private Optional<Store> known(FeedRequest request) {
        Optional<Store> here = stores.byId(request.storeId());
        if (here.isPresent()) {
            return here;
        }
        try {
            pullStores.pull();
        } catch (IOException away) {
            throw CommonProblem.UNAVAILABLE.problem("The store is not known here yet, and commission-service is away.");
        }
        return stores.byId(request.storeId());
    }
}
