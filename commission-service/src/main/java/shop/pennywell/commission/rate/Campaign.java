package shop.pennywell.commission.rate;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * A time in which members get a larger share of the commission ("double cashback weekend"), as the pure rules see it.
 *
 * @param name as shoppers read it
 * @param stores that it is for; empty: every store
 * @param groups commission groups that it is for; empty: every group
 * @param market null: every market
 * @param factor how many times the rate's own share it is; null if {@code memberShare} says it
 * @param memberShare what the share is; null if {@code factor} says it
 * @param validTo exclusive
 */
public record Campaign(
        UUID id,
        String name,
        Set<UUID> stores,
        Set<String> groups,
        String market,
        Factor factor,
        Percentage memberShare,
        Instant validFrom,
        Instant validTo) {

    public Campaign {
        stores = Set.copyOf(stores);
        groups = Set.copyOf(groups);
        if ((factor == null) == (memberShare == null)) {
            throw new IllegalArgumentException("a campaign has either a factor or a member's share");
        }
    }

    public boolean isFor(UUID storeId) {
        return stores.isEmpty() || stores.contains(storeId);
    }

    /** The share that it makes of a rate's own: never a smaller one, never more than all, and of nothing nothing. */
    Percentage raise(Percentage share) {
        Percentage raised = factor == null ? memberShare : share.times(factor);
        return share.isZero() || raised.compareTo(share) < 0 ? share : raised;
    }

    boolean matches(Instant at, String clickMarket) {
        return !at.isBefore(validFrom)
                && at.isBefore(validTo)
                && (market == null || Objects.equals(market, clickMarket));
    }

    boolean isForGroup(String group) {
        return groups.isEmpty() || groups.contains(group);
    }
}
