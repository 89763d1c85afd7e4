package shop.pennywell.payments.referral;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import shop.pennywell.payments.ledger.Account;
import shop.pennywell.payments.ledger.Positions;
import shop.pennywell.payments.ledger.Purpose;

/** A referral as far as its bonuses go: the newest revision seen, and what is booked for each side. */
@Entity
@Table(name = "referral_booking")
class ReferralBooking {

    @Id
    private UUID referralId;

    private int revision;
    private UUID referrerId;
    private UUID friendId;
    private String currency;
    private long referrerMinor;
    private long friendMinor;

    /** Read where bonuses take their turn among cashback, in SQL. */
    @SuppressWarnings("UnusedVariable")
    private Instant bookedAt;

    ReferralBooking() {}

    /** A referral of which nothing is booked yet. */
    ReferralBooking(ReferralChanged change) {
        this.referralId = change.referralId();
        this.referrerId = change.referrerId();
        this.friendId = change.friendId();
        this.currency = change.friendBonus().currencyCode();
    }

    boolean knows(ReferralChanged change) {
        return change.revision() <= revision;
    }

    /**
     * Takes over a newer revision.
     *
     * @param erased to these nothing is given; what they were given before stays until it is taken back
     */
    void take(ReferralChanged change, Predicate<UUID> erased, Instant now) {
        if (knows(change)
                || !change.referrerId().equals(referrerId)
                || !change.friendId().equals(friendId)
                || !change.friendBonus().currencyCode().equals(currency)) {
            throw new IllegalStateException("not a newer revision of referral " + referralId);
        }
        revision = change.revision();
        referrerMinor = due(change, change.referrerBonus().minor(), referrerMinor, erased.test(referrerId));
        friendMinor = due(change, change.friendBonus().minor(), friendMinor, erased.test(friendId));
        bookedAt = now;
    }

    private static long due(ReferralChanged change, long bonus, long booked, boolean erased) {
        if (!change.isEarned()) {
            return 0;
        }
        return erased ? booked : bonus;
    }

    /** We have given what the members may take out. */
    Positions positions() {
        Map<Account, Long> amounts = new LinkedHashMap<>();
        amounts.put(Account.of(Purpose.AVAILABLE, referrerId, currency), -referrerMinor);
        amounts.put(Account.of(Purpose.AVAILABLE, friendId, currency), -friendMinor);
        amounts.put(Account.platform(Purpose.MARKETING, currency), Math.addExact(referrerMinor, friendMinor));
        return new Positions(amounts);
    }
}
