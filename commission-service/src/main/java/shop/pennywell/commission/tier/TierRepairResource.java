package shop.pennywell.commission.tier;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The tiers in the form of the event, for a sibling that repairs its read copy. */
@Path("/internal/tiers")
@RolesAllowed("service")
class TierRepairResource {
    private final TierRepository tiers;

    TierRepairResource(TierRepository tiers) {
        this.tiers = tiers;
    }

    @GET
    @Operation(summary = "All tiers as in tiers.changed")
    public TiersChanged tiers() {
        return TiersChanged.of(tiers.current());
    }
}
