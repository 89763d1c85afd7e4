package shop.pennywell.payments.cashback;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/** What this service says of a member's cashback: {@code cashback.changed}. */
record CashbackChanged(
        UUID transactionId,
        int revision,
        UUID memberId,
        String storeName,
        String storeSlug,
        String orderReference,
        Instant orderedAt,
        CashbackStatus status,
        CashbackStatus previousStatus,
        boolean amended,
        Money orderValue,
        Money cashback,
        String reason,
        LocalDate estimate,
        Instant changedAt) {

    static final String TYPE = "cashback.changed";

    static CashbackChanged of(CashbackTransaction now, CashbackStatus previousStatus, boolean amended) {
        return new CashbackChanged(
                now.id(),
                now.nextRevision(),
                now.memberId(),
                now.storeName(),
                now.storeSlug(),
                now.orderReference(),
                now.orderedAt(),
                now.status(),
                previousStatus,
                amended,
                now.orderValue(),
                now.cashback(),
                now.reason(),
                now.estimate(),
                now.changedAt());
    }
}
