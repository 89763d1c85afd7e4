package shop.pennywell.payments.payout;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.FieldError;
import shop.pennywell.defaults.security.Caller;

/** Payouts for staff. */
@Path("/api/v1/admin/payouts")
@Produces(MediaType.APPLICATION_JSON)
class PayoutAdminResource {

    private final PayoutRepository payouts;
    private final ApprovePayout approvePayout;
    private final Caller caller;

    PayoutAdminResource(PayoutRepository payouts, ApprovePayout approvePayout, Caller caller) {
        this.payouts = payouts;
        this.approvePayout = approvePayout;
        this.caller = caller;
    }

    @GET
    @RolesAllowed("staff")
    @Operation(summary = "Payouts of all members, newest first")
    public Page<PayoutAdminResponse> list(@QueryParam("status") String status, @BeanParam @Valid PageQuery query) {
        var rows = payouts.page(parse(status), query.cursor(), query.limit());
        return Page.of(rows, query.limit(), PayoutAdminResponse::of, PayoutRepository::position);
    }

    @POST
    @Path("{id}/approval")
    @RolesAllowed("finance")
    @Operation(summary = "Let a requested payout go into the next batch; doing so again changes nothing")
    public PayoutAdminResponse approve(@PathParam("id") UUID id) {
        return PayoutAdminResponse.of(approvePayout.approve(id, caller.subject()));
    }

    private static PayoutStatus parse(String status) {
        try {
            return status == null || status.isEmpty() ? null : PayoutStatus.valueOf(status);
        } catch (IllegalArgumentException unknown) {
            throw CommonProblem.INVALID_REQUEST
                    .problem(null)
                    .with(List.of(new FieldError("?status", "is one of " + Arrays.toString(PayoutStatus.values()))));
        }
    }
}
