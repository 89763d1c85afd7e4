package shop.pennywell.commission.rate;

import java.math.BigDecimal;
import java.util.UUID;

/**
 * What one commission group earned at the time of a click.
 *
 * @param market null for a rate that holds in every market
 * @param percent what the store pays of the group's order value, for {@link RateType#PERCENT}; otherwise null
 * @param fixedMinor what the store pays per order in minor units, for {@link RateType#FIXED}; otherwise null
 * @param memberShare the member's part of that commission
 * @param capMinor the most that the store pays for the group of one order, in minor units; null for no limit
 * @param minimumOrderMinor what the whole order must come to for the group to earn anything, in minor units; null for nothing
 */
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
        Long minimumOrderMinor) {

    /** Ten-thousandths of a percent of ten-thousandths of a percent, in a hundredth of a percent. */
    private static final long PERCENT_OF_PERCENT = 100_000_000;

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
