package shop.pennywell.commission.referral;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/**
 * A referral for one of its two sides. Neither learns who the other is.
 *
 * @param bonus of that side: promised while it is PENDING, given when it is EARNED
 * @param capped the referrer has reached the cap of the year: only the friend got something
 * @param orderBefore until when an order may be placed that counts
 */
record ReferralResponse(
        UUID id,
        Referral.Status status,
        Money bonus,
        boolean capped,
        Money minimumOrder,
        Instant registeredAt,
        Instant orderBefore,
        Instant earnedAt) {

    static ReferralResponse forReferrer(Referral referral) {
        long bonus = referral.referrerBonus();
        return of(referral, bonus, bonus < referral.terms().referrerBonus());
    }

    static ReferralResponse forFriend(Referral referral) {
        return of(referral, referral.terms().friendBonus(), false);
    }

    private static ReferralResponse of(Referral referral, long bonus, boolean capped) {
        Terms terms = referral.terms();
        return new ReferralResponse(
                referral.id(),
                referral.status(),
                terms.money(bonus),
                capped,
                terms.money(terms.minimumOrder()),
                referral.registeredAt(),
                referral.expiresAt(),
                referral.earnedAt());
    }

    /** What both sides get if a friend of the same country and currency registers now. */
    record Offer(Money referrerBonus, Money friendBonus, Money minimumOrder, int days, int capPerYear) {

        static Offer of(ReferralProgramme programme) {
            Terms terms = programme.terms();
            return new Offer(
                    terms.money(terms.referrerBonus()),
                    terms.money(terms.friendBonus()),
                    terms.money(terms.minimumOrder()),
                    terms.days(),
                    terms.capPerYear());
        }
    }

    /**
     * A page of the friends that a member has brought.
     *
     * @param offer null if there is no programme now
     * @param asFriend the referral by which the member came; null if by none
     */
    record Mine(List<ReferralResponse> items, String next, Offer offer, ReferralResponse asFriend) {}

    /** For staff. */
    record Whole(
            UUID id,
            Referral.Status status,
            UUID referrerId,
            UUID friendId,
            UUID programmeId,
            Money referrerBonus,
            Money friendBonus,
            Money minimumOrder,
            int capPerYear,
            UUID transactionId,
            Instant registeredAt,
            Instant expiresAt,
            Instant earnedAt,
            Instant changedAt,
            int revision) {

        static Whole of(Referral referral) {
            Terms terms = referral.terms();
            return new Whole(
                    referral.id(),
                    referral.status(),
                    referral.referrerId(),
                    referral.friendId(),
                    referral.programmeId(),
                    terms.money(referral.referrerBonus()),
                    terms.money(terms.friendBonus()),
                    terms.money(terms.minimumOrder()),
                    terms.capPerYear(),
                    referral.transactionId(),
                    referral.registeredAt(),
                    referral.expiresAt(),
                    referral.earnedAt(),
                    referral.changedAt(),
                    referral.revision());
        }
    }
}
