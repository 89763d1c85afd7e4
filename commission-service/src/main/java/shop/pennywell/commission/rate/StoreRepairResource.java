package shop.pennywell.commission.rate;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import shop.pennywell.commission.Cursors;
import shop.pennywell.commission.store.Store;
import shop.pennywell.commission.store.StoreChanged;
import shop.pennywell.commission.store.StoreRepository;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;

/** All stores with their rates in the form of the events, for a sibling that repairs its read copy. */
@Path("/internal/stores")
@RolesAllowed("service")
class StoreRepairResource {
    private final StoreRepository stores;
    private final RateRepository rates;

    StoreRepairResource(StoreRepository stores, RateRepository rates) {
        this.stores = stores;
        this.rates = rates;
    }

    record StoreWithRates(StoreChanged store, RatesChanged rates) {}

    @GET
    @Transactional
    @Operation(summary = "A page of stores as in store.changed, each with its rates as in rate.changed")
    public Page<StoreWithRates> stores(@BeanParam @Valid PageQuery page) {
        List<Store> found = stores.after(Cursors.id(page.cursor()), page.limit() + 1);
        Map<UUID, List<Rate>> current =
                rates.current(found.stream().map(Store::id).toList());
        return Page.of(
                found,
                page.limit(),
                store -> new StoreWithRates(
                        StoreChanged.of(store), RatesChanged.of(store, current.getOrDefault(store.id(), List.of()))),
                store -> store.id().toString());
    }
}
