package shop.pennywell.commission.rate;

import java.time.Instant;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/** A rate on the wire, for staff and in {@code rate.changed} alike. */
record RateResponse(
        UUID rateId,
        String group,
        String name,
        String market,
        RateType type,
        String value,
        String currency,
        String memberSharePercent,
        Money capPerOrder,
        Money minimumOrder,
        Instant validFrom,
        Instant validTo,
        Instant replacedAt) {

    static RateResponse of(Rate rate, String storeCurrency) {
        Term term = rate.term();
        boolean fixed = term.type() == RateType.FIXED;
        return new RateResponse(
                rate.id(),
                term.group(),
                term.name(),
                term.market(),
                term.type(),
                fixed
                        ? Money.of(term.fixedMinor(), storeCurrency).amount()
                        : term.percent().toString(),
                fixed ? storeCurrency : null,
                term.memberShare().toString(),
                term.capMinor() == null ? null : Money.of(term.capMinor(), storeCurrency),
                term.minimumOrderMinor() == null ? null : Money.of(term.minimumOrderMinor(), storeCurrency),
                rate.validFrom(),
                rate.validTo(),
                rate.replacedAt());
    }
}
