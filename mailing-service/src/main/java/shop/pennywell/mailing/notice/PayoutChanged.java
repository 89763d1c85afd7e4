package shop.pennywell.mailing.notice;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/** {@code payout.changed}. */
record PayoutChanged(
        @NotNull UUID payoutId,
        long revision,
        @NotNull UUID memberId,
        @NotNull Status status,
        @NotNull Money amount,
        @NotNull String maskedIban,
        String reason,
        @NotNull Instant changedAt) {

    enum Status {
        REQUESTED,
        APPROVED,
        SUBMITTED,
        UNKNOWN,
        SETTLED,
        RETURNED,
        REJECTED
    }
}
