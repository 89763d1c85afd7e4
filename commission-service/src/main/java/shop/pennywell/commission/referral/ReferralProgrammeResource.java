package shop.pennywell.commission.referral;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
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

/** The terms on which members bring friends, for staff. */
@Path("/api/v1/admin/referral-programmes")
@RolesAllowed("staff")
class ReferralProgrammeResource {
    private final ReferralProgrammeRepository programmes;
    private final SetReferralProgramme setProgramme;
    private final Caller caller;

    ReferralProgrammeResource(
            ReferralProgrammeRepository programmes, SetReferralProgramme setProgramme, Caller caller) {
        this.programmes = programmes;
        this.setProgramme = setProgramme;
        this.caller = caller;
    }

    @POST
    @Idempotent(optional = true)
    @Operation(
            summary = "Set what members and the friends they bring get",
            description =
                    "It holds for friends who register while it is in force, are paid in its currency and, if it names one,"
                            + " live in its country; a country's own programme comes before that of the currency alone. Each"
                            + " referral keeps the terms it began with. Only orders in the programme's currency count.")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ReferralProgrammeResponse.class)))
    public Response set(@NotNull @Valid ReferralProgrammeRequest request) {
        ReferralProgramme set = setProgramme.set(request, caller.subject());
        return Response.status(Response.Status.CREATED)
                .entity(ReferralProgrammeResponse.of(set))
                .build();
    }

    @PATCH
    @Path("/{id}")
    @Operation(
            summary = "Change when a programme ends",
            description = "An end in the past means now. Nothing else of it ever changes: set another one after it.")
    public ReferralProgrammeResponse end(
            @PathParam("id") UUID id, @NotNull @Valid ReferralProgrammeRequest.End request) {
        return ReferralProgrammeResponse.of(setProgramme.end(id, request.validTo(), caller.subject()));
    }

    @GET
    @Operation(summary = "All programmes, newest first, those that are over included")
    public Page<ReferralProgrammeResponse> list(@BeanParam @Valid PageQuery page) {
        return Page.of(
                programmes.newestBefore(Cursors.id(page.cursor()), page.limit() + 1),
                page.limit(),
                ReferralProgrammeResponse::of,
                programme -> programme.id().toString());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One programme")
    public ReferralProgrammeResponse get(@PathParam("id") UUID id) {
        return programmes
                .findByIdOptional(id)
                .map(ReferralProgrammeResponse::of)
                .orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
    }
}
