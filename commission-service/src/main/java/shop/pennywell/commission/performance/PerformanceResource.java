package shop.pennywell.commission.performance;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import shop.pennywell.commission.CommissionProblem;
import shop.pennywell.commission.QueryParameter;
import shop.pennywell.defaults.security.Caller;

/** How a partner's own stores do. */
@Path("/api/v1/partner/stats")
@RolesAllowed("partner")
class PerformanceResource {
    private static final int MOST_DAYS = 366;
    private static final int MOST_DAYS_OF_GROUPS = 31;
    private static final int USUAL_DAYS = 30;

    private final SumUp sumUp;
    private final Caller caller;
    private final Clock clock;

    PerformanceResource(SumUp sumUp, Caller caller, Clock clock) {
        this.sumUp = sumUp;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @Operation(
            summary = "My clicks and orders by store and UTC day, with conversion, average order and approval rate",
            description =
                    "The last 30 days unless said, 366 at most; with `groups=true` also by commission group, 31 days at most. Of a partner with"
                            + " more than 100 stores the first 100. Clicks are missing, and `clicksKnown` is false, while statistics are away.")
    public Performance get(
            @Parameter(schema = @Schema(implementation = LocalDate.class)) @QueryParam("from") String from,
            @Parameter(schema = @Schema(implementation = LocalDate.class)) @QueryParam("to") String to,
            @QueryParam("groups") @DefaultValue("false") boolean groups) {
        LocalDate last = Optional.ofNullable(QueryParameter.day("to", to))
                .orElseGet(() -> LocalDate.now(clock.withZone(ZoneOffset.UTC)));
        LocalDate first =
                Optional.ofNullable(QueryParameter.day("from", from)).orElseGet(() -> last.minusDays(USUAL_DAYS - 1L));
        int most = groups ? MOST_DAYS_OF_GROUPS : MOST_DAYS;
        if (first.isAfter(last) || !first.plusDays(most).isAfter(last)) {
            throw CommissionProblem.PERIOD_INVALID.problem("a period has 1 to " + most + " days");
        }
        return sumUp.of(UUID.fromString(caller.claim("partner_id")), first, last, groups);
    }
}
