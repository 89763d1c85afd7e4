package shop.pennywell.commission.claim;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import shop.pennywell.commission.Cursors;
import shop.pennywell.commission.claim.ClaimStep.Actor;
import shop.pennywell.commission.claim.ClaimStep.Role;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.security.Caller;
import shop.pennywell.defaults.sql.Idempotent;

/** The queue of claims, for staff. */
@Path("/api/v1/admin/claims")
@RolesAllowed("staff")
class StaffClaimsResource {
    private final ClaimRepository claims;
    private final ClaimHistory history;
    private final FollowClaim followClaim;
    private final DecideClaim decideClaim;
    private final KeepReceipt keepReceipt;
    private final Caller caller;

    StaffClaimsResource(
            ClaimRepository claims,
            ClaimHistory history,
            FollowClaim followClaim,
            DecideClaim decideClaim,
            KeepReceipt keepReceipt,
            Caller caller) {
        this.claims = claims;
        this.history = history;
        this.followClaim = followClaim;
        this.decideClaim = decideClaim;
        this.keepReceipt = keepReceipt;
        this.caller = caller;
    }

    /** @param message for the store, in words that do not tell who the member is */
    record ForwardingRequest(@Size(max = 2000) String message) {}

    record QuestionRequest(@NotBlank @Size(max = 2000) String text) {}

    @Schema(name = "ClaimDecision")
    enum Outcome {
        WON,
        LOST
    }

    /**
     * @param reason of a claim that is lost
     * @param message for the member
     * @param items the whole order as it should be, as a partner reports one; without them the claimed value counts
     */
    record DecisionRequest(
            @NotNull Outcome outcome,
            Claim.Reason reason,
            @Size(max = 2000) String message,
            @Schema(implementation = Object[].class) JsonNode items) {}

    @GET
    @Operation(summary = "Claims, oldest first; `status=SUBMITTED` are those that wait for staff")
    public Page<ClaimResponse> list(@BeanParam ClaimFilter filter, @BeanParam @Valid PageQuery page) {
        return Page.of(
                claims.oldest(filter, Cursors.id(page.cursor()), page.limit() + 1),
                page.limit(),
                ClaimResponse::forStaff,
                claim -> claim.id().toString());
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "One claim with who did what and when; `rivals` are others' claims about the same order")
    public ClaimResponse get(@PathParam("id") UUID id) {
        Claim claim = find(id);
        return ClaimResponse.forStaff(claim, history.of(id), claims.rivals(claim));
    }

    @GET
    @Path("/{id}/receipt")
    @Produces(MediaType.WILDCARD)
    @Operation(summary = "The member's receipt")
    public Response receipt(@PathParam("id") UUID id) {
        return keepReceipt.download(find(id));
    }

    @POST
    @Path("/{id}/forwarding")
    @Idempotent(optional = true)
    @Operation(
            summary =
                    "Send a submitted claim to the store; it sees neither who the member is nor the note and the receipt")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = ClaimResponse.class)))
    public Response forward(@PathParam("id") UUID id, @Valid ForwardingRequest request) {
        return answer(followClaim.forward(id, staff(), request == null ? null : request.message()));
    }

    @POST
    @Path("/{id}/question")
    @Idempotent(optional = true)
    @Operation(summary = "Ask the member; the claim goes on when the answer has come")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = ClaimResponse.class)))
    public Response ask(@PathParam("id") UUID id, @NotNull @Valid QuestionRequest request) {
        return answer(followClaim.ask(id, staff(), request.text().strip()));
    }

    @POST
    @Path("/{id}/decision")
    @Idempotent(optional = true)
    @Operation(summary = "Decide a claim, once", description = """
                    Won: a missing order is booked as pending, however long after its click it was made; a declined one is pending again; a pending
                    one with too little is amended; beside one that is approved, paid or was taken back, the difference is booked as a pending
                    transaction of its own. 409 `claim-state`, `transaction-state`; 422 `already-tracked`, `order-refused`,
                    `nothing-to-correct`.""")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = ClaimResponse.class)))
    public Response decide(@PathParam("id") UUID id, @NotNull @Valid DecisionRequest request) {
        return answer(decideClaim.byStaff(
                id,
                staff(),
                new DecideClaim.Verdict(
                        request.outcome() == Outcome.WON, request.reason(), request.message(), request.items())));
    }

    private static Response answer(Claim claim) {
        return Response.ok(ClaimResponse.forStaff(claim)).build();
    }

    private Claim find(UUID id) {
        return claims.findByIdOptional(id).orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
    }

    private Actor staff() {
        return new Actor(Role.STAFF, caller.subject());
    }
}
