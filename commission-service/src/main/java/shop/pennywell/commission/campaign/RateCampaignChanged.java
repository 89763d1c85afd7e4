package shop.pennywell.commission.campaign;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The data of {@code rate-campaign.changed}: a campaign as it is now.
 *
 * @param storeIds empty: every store
 * @param groups empty: every commission group
 */
record RateCampaignChanged(
        UUID campaignId,
        long revision,
        String name,
        List<UUID> storeIds,
        List<String> groups,
        String market,
        String factor,
        String memberSharePercent,
        Instant validFrom,
        Instant validTo,
        boolean withdrawn) {

    static final String TYPE = "rate-campaign.changed";

    static RateCampaignChanged of(RateCampaign campaign) {
        RateCampaign.Raise raise = campaign.raise();
        return new RateCampaignChanged(
                campaign.id(),
                campaign.revision(),
                campaign.name(),
                campaign.storeIds(),
                campaign.groups(),
                campaign.market(),
                raise.factor() == null ? null : raise.factor().toString(),
                raise.share() == null ? null : raise.share().toString(),
                campaign.validFrom(),
                campaign.validTo(),
                campaign.isWithdrawn());
    }
}
