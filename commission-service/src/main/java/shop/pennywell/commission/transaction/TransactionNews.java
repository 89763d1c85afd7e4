package shop.pennywell.commission.transaction;

import java.time.Instant;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/** What the partner of a transaction hears of a change: the transaction as it is now, without who the member is and what the member gets. */
record TransactionNews(
        UUID transactionId,
        long revision,
        Change change,
        Status status,
        String clickId,
        UUID storeId,
        String storeSlug,
        String orderReference,
        Instant orderedAt,
        Instant reportedAt,
        Instant changedAt,
        Reason reason,
        Money orderValue,
        Money commission) {

    static TransactionNews of(TransactionChanged event) {
        return new TransactionNews(
                event.transactionId(),
                event.revision(),
                event.change(),
                event.status(),
                event.clickId(),
                event.storeId(),
                event.storeSlug(),
                event.orderReference(),
                event.orderedAt(),
                event.reportedAt(),
                event.changedAt(),
                event.reason(),
                event.orderValue(),
                event.commission());
    }
}
