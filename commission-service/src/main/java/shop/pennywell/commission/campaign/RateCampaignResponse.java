package shop.pennywell.commission.campaign;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A campaign for staff. */
record RateCampaignResponse(
        UUID id,
        String name,
        RateCampaign.State state,
        boolean allStores,
        List<UUID> storeIds,
        List<String> groups,
        String market,
        String factor,
        String memberSharePercent,
        Instant validFrom,
        Instant validTo,
        Instant createdAt,
        Instant changedAt) {

    static RateCampaignResponse of(RateCampaign campaign, Instant now) {
        RateCampaign.Raise raise = campaign.raise();
        return new RateCampaignResponse(
                campaign.id(),
                campaign.name(),
                campaign.state(now),
                campaign.storeIds().isEmpty(),
                campaign.storeIds(),
                campaign.groups(),
                campaign.market(),
                raise.factor() == null ? null : raise.factor().toString(),
                raise.share() == null ? null : raise.share().toString(),
                campaign.validFrom(),
                campaign.validTo(),
                campaign.createdAt(),
                campaign.changedAt());
    }
}
