package shop.pennywell.commission.campaign;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import shop.pennywell.commission.Cursors;
import shop.pennywell.commission.QueryParameter;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.sql.Idempotent;

/** Campaigns that raise the members' share, for staff. */
@Path("/api/v1/admin/rate-campaigns")
@RolesAllowed("staff")
class RateCampaignResource {
    private final RateCampaignRepository campaigns;
    private final PlanCampaign planCampaign;
    private final Clock clock;

    RateCampaignResource(RateCampaignRepository campaigns, PlanCampaign planCampaign, Clock clock) {
        this.campaigns = campaigns;
        this.planCampaign = planCampaign;
        this.clock = clock;
    }

    @POST
    @Idempotent(optional = true)
    @Operation(
            summary = "Plan a campaign that raises the members' share",
            description =
                    "For the stores, groups and market that it names, by a factor or to a share of its own; never above"
                            + " the whole commission, and never lower than it would be without. Where several campaigns meet, the one"
                            + " that is best for the member counts alone. A rate whose share is 0 stays at 0.")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RateCampaignResponse.class)))
    public Response plan(@NotNull @Valid RateCampaignRequest request) {
        return Response.status(Response.Status.CREATED)
                .entity(response(planCampaign.plan(request)))
                .build();
    }

    @PATCH
    @Path("/{id}")
    @Operation(
            summary = "Change a campaign",
            description =
                    "One that is planned in everything but its scope; one that runs in its end alone, and an end in the"
                            + " past means now; one that is over not at all.")
    public RateCampaignResponse change(@PathParam("id") UUID id, @NotNull @Valid RateCampaignRequest.Change request) {
        return response(planCampaign.change(id, request));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Withdraw a campaign that has not begun")
    public void withdraw(@PathParam("id") UUID id) {
        planCampaign.withdraw(id);
    }

    @GET
    @Operation(
            summary = "All campaigns, newest first",
            description = "With at, those in force at that instant, in the past or in the future.")
    public Page<RateCampaignResponse> list(@QueryParam("at") String at, @BeanParam @Valid PageQuery page) {
        Instant moment = QueryParameter.instant("at", at);
        return Page.of(
                campaigns.before(Cursors.id(page.cursor()), moment, page.limit() + 1),
                page.limit(),
                this::response,
                campaign -> campaign.id().toString());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One campaign")
    public RateCampaignResponse get(@PathParam("id") UUID id) {
        return campaigns
                .findByIdOptional(id)
                .map(this::response)
                .orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
    }

    private RateCampaignResponse response(RateCampaign campaign) {
        return RateCampaignResponse.of(campaign, clock.instant());
    }
}
