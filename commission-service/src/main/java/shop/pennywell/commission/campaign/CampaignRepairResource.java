package shop.pennywell.commission.campaign;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import shop.pennywell.commission.Cursors;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;

/** All campaigns in the form of the event, for a sibling that repairs its read copy. */
@Path("/internal/rate-campaigns")
@RolesAllowed("service")
class CampaignRepairResource {
    private final RateCampaignRepository campaigns;

    CampaignRepairResource(RateCampaignRepository campaigns) {
        this.campaigns = campaigns;
    }

    @GET
    @Operation(summary = "A page of campaigns as in rate-campaign.changed, newest first")
    public Page<RateCampaignChanged> campaigns(@BeanParam @Valid PageQuery page) {
        return Page.of(
                campaigns.before(Cursors.id(page.cursor()), null, page.limit() + 1),
                page.limit(),
                RateCampaignChanged::of,
                campaign -> campaign.id().toString());
    }
}
