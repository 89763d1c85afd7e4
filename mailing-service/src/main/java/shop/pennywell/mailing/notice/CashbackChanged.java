package shop.pennywell.mailing.notice;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/** {@code cashback.changed}. */
record CashbackChanged(
        @NotNull UUID transactionId,
        long revision,
        @NotNull UUID memberId,
        @NotNull String storeName,
        @NotNull String orderReference,
        @NotNull Instant orderedAt,
        @NotNull Status status,
        Status previousStatus,
        boolean amended,
        @NotNull Money orderValue,
        @NotNull Money cashback,
        String reason,
        LocalDate estimate) {

    enum Status {
        TRACKED,
        CONFIRMED,
        PAYABLE,
        PAID,
        DECLINED
    }
}
