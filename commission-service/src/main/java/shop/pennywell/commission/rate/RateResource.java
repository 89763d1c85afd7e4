package shop.pennywell.commission.rate;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import shop.pennywell.commission.Cursors;
import shop.pennywell.commission.QueryParameter;
import shop.pennywell.commission.store.Store;
import shop.pennywell.commission.store.StoreRepository;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.CommonProblem;

/** The rates of a store, for staff. */
@Path("/api/v1/admin/stores/{storeId}/rates")
@RolesAllowed("staff")
class RateResource {
    private final StoreRepository stores;
    private final RateRepository rates;
    private final ReplaceRates replaceRates;

    RateResource(StoreRepository stores, RateRepository rates, ReplaceRates replaceRates) {
        this.stores = stores;
        this.rates = rates;
        this.replaceRates = replaceRates;
    }

    record RatesResponse(List<RateResponse> rates) {}

    @PUT
    @Operation(summary = "Replace all rates of a store; what held before is kept as history and for the clicks of then")
    public RatesResponse replace(@PathParam("storeId") UUID storeId, @NotNull @Valid RatesRequest request) {
        return new RatesResponse(replaceRates.replace(storeId, request).rates());
    }

    @GET
    @Operation(
            summary = "The rates that hold or will hold; or those in force at a moment",
            description =
                    "With at, an instant of the past: what clicks of then were promised, whatever replaced it since."
                            + " An instant of the future: what clicks of then will be promised, unless it is replaced before.")
    public RatesResponse current(@PathParam("storeId") UUID storeId, @QueryParam("at") String at) {
        Store store = existing(storeId);
        Instant moment = QueryParameter.instant("at", at);
        List<Rate> found = moment == null ? rates.current(storeId) : rates.inForce(storeId, moment);
        return new RatesResponse(RatesChanged.of(store, found).rates());
    }

    @GET
    @Path("/history")
    @Operation(summary = "Every rate that was ever set, newest first")
    public Page<RateResponse> history(@PathParam("storeId") UUID storeId, @BeanParam @Valid PageQuery page) {
        Store store = existing(storeId);
        return Page.of(
                rates.history(storeId, Cursors.id(page.cursor()), page.limit() + 1),
                page.limit(),
                rate -> RateResponse.of(rate, store.currency()),
                rate -> rate.id().toString());
    }

    private Store existing(UUID id) {
        return stores.findByIdOptional(id).orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
    }
}
