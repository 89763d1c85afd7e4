package shop.pennywell.commission.transaction;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/**
 * The data of {@code transaction.changed}: a transaction as it is now.
 *
 * @param heldUntil when its cashback waits no longer because we look at it; null if it does not
 */
public record TransactionChanged(
        UUID transactionId,
        long revision,
        Change change,
        Status status,
        boolean payable,
        String clickId,
        UUID memberId,
        UUID storeId,
        String storeSlug,
        String storeName,
        UUID partnerId,
        String orderReference,
        Instant orderedAt,
        Instant reportedAt,
        Instant changedAt,
        Reason reason,
        Money orderValue,
        Money commission,
        Money cashback,
        LocalDate expectedPayableOn,
        Instant heldUntil) {

    static final String TYPE = "transaction.changed";

    static TransactionChanged of(Transaction transaction, Change change) {
        return new TransactionChanged(
                transaction.id(),
                transaction.revision(),
                change,
                transaction.status(),
                transaction.payability().isPayable(),
                transaction.clickId(),
                transaction.memberId(),
                transaction.storeId(),
                transaction.storeSlug(),
                transaction.storeName(),
                transaction.partnerId(),
                transaction.orderReference(),
                transaction.orderedAt(),
                transaction.reportedAt(),
                transaction.changedAt(),
                transaction.reason(),
                transaction.orderValue(),
                transaction.commission(),
                transaction.cashback(),
                transaction.expectedPayableOn(),
                transaction.heldUntil());
    }
}
