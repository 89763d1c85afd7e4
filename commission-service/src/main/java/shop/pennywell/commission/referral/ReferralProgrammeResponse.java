package shop.pennywell.commission.referral;

import java.time.Instant;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/** A programme for staff. */
record ReferralProgrammeResponse(
        UUID id,
        String country,
        String currency,
        Money referrerBonus,
        Money friendBonus,
        Money minimumOrder,
        int days,
        int capPerYear,
        Instant validFrom,
        Instant validTo,
        Instant createdAt,
        String createdBy,
        String endedBy) {

    static ReferralProgrammeResponse of(ReferralProgramme programme) {
        Terms terms = programme.terms();
        return new ReferralProgrammeResponse(
                programme.id(),
                programme.country(),
                terms.currency(),
                terms.money(terms.referrerBonus()),
                terms.money(terms.friendBonus()),
                terms.money(terms.minimumOrder()),
                terms.days(),
                terms.capPerYear(),
                programme.validFrom(),
                programme.validTo(),
                programme.createdAt(),
                programme.createdBy(),
                programme.endedBy());
    }
}
