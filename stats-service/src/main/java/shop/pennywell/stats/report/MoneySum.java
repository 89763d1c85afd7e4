package shop.pennywell.stats.report;

import java.math.BigDecimal;
import java.util.Currency;

/** A sum in the form of money; unlike one amount it has no upper limit. */
record MoneySum(String amount, String currency) {

    static MoneySum of(long minor, String currency) {
        int decimals = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        return new MoneySum(BigDecimal.valueOf(minor, decimals).toPlainString(), currency);
    }
}
