package shop.pennywell.payments.referral;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/** What is read of {@code referral.changed}. */
record ReferralChanged(
        @NotNull UUID referralId,
        @Min(1) int revision,
        @NotNull Status status,
        @NotNull UUID referrerId,
        @NotNull UUID friendId,
        @NotNull Money referrerBonus,
        @NotNull Money friendBonus,
        @NotNull Instant changedAt) {

    enum Status {
        PENDING,
        EARNED,
        EXPIRED,
        REVOKED
    }

    /** @throws IllegalArgumentException if it cannot be booked */
    void check() {
        if (referrerId.equals(friendId)
                || referrerBonus.isNegative()
                || friendBonus.isNegative()
                || !referrerBonus.currency().equals(friendBonus.currency())) {
            throw new IllegalArgumentException("referral " + referralId + " cannot be booked as told");
        }
    }

    /** Bonuses stand while it is earned, and only then. */
    boolean isEarned() {
        return status == Status.EARNED;
    }
}
