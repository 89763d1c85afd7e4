package shop.pennywell.commission.referral;

import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;
import shop.pennywell.defaults.money.Money;

/**
 * What a programme promises, and what a referral keeps of it.
 *
 * @param referrerBonus minor units of the currency, as the other amounts
 * @param minimumOrder the value that an order must have to count, in this currency: one in another currency never does
 * @param days from the registration to the last moment at which such an order may be placed
 * @param capPerYear how many referrals earn a referrer something within a calendar year in UTC
 */
@Embeddable
record Terms(String currency, long referrerBonus, long friendBonus, long minimumOrder, int days, int capPerYear) {

    Instant endFor(Instant registeredAt) {
        return registeredAt.plus(Duration.ofDays(days));
    }

    Money money(long minor) {
        return Money.of(minor, currency);
    }
}
