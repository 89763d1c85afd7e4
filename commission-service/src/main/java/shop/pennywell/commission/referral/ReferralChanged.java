package shop.pennywell.commission.referral;

import java.time.Instant;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/**
 * The data of {@code referral.changed}: a referral as it is now.
 *
 * @param previousStatus null when it is new
 * @param referrerBonus promised, given or taken back, as the status says; zero if the cap was reached
 * @param transactionId the order that earned it
 */
record ReferralChanged(
        UUID referralId,
        int revision,
        Referral.Status status,
        Referral.Status previousStatus,
        UUID referrerId,
        UUID friendId,
        Money referrerBonus,
        Money friendBonus,
        Money minimumOrder,
        UUID transactionId,
        Instant registeredAt,
        Instant expiresAt,
        Instant changedAt) {

    static final String TYPE = "referral.changed";

    static ReferralChanged of(Referral referral, Referral.Status previousStatus) {
        Terms terms = referral.terms();
        return new ReferralChanged(
                referral.id(),
                referral.revision(),
                referral.status(),
                previousStatus,
                referral.referrerId(),
                referral.friendId(),
                terms.money(referral.referrerBonus()),
                terms.money(terms.friendBonus()),
                terms.money(terms.minimumOrder()),
                referral.transactionId(),
                referral.registeredAt(),
                referral.expiresAt(),
                referral.changedAt());
    }
}
