package shop.pennywell.commission.claim;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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
import shop.pennywell.commission.claim.ClaimStep.Actor;
import shop.pennywell.commission.claim.ClaimStep.Role;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.security.Caller;
import shop.pennywell.defaults.sql.Idempotent;

/** The claims that were sent to a partner. */
@Path("/api/v1/partner/claims")
@RolesAllowed("partner")
class PartnerClaimsResource {
    private final ClaimRepository claims;
    private final ClaimHistory history;
    private final DecideClaim decideClaim;
    private final Caller caller;

    PartnerClaimsResource(ClaimRepository claims, ClaimHistory history, DecideClaim decideClaim, Caller caller) {
        this.claims = claims;
        this.history = history;
        this.decideClaim = decideClaim;
        this.caller = caller;
    }

    @Schema(name = "ClaimAnswer")
    enum Outcome {
        ACCEPTED,
        REJECTED
    }

    /**
     * @param reason of a rejection
     * @param items the whole order as it should be, as in a report; without them the claimed value counts
     */
    record StoreAnswerRequest(
            @NotNull Outcome outcome,
            Claim.Reason reason,
            @Schema(implementation = Object[].class) JsonNode items) {}

    @GET
    @Operation(
            summary =
                    "Claims that were sent to me, oldest first; `status=WITH_STORE` are those that wait for my answer")
    @Transactional
    public Page<ClaimResponse> list(@BeanParam ClaimFilter filter, @BeanParam @Valid PageQuery page) {
        return Page.of(
                claims.oldest(filter.of(partnerId()), Cursors.id(page.cursor()), page.limit() + 1),
                page.limit(),
                ClaimResponse::forPartner,
                claim -> claim.id().toString());
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "One claim that was sent to me")
    public ClaimResponse get(@PathParam("id") UUID id) {
        return claims.findByIdOptional(id)
                .filter(claim -> claim.partnerId().equals(partnerId()) && claim.forwardedAt() != null)
                .map(claim -> ClaimResponse.forPartner(claim, history.of(id)))
                .orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
    }

    @POST
    @Path("/{id}/answer")
    @Idempotent(optional = true)
    @Operation(summary = "Accept or reject a claim, once", description = """
                    What is accepted is booked at once, pending, and validated like any other order: a missing order as claimed or with the
                    `items` given; a declined one is pending again; of a wrong amount the order is amended, or the difference is booked as a
                    transaction of its own. 409 `claim-state`, `transaction-state`; 422 `already-tracked`, `order-refused`,
                    `nothing-to-correct`.""")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = ClaimResponse.class)))
    public Response answer(@PathParam("id") UUID id, @NotNull @Valid StoreAnswerRequest request) {
        DecideClaim.Verdict verdict =
                new DecideClaim.Verdict(request.outcome() == Outcome.ACCEPTED, request.reason(), null, request.items());
        Claim decided = decideClaim.byPartner(id, partnerId(), new Actor(Role.PARTNER, caller.subject()), verdict);
        return Response.ok(ClaimResponse.forPartner(decided)).build();
    }

    private UUID partnerId() {
        return UUID.fromString(caller.claim("partner_id"));
    }
}
