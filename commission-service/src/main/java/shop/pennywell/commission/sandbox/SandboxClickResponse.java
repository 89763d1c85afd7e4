package shop.pennywell.commission.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import shop.pennywell.commission.click.Click;
import shop.pennywell.commission.rate.RateType;
import shop.pennywell.commission.rate.Term;
import shop.pennywell.defaults.money.Money;

/**
 * A click that orders can be reported of.
 *
 * @param clickId what arrives at the store in its click parameter
 * @param landing the address that the shopper's browser would be sent to
 * @param rates what the store pays for orders of this click, as they stood at its time
 */
record SandboxClickResponse(
        String clickId,
        UUID storeId,
        String storeSlug,
        String market,
        Instant clickedAt,
        String landing,
        List<Rate> rates) {

    /** @param value percent of the order value, or an amount per order */
    record Rate(String group, RateType type, String value, String currency) {
        static Rate of(Term term, String currency) {
            return term.type() == RateType.FIXED
                    ? new Rate(
                            term.group(),
                            term.type(),
                            Money.of(term.fixedMinor(), currency).amount(),
                            currency)
                    : new Rate(term.group(), term.type(), term.percent().toString(), null);
        }
    }

    static SandboxClickResponse of(Click click, String landing) {
        return new SandboxClickResponse(
                click.id(),
                click.storeId(),
                click.storeSlug(),
                click.market(),
                click.clickedAt(),
                landing,
                click.receipt().terms().stream()
                        .map(term -> Rate.of(term, click.receipt().currency()))
                        .toList());
    }
}
