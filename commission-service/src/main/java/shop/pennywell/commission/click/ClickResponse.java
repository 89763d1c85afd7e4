package shop.pennywell.commission.click;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;
import shop.pennywell.commission.rate.RateReceipt;
import shop.pennywell.commission.rate.RateType;
import shop.pennywell.commission.rate.Term;
import shop.pennywell.defaults.money.Money;

/** A member's own click; the receipt only when one is asked for by its id. */
record ClickResponse(
        String clickId,
        StoreName store,
        Instant clickedAt,
        String landing,
        String market,
        String device,
        List<TermResponse> receipt) {

    record StoreName(String slug, String name) {}

    /** What the member was promised: value is the member's own share. */
    record TermResponse(String group, String name, RateType type, String value, String currency, String text) {
        static TermResponse of(Term term, String currency) {
            if (term.type() == RateType.FIXED) {
                Money share = Money.of(term.memberCashback(), currency);
                return new TermResponse(
                        term.group(),
                        term.name(),
                        term.type(),
                        share.amount(),
                        currency,
                        share + " for an order with " + goods(term) + ", whatever its value");
            }
            String percent = term.percent()
                    .value()
                    .multiply(term.memberShare().value())
                    .divide(BigDecimal.valueOf(100), MathContext.DECIMAL64)
                    .stripTrailingZeros()
                    .toPlainString();
            return new TermResponse(
                    term.group(),
                    term.name(),
                    term.type(),
                    percent,
                    null,
                    percent + " % of what you spend on " + goods(term));
        }

        private static String goods(Term term) {
            if (term.name() != null) {
                return term.name();
            }
            return term.group().equals(RateReceipt.DEFAULT_GROUP) ? "everything else" : term.group();
        }
    }

    static ClickResponse of(Click click) {
        return of(click, null);
    }

    static ClickResponse withReceipt(Click click) {
        return of(
                click,
                click.receipt().terms().stream()
                        .map(term -> TermResponse.of(term, click.receipt().currency()))
                        .toList());
    }

    private static ClickResponse of(Click click, List<TermResponse> receipt) {
        return new ClickResponse(
                click.id(),
                new StoreName(click.storeSlug(), click.storeName()),
                click.clickedAt(),
                click.landing(),
                click.market(),
                click.device(),
                receipt);
    }
}
