package shop.pennywell.commission.claim;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import shop.pennywell.commission.Cursors;
import shop.pennywell.commission.click.Click;
import shop.pennywell.defaults.page.Cursor;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.security.Caller;
import shop.pennywell.defaults.sql.Idempotent;

/** A member's own claims. */
@Path("/api/v1/me/claims")
@RolesAllowed("member")
class ClaimResource {
    private final ClaimRepository claims;
    private final ClaimHistory history;
    private final Claimables claimables;
    private final FileClaim fileClaim;
    private final FollowClaim followClaim;
    private final KeepReceipt keepReceipt;
    private final Caller caller;

    ClaimResource(
            ClaimRepository claims,
            ClaimHistory history,
            Claimables claimables,
            FileClaim fileClaim,
            FollowClaim followClaim,
            KeepReceipt keepReceipt,
            Caller caller) {
        this.claims = claims;
        this.history = history;
        this.claimables = claimables;
        this.fileClaim = fileClaim;
        this.followClaim = followClaim;
        this.keepReceipt = keepReceipt;
        this.caller = caller;
    }

    record AnswerRequest(@NotBlank @Size(max = 2000) String text) {}

    @GET
    @Path("/clicks")
    @Operation(
            summary = "My clicks that a missing order can be claimed for, newest first, with what has come of each",
            description = """
                    A page may have fewer entries than its limit though there is a next one: clicks too long ago for their store are left out.""")
    public Page<Claimables.ClickedResponse> clicks(@BeanParam @Valid PageQuery page) {
        String before = page.cursor();
        if (before != null && !Click.isId(before)) {
            throw Cursor.invalid();
        }
        return claimables.page(caller.id(), before, page.limit());
    }

    @GET
    @Path("/clicks/{clickId}")
    @Operation(summary = "One of my clicks, with when an order from it can be claimed as missing")
    public Claimables.ClickedResponse click(@PathParam("clickId") String clickId) {
        return claimables.click(caller.id(), clickId).orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
    }

    @GET
    @Path("/orders/{transactionId}")
    @Operation(summary = "One of my orders, with what can be claimed about it and when")
    public Claimables.ReportedResponse order(@PathParam("transactionId") UUID transactionId) {
        return claimables.order(caller.id(), transactionId).orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
    }

    @POST
    @Idempotent
    @Operation(summary = "Claim an order that is missing, declined or counted with too little", description = """
                    MISSING: `clickId`, `orderReference`, `orderedAt`, `orderValue`. WRONG_AMOUNT: `transactionId`, `orderValue`.
                    DECLINED: `transactionId`. A claim that comes before the store's first day is taken as ON_ICE and is SUBMITTED
                    by itself on that day; after the last day it is refused: 422 `claim-too-late`. Also 422 `click-unknown`,
                    `transaction-unknown`, `ordered-before-click`, `already-tracked`, `currency-mismatch`, `amount-invalid`,
                    `too-many-claims`; 409 `claim-exists`, `transaction-state`.""")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ClaimResponse.class)))
    public Response file(@NotNull @Valid ClaimRequest request) {
        return Response.status(Response.Status.CREATED)
                .entity(ClaimResponse.forMember(fileClaim.file(caller.id(), request)))
                .build();
    }

    @GET
    @Operation(summary = "My claims, newest first")
    public Page<ClaimResponse> list(@BeanParam @Valid PageQuery page) {
        return Page.of(
                claims.newestOfMember(caller.id(), Cursors.id(page.cursor()), page.limit() + 1),
                page.limit(),
                ClaimResponse::forMember,
                claim -> claim.id().toString());
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "One of my claims with all that happened, in plain words")
    public ClaimResponse get(@PathParam("id") UUID id) {
        return ClaimResponse.forMember(mine(id), history.of(id));
    }

    @POST
    @Path("/{id}/withdrawal")
    @Idempotent(optional = true)
    @Operation(summary = "Take a claim back that is not decided yet")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = ClaimResponse.class)))
    public Response withdraw(@PathParam("id") UUID id) {
        return Response.ok(ClaimResponse.forMember(followClaim.withdraw(id, caller.id())))
                .build();
    }

    @POST
    @Path("/{id}/answer")
    @Idempotent(optional = true)
    @Operation(summary = "Answer the question of a claim that NEEDS_INFORMATION")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = ClaimResponse.class)))
    public Response answer(@PathParam("id") UUID id, @NotNull @Valid AnswerRequest request) {
        return Response.ok(ClaimResponse.forMember(
                        followClaim.answer(id, caller.id(), request.text().strip())))
                .build();
    }

    @PUT
    @Path("/{id}/receipt")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Add the receipt of the order, or replace it, as long as the claim is open", description = """
                    The file itself: `image/jpeg`, `image/png` or `application/pdf`, at most 10 MB. 415 `receipt-type` also when the content
                    is not what its type says, 413 `receipt-too-large`.""")
    public ClaimResponse putReceipt(
            @PathParam("id") UUID id,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_TYPE) String type,
            InputStream body) {
        return ClaimResponse.forMember(keepReceipt.keep(id, caller.id(), type, body));
    }

    @GET
    @Path("/{id}/receipt")
    @Produces(MediaType.WILDCARD)
    @Operation(summary = "The receipt of one of my claims")
    public Response getReceipt(@PathParam("id") UUID id) {
        return keepReceipt.download(mine(id));
    }

    private Claim mine(UUID id) {
        return claims.ofMember(id, caller.id()).orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
    }
}
