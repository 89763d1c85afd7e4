package shop.pennywell.stats.counter;

import java.util.Arrays;
import java.util.Optional;

/**
 * Everything that is counted. The clock of each says to which UTC day a fact belongs: never the day it arrived here.
 *
 * <p>Orders and amounts follow the latest state of a transaction. An order counts in {@code orders} whatever becomes of it;
 * {@code approved} while it is approved or paid; {@code declined} once declined or clawed back, and then its amounts count no
 * longer.
 */
public enum Metric {
    CLICKS("clicks", false, "clickedAt"),
    /** The first click of a member at a store on a day. */
    UNIQUE_CLICKS("uniqueClicks", false, "clickedAt"),
    ORDERS("orders", false, "orderedAt"),
    APPROVED("approved", false, "orderedAt"),
    DECLINED("declined", false, "orderedAt"),
    SALE_AMOUNTS("saleAmounts", true, "orderedAt"),
    COMMISSIONS("commissions", true, "orderedAt"),
    CASHBACKS("cashbacks", true, "orderedAt"),
    PAGE_VIEWS("pageViews", false, "at"),
    SEARCHES("searches", false, "at"),
    REGISTRATIONS("registrations", false, "registeredAt"),
    MESSAGES_SENT("messagesSent", false, "changedAt"),
    MESSAGES_FAILED("messagesFailed", false, "changedAt"),
    /** Payouts that the bank settled and did not return. */
    PAYOUTS("payouts", false, "changedAt"),
    PAYOUT_AMOUNTS("payoutAmounts", true, "changedAt"),
    /** What partner stores paid on their statements. */
    STATEMENT_PAYMENTS("statementPayments", true, "receivedOn");

    private final String wireName;
    private final boolean money;
    private final String clock;

    Metric(String wireName, boolean money, String clock) {
        this.wireName = wireName;
        this.money = money;
        this.clock = clock;
    }

    public String wireName() {
        return wireName;
    }

    /** Whether it sums amounts, one sum per currency. */
    public boolean isMoney() {
        return money;
    }

    /** The field of the fact that gives its day. */
    public String clock() {
        return clock;
    }

    public static Optional<Metric> named(String wireName) {
        return Arrays.stream(values())
                .filter(metric -> metric.wireName.equals(wireName))
                .findFirst();
    }
}
