package shop.pennywell.stats.report;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.defaults.problem.FieldError;
import shop.pennywell.stats.StatsProblem;
import shop.pennywell.stats.counter.Counters;
import shop.pennywell.stats.counter.Metric;
import shop.pennywell.stats.counter.StoreSlugs;
import shop.pennywell.stats.counter.Tally;

@Path("/api/v1/admin/stats")
@RolesAllowed("staff")
@Tag(name = "Statistics")
class ReportResource {

    private static final String DAYS = "UTC day, included, or an instant: from its day, up to it";
    private static final String STORE = "slug or id; a store that nothing was heard of has zeros";

    private final Counters counters;
    private final StoreSlugs slugs;

    ReportResource(Counters counters, StoreSlugs slugs) {
        this.counters = counters;
        this.slugs = slugs;
    }

    @GET
    @Path("totals")
    @Operation(
            summary = "Key figures of a range of days",
            description =
                    "Orders and amounts are those of the day of orderedAt, by their latest state; a decline lowers"
                            + " the figures of the day of the order, not of the day of the decline.")
    public TotalsResponse totals(
            @Parameter(description = DAYS, required = true) @QueryParam("from") String from,
            @Parameter(description = DAYS, required = true) @QueryParam("to") String to,
            @Parameter(description = STORE) @QueryParam("store") String store) {
        DayRange range = DayRange.parse(from, to);
        return TotalsResponse.of(range, store, sum(days(store, range)));
    }

    @GET
    @Path("series")
    @Operation(summary = "One metric over time; the metrics are the names of the totals")
    public SeriesResponse series(
            @Parameter(description = "a name of the totals, such as clicks", required = true) @QueryParam("metric")
                    String metricName,
            @Parameter(description = "day, week (from Monday) or month") @QueryParam("grain") @DefaultValue("day")
                    String grainName,
            @Parameter(description = DAYS, required = true) @QueryParam("from") String from,
            @Parameter(description = DAYS, required = true) @QueryParam("to") String to,
            @Parameter(description = STORE) @QueryParam("store") String store,
            @Parameter(description = "of a metric of amounts; needed where the range has several")
                    @QueryParam("currency")
                    String currency) {
        Metric metric = metric(metricName);
        Grain grain = Grain.named(grainName);
        DayRange range = DayRange.parse(from, to);
        SortedMap<LocalDate, Tally> days = days(store, range);
        String chosen = metric.isMoney() ? currency(metric, currency, sum(days)) : null;
        return SeriesResponse.of(range, grain, metric, chosen, days);
    }

    private SortedMap<LocalDate, Tally> days(String store, DayRange range) {
        if (store == null) {
            return counters.byDay(null, range.first(), range.last());
        }
        return slugs.storeId(store)
                .map(storeId -> counters.byDay(storeId, range.first(), range.last()))
                .orElseGet(TreeMap::new);
    }

    private static Tally sum(SortedMap<LocalDate, Tally> days) {
        return days.values().stream().reduce(Tally.NOTHING, Tally::plus);
    }

    private static Metric metric(String name) {
        return Metric.named(name).orElseThrow(() -> StatsProblem.METRIC_UNKNOWN
                .problem(null)
                .with(List.of(new FieldError(
                        "?metric",
                        "is one of "
                                + Arrays.stream(Metric.values())
                                        .map(Metric::wireName)
                                        .toList()))));
    }

    /** A range without any amount has none in any currency: euros say so as well as others. */
    private static String currency(Metric metric, String asked, Tally tally) {
        Set<String> present = tally.currencies(metric);
        if (asked != null) {
            return known(asked);
        }
        if (present.size() > 1) {
            throw StatsProblem.CURRENCY_NEEDED
                    .problem(null)
                    .with(List.of(new FieldError("?currency", "is one of " + present)));
        }
        return present.isEmpty() ? "EUR" : present.iterator().next();
    }

    private static String known(String code) {
        try {
            return Money.zero(code).currencyCode();
        } catch (IllegalArgumentException unknown) {
            throw StatsProblem.CURRENCY_NEEDED
                    .problem(null)
                    .with(List.of(new FieldError("?currency", "is not an ISO 4217 code")));
        }
    }
}
