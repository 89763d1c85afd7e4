package shop.pennywell.commission.watchlist;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import shop.pennywell.commission.watchlist.PartnerStaff.ListedBy;

/** Who works for a partner, for staff: their own list, and the partner's to read. */
@Path("/api/v1/admin/partners/{id}/staff")
@RolesAllowed("staff")
class StaffPartnerStaffResource {
    private final PartnerStaff staff;

    StaffPartnerStaffResource(PartnerStaff staff) {
        this.staff = staff;
    }

    record BothLists(StaffList byStaff, StaffList byPartner) {}

    @GET
    @Operation(summary = "Who works for the partner, as our staff say and as the partner says")
    public BothLists get(@PathParam("id") UUID id) {
        return new BothLists(staff.of(id, ListedBy.STAFF), staff.of(id, ListedBy.PARTNER));
    }

    @PUT
    @Operation(summary = "Replace our own list of the partner's people; it counts for orders that come in from now on")
    public StaffList replace(@PathParam("id") UUID id, @NotNull @Valid StaffList list) {
        return staff.replace(id, ListedBy.STAFF, list);
    }
}
