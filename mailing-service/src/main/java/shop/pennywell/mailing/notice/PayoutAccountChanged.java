package shop.pennywell.mailing.notice;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;

/** {@code payout-account.changed}. */
record PayoutAccountChanged(
        @NotNull UUID memberId,
        @NotNull String holder,
        @NotNull String maskedIban,
        @NotNull Instant changedAt,
        Instant payoutsFrom) {}
