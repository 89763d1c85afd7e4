package shop.pennywell.commission.claim;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import shop.pennywell.commission.store.Store;
import shop.pennywell.commission.transaction.ClaimedOrder;

/**
 * The days (UTC, both included) on which a store hears of a claim. One that comes before them waits on ice, one that comes after them is
 * not taken.
 */
record ClaimWindow(LocalDate opensOn, LocalDate closesOn) {

    /** Counted from the day of this moment: the click, the report of an order, its decline. */
    static ClaimWindow after(Instant moment, int opensAfterDays, int closesAfterDays) {
        LocalDate day = LocalDate.ofInstant(moment, ZoneOffset.UTC);
        return new ClaimWindow(day.plusDays(opensAfterDays), day.plusDays(closesAfterDays));
    }

    /** About an order that the store has not reported. */
    static ClaimWindow ofClick(Instant clickedAt, Store store) {
        return after(clickedAt, store.claimOpensAfterDays(), store.claimClosesAfterDays());
    }

    /**
     * About an order that it has reported. A decline is its last word, there is nothing more to wait for; an amount may still be put right by
     * itself.
     */
    static ClaimWindow ofOrder(ClaimedOrder order, Store store) {
        return order.isDeclined()
                ? after(order.changedAt(), 0, store.claimClosesAfterDays())
                : after(order.reportedAt(), store.claimOpensAfterDays(), store.claimClosesAfterDays());
    }

    boolean isTooEarly(LocalDate today) {
        return today.isBefore(opensOn);
    }

    boolean isTooLate(LocalDate today) {
        return today.isAfter(closesOn);
    }
}
