package shop.pennywell.mailing.notice;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;

/** {@code member.verification-requested}, {@code member.registration-repeated}, {@code member.password-reset-requested}. */
record LinkRequested(
        @NotNull UUID memberId,
        @NotNull String email,
        @NotNull String locale,
        @NotNull String link,
        Instant expiresAt) {}
