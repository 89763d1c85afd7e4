package shop.pennywell.commission.tier;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import shop.pennywell.commission.QueryParameter;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.security.Caller;

/** What the members' tiers add to their share, for staff; who is in which tier is portal-service's. */
@Path("/api/v1/admin/tiers")
@RolesAllowed("staff")
class TierResource {
    private final TierRepository tiers;
    private final SetTiers setTiers;
    private final Caller caller;

    TierResource(TierRepository tiers, SetTiers setTiers, Caller caller) {
        this.tiers = tiers;
        this.setTiers = setTiers;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "What each tier adds to the member's share of every commission, in percentage points",
            description = "With at, what it was at that instant.")
    public TiersChanged get(@QueryParam("at") String at) {
        Instant moment = QueryParameter.instant("at", at);
        List<TierPoints> found = moment == null ? tiers.current() : tiers.at(moment);
        if (found.isEmpty()) {
            throw CommonProblem.NOT_FOUND.problem("There were no tiers then.");
        }
        return TiersChanged.of(found);
    }

    @PUT
    @Operation(
            summary = "Set what the tiers add, from the next click on",
            description =
                    "It is added to the share that rate and campaign make, up to the whole commission. A share of 0 stays"
                            + " 0. A tier that is not named adds nothing; none may add less than the one below it.")
    public TiersChanged set(@NotNull @Valid TiersRequest request) {
        return setTiers.set(request, caller.subject());
    }
}
