package shop.pennywell.commission.hold;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import shop.pennywell.commission.Cursors;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.security.Caller;
import shop.pennywell.defaults.sql.Idempotent;

/** What is held, for staff. */
@Path("/api/v1/admin/holds")
@RolesAllowed("staff")
class HoldResource {
    private final HoldRepository holds;
    private final DecideHold decideHold;
    private final Caller caller;

    HoldResource(HoldRepository holds, DecideHold decideHold, Caller caller) {
        this.holds = holds;
        this.decideHold = decideHold;
        this.caller = caller;
    }

    record ReleaseRequest(@Size(max = 2000) String note) {}

    record DeclineRequest(@NotBlank @Size(max = 2000) String note) {}

    @GET
    @Operation(summary = "Holds, oldest first; `status=STANDING` are those that wait for staff")
    public Page<HoldResponse> list(@BeanParam HoldFilter filter, @BeanParam @Valid PageQuery page) {
        return Page.of(
                holds.oldest(filter, Cursors.id(page.cursor()), page.limit() + 1),
                page.limit(),
                HoldResponse::of,
                hold -> hold.id().toString());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One hold: what speaks against the order, in words and figures")
    public HoldResponse get(@PathParam("id") UUID id) {
        return holds.findByIdOptional(id)
                .map(HoldResponse::of)
                .orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
    }

    @POST
    @Path("/{id}/release")
    @Idempotent(optional = true)
    @Operation(summary = "Let an order's cashback go", description = """
                    It is payable as soon as it is due and nothing else stands against it. Where the rule is about who the member is, further orders
                    under the same evidence are not held for some months. 409 `hold-decided`.""")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = HoldResponse.class)))
    public Response release(@PathParam("id") UUID id, @Valid ReleaseRequest request) {
        return answer(decideHold.release(id, caller.subject(), request == null ? null : request.note()));
    }

    @POST
    @Path("/{id}/decline")
    @Idempotent(optional = true)
    @Operation(summary = "Decline an order for fraud, and whatever else stands against it with it", description = """
                    A pending order is declined; one that the partner has approved is taken back, for which the role `finance` is needed, and comes off
                    its next statement if one billed it. 409 `hold-decided`.""")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = HoldResponse.class)))
    public Response decline(@PathParam("id") UUID id, @NotNull @Valid DeclineRequest request) {
        return answer(decideHold.decline(id, caller.subject(), request.note().strip(), caller.has("finance")));
    }

    private static Response answer(Hold hold) {
        return Response.ok(HoldResponse.of(hold)).build();
    }
}
