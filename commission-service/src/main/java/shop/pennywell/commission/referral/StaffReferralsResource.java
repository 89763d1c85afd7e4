package shop.pennywell.commission.referral;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import shop.pennywell.commission.Cursors;
import shop.pennywell.commission.QueryParameter;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.CommonProblem;

/** Who has brought whom, for staff. */
@Path("/api/v1/admin/referrals")
@RolesAllowed("staff")
class StaffReferralsResource {
    private final ReferralRepository referrals;

    StaffReferralsResource(ReferralRepository referrals) {
        this.referrals = referrals;
    }

    @GET
    @Operation(summary = "Referrals, newest first")
    public Page<ReferralResponse.Whole> list(
            @QueryParam("status") @Parameter(schema = @Schema(implementation = Referral.Status.class)) String status,
            @QueryParam("referrer") @Parameter(schema = @Schema(implementation = UUID.class)) String referrer,
            @QueryParam("friend") @Parameter(schema = @Schema(implementation = UUID.class)) String friend,
            @BeanParam @Valid PageQuery page) {
        Map<String, Object> filter = new HashMap<>();
        String condition = and(filter, "status", QueryParameter.of(Referral.Status.class, "status", status))
                + and(filter, "referrerId", QueryParameter.uuid("referrer", referrer))
                + and(filter, "friendId", QueryParameter.uuid("friend", friend));
        return Page.of(
                referrals.newest(condition, filter, Cursors.id(page.cursor()), page.limit() + 1),
                page.limit(),
                ReferralResponse.Whole::of,
                referral -> referral.id().toString());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One referral")
    public ReferralResponse.Whole get(@PathParam("id") UUID id) {
        return referrals
                .findByIdOptional(id)
                .map(ReferralResponse.Whole::of)
                .orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
    }

    private static String and(Map<String, Object> filter, String field, Object value) {
        if (value == null) {
            return "";
        }
        filter.put(field, value);
        return " and " + field + " = :" + field;
    }
}
