package shop.pennywell.payments.payout;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.security.Caller;
import shop.pennywell.defaults.sql.Idempotent;

/** A member's payouts. */
@Path("/api/v1/me/payouts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("member")
class PayoutResource {

    private final PayoutRepository payouts;
    private final RequestPayout requestPayout;
    private final Caller caller;

    PayoutResource(PayoutRepository payouts, RequestPayout requestPayout, Caller caller) {
        this.payouts = payouts;
        this.requestPayout = requestPayout;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "My payouts, newest first")
    public Page<PayoutResponse> list(@BeanParam @Valid PageQuery query) {
        var rows = payouts.pageOfMember(caller.id(), query.cursor(), query.limit());
        return Page.of(rows, query.limit(), PayoutResponse::of, PayoutRepository::position);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(summary = "Take money out")
    @APIResponse(
            responseCode = "201",
            description = "Requested",
            content = @Content(schema = @Schema(implementation = PayoutResponse.class)))
    public Response request(@HeaderParam("Idempotency-Key") String key, @Valid @NotNull PayoutRequest request) {
        var payout = requestPayout.request(caller.id(), request.positiveAmount(), key);
        return Response.status(Response.Status.CREATED)
                .entity(PayoutResponse.of(payout))
                .build();
    }
}
