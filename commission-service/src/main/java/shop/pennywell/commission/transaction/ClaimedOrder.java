package shop.pennywell.commission.transaction;

import java.time.Instant;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/** What a claim has to know of the order that it is about. */
public record ClaimedOrder(
        UUID transactionId,
        UUID memberId,
        UUID storeId,
        UUID partnerId,
        String clickId,
        String orderReference,
        Instant orderedAt,
        Instant reportedAt,
        Instant changedAt,
        Status status,
        Money orderValue) {

    static ClaimedOrder of(Transaction transaction) {
        return new ClaimedOrder(
                transaction.id(),
                transaction.memberId(),
                transaction.storeId(),
                transaction.partnerId(),
                transaction.clickId(),
                transaction.orderReference(),
                transaction.orderedAt(),
                transaction.reportedAt(),
                transaction.changedAt(),
                transaction.status(),
                transaction.orderValue());
    }

    /** Declined, or taken back after its approval: to its member the same. */
    public boolean isDeclined() {
        return status == Status.DECLINED || status == Status.CLAWED_BACK;
    }

    public boolean isOf(UUID member) {
        return memberId.equals(member);
    }
}
