package shop.pennywell.commission.rate;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import shop.pennywell.commission.InOurEra;
import shop.pennywell.defaults.money.Money;

/**
 * @param value what the store pays us: a percentage with at most four decimals, or an amount in the store's currency
 * @param capPerOrder the most that the store pays for this group of one order, of a percentage only
 * @param minimumOrder what the whole order must come to for this group to earn anything
 * @param validFrom without it, from now on; a rate that holds already and is the same goes on
 */
record RateRequest(
        @NotNull @Pattern(regexp = "[A-Za-z0-9_.-]{1,50}") String group,
        @Size(min = 1, max = 200) String name,
        @Pattern(regexp = "[A-Z]{2}") String market,
        @NotNull RateType type,
        @NotNull @Size(max = 20) String value,
        String currency,
        @NotNull @Size(max = 20) String memberSharePercent,
        Money capPerOrder,
        Money minimumOrder,
        @InOurEra Instant validFrom,
        @InOurEra Instant validTo) {

    /** @throws IllegalArgumentException with a reason fit for staff's eyes */
    Term term(String storeCurrency) {
        Percentage share = Percentage.parse(memberSharePercent);
        Long cap = positiveMinor("capPerOrder", capPerOrder, storeCurrency);
        Long minimum = positiveMinor("minimumOrder", minimumOrder, storeCurrency);
        if (type == RateType.PERCENT) {
            return Term.ofRate(null, group, name, market, type, Percentage.parse(value), null, share, cap, minimum);
        }
        if (cap != null) {
            throw new IllegalArgumentException("a fixed rate is paid once per order and so is its own cap");
        }
        if (currency != null && !currency.equals(storeCurrency)) {
            throw new IllegalArgumentException("a fixed rate is in the store's currency, " + storeCurrency);
        }
        Money fixed = Money.parse(value, storeCurrency);
        if (fixed.isNegative() || fixed.minor() > Earnings.MAX_ORDER_MINOR) {
            throw new IllegalArgumentException("a fixed rate is not negative and not above that of any order");
        }
        return Term.ofRate(null, group, name, market, type, null, fixed.minor(), share, null, minimum);
    }

    private static Long positiveMinor(String field, Money amount, String storeCurrency) {
        if (amount == null) {
            return null;
        }
        if (!amount.currencyCode().equals(storeCurrency)) {
            throw new IllegalArgumentException(field + " is in the store's currency, " + storeCurrency);
        }
        if (!amount.isPositive() || amount.minor() > Earnings.MAX_ORDER_MINOR) {
            throw new IllegalArgumentException(
                    field + " is above nothing and not above any order; without it there is none");
        }
        return amount.minor();
    }
}
