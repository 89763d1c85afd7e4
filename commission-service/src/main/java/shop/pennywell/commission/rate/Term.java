package shop.pennywell.commission.rate;

import java.util.UUID;

/**
 * What one commission group earned at the time of a click.
 *
 * @param market null for a rate that holds in every market
 * @param percent what the store pays of the group's order value, for {@link RateType#PERCENT}; otherwise null
 * @param fixedMinor what the store pays per order in minor units, for {@link RateType#FIXED}; otherwise null
 * @param memberShare the member's part of that commission
 */
public record Term(
        UUID rateId,
        String group,
        String name,
        String market,
        RateType type,
        Percentage percent,
        Long fixedMinor,
        Percentage memberShare) {

    /** The commission of a group, in minor units; a fixed amount never depends on the order value. */
    long commissionOn(long groupTotalMinor) {
        return switch (type) {
            case PERCENT -> percent.halfEvenOf(groupTotalMinor);
            case FIXED -> fixedMinor;
        };
    }

    /** The member's part of a fixed amount, in minor units. */
    public long memberCashback() {
        return cashbackOn(fixedMinor);
    }

    long cashbackOn(long commissionMinor) {
        return memberShare.floorOf(commissionMinor);
    }
}
