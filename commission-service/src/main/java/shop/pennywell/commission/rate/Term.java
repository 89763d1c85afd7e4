package shop.pennywell.commission.rate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.UUID;

/**
 * What one commission group earns: as a rate says it, or, in a receipt, as it was at the time of a click for that member.
 *
 * @param market null for a rate that holds in every market
 * @param percent what the store pays of the group's order value, for {@link RateType#PERCENT}; otherwise null
 * @param fixedMinor what the store pays per order in minor units, for {@link RateType#FIXED}; otherwise null
 * @param memberShare the member's part of that commission; in a receipt with all that raised it
 * @param capMinor the most that the store pays for the group of one order, in minor units; null for no limit
 * @param minimumOrderMinor what the whole order must come to for the group to earn anything, in minor units; null for nothing
 * @param baseShare in a receipt, the rate's own share; null in a rate, and in receipts from before there were campaigns
 * @param campaignShare what the campaign made of it, before the member's tier; null without one
 * @param campaignId of that campaign; null without one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Term(
        UUID rateId,
        String group,
        String name,
        String market,
        RateType type,
        Percentage percent,
        Long fixedMinor,
        Percentage memberShare,
        Long capMinor,
        Long minimumOrderMinor,
        Percentage baseShare,
        Percentage campaignShare,
        UUID campaignId) {

    /** Ten-thousandths of a percent of ten-thousandths of a percent, in a hundredth of a percent. */
    private static final long PERCENT_OF_PERCENT = 100_000_000;

    /** As a rate says it. */
    public static Term ofRate(
            UUID rateId,
            String group,
            String name,
            String market,
            RateType type,
            Percentage percent,
            Long fixedMinor,
            Percentage memberShare,
            Long capMinor,
            Long minimumOrderMinor) {
        return new Term(
                rateId,
                group,
                name,
                market,
                type,
                percent,
                fixedMinor,
                memberShare,
                capMinor,
                minimumOrderMinor,
                null,
                null,
                null);
    }

    /** A rate's term as one member has it: with a campaign or without, and with what the member's tier adds. */
    Term raised(Campaign campaign, Percentage tierPoints) {
        Percentage byCampaign = campaign == null ? null : campaign.raise(memberShare);
        Percentage before = campaign == null ? memberShare : byCampaign;
        return new Term(
                rateId,
                group,
                name,
                market,
                type,
                percent,
                fixedMinor,
                before.isZero() ? before : before.plus(tierPoints),
                capMinor,
                minimumOrderMinor,
                memberShare,
                byCampaign,
                campaign == null ? null : campaign.id());
    }

    /** Whether the member's tier made the share larger than it would have been without. */
    public boolean isRaisedByTier() {
        Percentage before = campaignShare == null ? baseShare : campaignShare;
        return before != null && memberShare.compareTo(before) > 0;
    }

    /** What it would be without campaign and tier. */
    public Term base() {
        return ofRate(
                rateId,
                group,
                name,
                market,
                type,
                percent,
                fixedMinor,
                baseShare == null ? memberShare : baseShare,
                capMinor,
                minimumOrderMinor);
    }

    /**
     * The commission of a group, in minor units, never above the cap; a fixed amount never depends on the order value.
     *
     * @param orderTotalMinor of all groups of the order together: below the minimum order the group earns nothing
     */
    long commissionOn(long groupTotalMinor, long orderTotalMinor) {
        if (minimumOrderMinor != null && orderTotalMinor < minimumOrderMinor) {
            return 0;
        }
        long uncapped =
                switch (type) {
                    case PERCENT -> percent.halfEvenOf(groupTotalMinor);
                    case FIXED -> fixedMinor;
                };
        return capMinor == null ? uncapped : Math.min(uncapped, capMinor);
    }

    /** The member's part of a percentage, in percent with two decimals, never more than is due. */
    public BigDecimal memberPercent() {
        return BigDecimal.valueOf(percent.tenThousandths() * memberShare.tenThousandths() / PERCENT_OF_PERCENT, 2);
    }

    /** The member's part of a fixed amount, in minor units. */
    public long memberCashback() {
        return cashbackOn(fixedMinor);
    }

    /** The most that the member can get for the group of one order, in minor units; null for no limit. */
    public Long memberCap() {
        return capMinor == null ? null : cashbackOn(capMinor);
    }

    long cashbackOn(long commissionMinor) {
        return memberShare.floorOf(commissionMinor);
    }
}
