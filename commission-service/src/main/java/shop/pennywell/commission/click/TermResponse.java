package shop.pennywell.commission.click;

import shop.pennywell.commission.rate.RateReceipt;
import shop.pennywell.commission.rate.RateType;
import shop.pennywell.commission.rate.Term;
import shop.pennywell.defaults.money.Money;

/**
 * What a member was promised for one commission group, as figures and in plain words.
 *
 * @param value the member's own share: a percentage with at most two decimals, never more than is due, or an amount per order
 * @param capPerOrder the most that the member gets for this group of one order
 * @param minimumOrder what the whole order must come to
 */
record TermResponse(
        String group,
        String name,
        RateType type,
        String value,
        String currency,
        Money capPerOrder,
        Money minimumOrder,
        String text) {

    static TermResponse of(Term term, String currency) {
        boolean fixed = term.type() == RateType.FIXED;
        String value = fixed
                ? Money.of(term.memberCashback(), currency).amount()
                : term.memberPercent().stripTrailingZeros().toPlainString();
        Money cap = money(term.memberCap(), currency);
        Money minimum = money(term.minimumOrderMinor(), currency);
        return new TermResponse(
                term.group(),
                term.name(),
                term.type(),
                value,
                fixed ? currency : null,
                cap,
                minimum,
                words(term, value, currency, cap, minimum));
    }

    private static String words(Term term, String value, String currency, Money cap, Money minimum) {
        String words = term.type() == RateType.FIXED
                ? value + " " + currency + " for an order with " + goods(term)
                : value + " % of what you spend on " + goods(term);
        if (cap != null) {
            words += ", at most " + cap + " an order";
        }
        if (minimum != null) {
            return words + ", if the whole order comes to " + minimum + " or more";
        }
        return term.type() == RateType.FIXED ? words + ", whatever its value" : words;
    }

    private static String goods(Term term) {
        if (term.name() != null) {
            return term.name();
        }
        return term.group().equals(RateReceipt.DEFAULT_GROUP) ? "everything else" : term.group();
    }

    private static Money money(Long minor, String currency) {
        return minor == null ? null : Money.of(minor, currency);
    }
}
