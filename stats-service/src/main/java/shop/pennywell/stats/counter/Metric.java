package shop.pennywell.stats.counter;

import java.util.Arrays;
import java.util.Optional;

/**
 * Everything that is counted. A fact belongs to the UTC day on which it happened, by its own clock: never to the day it arrived here.
 *
 * <p>Orders and amounts follow the latest state of a transaction. An order counts in {@code orders} whatever becomes of it;
 * {@code approved} while it is approved or paid; {@code declined} once declined or clawed back, and then its amounts count no
 * longer. A claim counts in {@code claims} whatever becomes of it, also when it is withdrawn.
 */
public enum Metric {
    CLICKS("clicks", false),
    /** The first click of a member at a store on a day. */
    UNIQUE_CLICKS("uniqueClicks", false),
    ORDERS("orders", false),
    APPROVED("approved", false),
    DECLINED("declined", false),
    SALE_AMOUNTS("saleAmounts", true),
    COMMISSIONS("commissions", true),
    CASHBACKS("cashbacks", true),
    CLAIMS("claims", false),
    CLAIMS_WON("claimsWon", false),
    CLAIMS_LOST("claimsLost", false),
    PAGE_VIEWS("pageViews", false),
    SEARCHES("searches", false),
    REGISTRATIONS("registrations", false),
    MESSAGES_SENT("messagesSent", false),
    MESSAGES_FAILED("messagesFailed", false),
    /** Payouts that the bank settled and did not return. */
    PAYOUTS("payouts", false),
    PAYOUT_AMOUNTS("payoutAmounts", true),
    /** What partner stores paid on their statements. */
    STATEMENT_PAYMENTS("statementPayments", true);

    private final String wireName;
    private final boolean money;

    Metric(String wireName, boolean money) {
        this.wireName = wireName;
        this.money = money;
    }

    public String wireName() {
        return wireName;
    }

    /** Whether it sums amounts, one sum per currency. */
    public boolean isMoney() {
        return money;
    }

    public static Optional<Metric> named(String wireName) {
        return Arrays.stream(values())
                .filter(metric -> metric.wireName.equals(wireName))
                .findFirst();
    }
}
