package shop.pennywell.mailing.notice;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/** {@code claim.changed}. */
record ClaimChanged(
        @NotNull UUID claimId,
        long revision,
        @NotNull String type,
        @NotNull Status status,
        Status previousStatus,
        @NotNull UUID memberId,
        @NotNull String storeName,
        @NotNull String orderReference,
        @NotNull Instant orderedAt,
        @NotNull Money orderValue,
        @NotNull LocalDate opensOn,
        String reason,
        String text) {

    enum Status {
        ON_ICE,
        SUBMITTED,
        WITH_STORE,
        NEEDS_INFORMATION,
        WON,
        LOST,
        WITHDRAWN
    }
}
