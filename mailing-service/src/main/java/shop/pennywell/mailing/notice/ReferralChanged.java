package shop.pennywell.mailing.notice;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/** {@code referral.changed}. */
record ReferralChanged(
        @NotNull UUID referralId,
        long revision,
        @NotNull Status status,
        @NotNull UUID referrerId,
        @NotNull UUID friendId,
        @NotNull Money referrerBonus,
        @NotNull Money friendBonus,
        @NotNull Money minimumOrder) {

    enum Status {
        PENDING,
        EARNED,
        EXPIRED,
        REVOKED
    }
}
