package shop.pennywell.payments.payout;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Currency;
import java.util.Map;
import shop.pennywell.defaults.money.Money;

/** Terms of payouts. */
@ConfigMapping(prefix = "payout")
public interface PayoutConfig {

    /** The least that is paid out, by currency. */
    Map<String, BigDecimal> minimum();

    /** The least in a currency that {@link #minimum} does not name. */
    @WithDefault("10.00")
    BigDecimal defaultMinimum();

    /** Requests up to this amount need no approval by staff; 0: all do. */
    @WithDefault("0")
    BigDecimal autoApproveUpTo();

    /** How long the bank may take to answer before a payout counts as {@code UNKNOWN}. */
    @WithDefault("72h")
    Duration bankAnswersWithin();

    /** The most payouts that go into one batch. */
    @WithDefault("10000")
    int mostInBatch();

    /** Our own accounts, by currency; nothing is paid out in another. */
    Map<String, Debtor> debtors();

    /** One of our bank accounts. */
    interface Debtor {
        String name();

        String iban();

        String bic();
    }

    default Money minimum(Currency currency) {
        return amount(minimum().getOrDefault(currency.getCurrencyCode(), defaultMinimum()), currency);
    }

    default Money autoApproveUpTo(Currency currency) {
        return amount(autoApproveUpTo(), currency);
    }

    private static Money amount(BigDecimal amount, Currency currency) {
        long minor = amount.movePointRight(currency.getDefaultFractionDigits())
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
        return new Money(minor, currency);
    }
}
