package shop.pennywell.stats.report;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import shop.pennywell.defaults.problem.FieldError;
import shop.pennywell.stats.StatsProblem;
import shop.pennywell.stats.counter.Counters;
import shop.pennywell.stats.counter.Metric;

/** The clicks of stores, for commission-service, which shows a partner its own. */
@Path("/internal/store-clicks")
@RolesAllowed("service")
@Tag(name = "Statistics")
class StoreClicksResource {
    private static final int MOST_STORES = 100;

    private final Counters counters;

    StoreClicksResource(Counters counters) {
        this.counters = counters;
    }

    record StoreClicks(UUID storeId, LocalDate day, long clicks) {}

    record StoreClicksResponse(List<StoreClicks> items) {}

    @GET
    @Operation(summary = "The clicks of 1 to 100 stores by the UTC day; days without any are left out")
    public StoreClicksResponse clicks(
            @Parameter(required = true) @QueryParam("store") List<UUID> stores,
            @Parameter(required = true) @QueryParam("from") String from,
            @Parameter(required = true) @QueryParam("to") String to) {
        DayRange range = DayRange.parse(from, to);
        if (stores.isEmpty() || stores.size() > MOST_STORES) {
            throw StatsProblem.STORES_INVALID
                    .problem(null)
                    .with(List.of(new FieldError("?store", "is given 1 to " + MOST_STORES + " times")));
        }
        return new StoreClicksResponse(stores.stream()
                .distinct()
                .flatMap(store -> counters.byDay(store.toString(), range.first(), range.last()).entrySet().stream()
                        .map(day -> new StoreClicks(
                                store, day.getKey(), day.getValue().count(Metric.CLICKS))))
                .filter(day -> day.clicks() > 0)
                .toList());
    }
}
