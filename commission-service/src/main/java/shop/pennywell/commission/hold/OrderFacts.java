package shop.pennywell.commission.hold;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * What the rules know of one order.
 *
 * @param lapse from the click to the order by the store's clock; null for what a claim won beside an order
 * @param ordersInHour of the member, up to this one; counted no further than the rules need
 * @param ordersInDay the same within 24 hours
 * @param accountSharers other members who use the same bank account, a few of them by id
 * @param accountSharersCount how many there are
 * @param disposableDomain what gives out disposable addresses and gave this member's; null if nobody known
 * @param staffEntry what of the partner's list of its staff fits the member; null if nothing
 */
record OrderFacts(
        UUID transactionId,
        UUID partnerId,
        UUID memberId,
        UUID storeId,
        Duration lapse,
        int ordersInHour,
        int ordersInDay,
        List<UUID> accountSharers,
        int accountSharersCount,
        String disposableDomain,
        StaffEntry staffEntry) {

    /** @param mailDomain null where the member is listed by id */
    record StaffEntry(String mailDomain, String listedBy) {}
}
