package shop.pennywell.payments.cashback;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/** What this service reads of commission's {@code transaction.changed}: the transaction as it is at that revision. */
@JsonIgnoreProperties(ignoreUnknown = true)
record TransactionChanged(
        UUID transactionId,
        int revision,
        Change change,
        Status status,
        boolean payable,
        UUID memberId,
        UUID storeId,
        String storeSlug,
        String storeName,
        UUID partnerId,
        String orderReference,
        Instant orderedAt,
        Instant changedAt,
        String reason,
        Money orderValue,
        Money commission,
        Money cashback,
        LocalDate expectedPayableOn,
        Instant heldUntil) {

    enum Change {
        REPORTED,
        APPROVED,
        DECLINED,
        AMENDED,
        REINSTATED,
        PAID,
        CLAWED_BACK,
        HELD,
        RELEASED
    }

    enum Status {
        PENDING,
        APPROVED,
        DECLINED,
        PAID,
        CLAWED_BACK
    }

    /** @throws IllegalArgumentException if no cashback can be posted from this, or the member not be told */
    void check() {
        if (change == Change.HELD && heldUntil == null) {
            throw new IllegalArgumentException(transactionId + " is held, but not until when");
        }
        if (!commission.currency().equals(cashback.currency())) {
            throw new IllegalArgumentException("commission and cashback of " + transactionId + " differ in currency");
        }
        if (cashback.isNegative() || commission.isNegative() || cashback.compareTo(commission) > 0) {
            throw new IllegalArgumentException("cashback of " + transactionId + " is not a part of its commission");
        }
    }
}
