package shop.pennywell.commission.watchlist;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import shop.pennywell.commission.watchlist.PartnerStaff.ListedBy;
import shop.pennywell.defaults.security.Caller;

/** A partner's list of its own people, whose purchases at its stores are looked at before their cashback is paid. */
@Path("/api/v1/partner/staff")
@RolesAllowed("partner")
class PartnerStaffResource {
    private final PartnerStaff staff;
    private final Caller caller;

    PartnerStaffResource(PartnerStaff staff, Caller caller) {
        this.staff = staff;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "My list of my own people")
    public StaffList get() {
        return staff.of(partnerId(), ListedBy.PARTNER);
    }

    @PUT
    @Operation(
            summary = "Replace my list of my own people; it counts for orders that come in from now on",
            description =
                    "`mailDomains` are those where my people, and nobody else, have their addresses: 422 `mail-domain-refused`"
                            + " for those where everybody may. `memberIds` are people who told me that they are members.")
    public StaffList replace(@NotNull @Valid StaffList list) {
        return staff.replace(partnerId(), ListedBy.PARTNER, list);
    }

    private UUID partnerId() {
        return UUID.fromString(caller.claim("partner_id"));
    }
}
