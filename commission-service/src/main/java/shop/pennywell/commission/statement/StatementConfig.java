package shop.pennywell.commission.statement;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import shop.pennywell.defaults.money.Money;

/** What is still believed of a payment: the payments of a statement come to at most {@code times} its total and {@code plus}. */
@ConfigMapping(prefix = "pennywell.statements.most-paid")
interface StatementConfig {

    @WithDefault("10")
    BigDecimal times();

    /** In the currency's own units. */
    @WithDefault("1000")
    BigDecimal plus();

    /** The most that all payments of a statement may come to. */
    default Money mostPaid(Money total) {
        BigDecimal minor = times().multiply(BigDecimal.valueOf(Math.max(0, total.minor())))
                .add(plus().movePointRight(total.currency().getDefaultFractionDigits()))
                .min(BigDecimal.valueOf(Money.LIMIT));
        return new Money(minor.longValue(), total.currency());
    }
}
