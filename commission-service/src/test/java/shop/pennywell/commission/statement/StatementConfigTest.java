package shop.pennywell.commission.statement;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shop.pennywell.defaults.money.Money;

import static org.junit.jupiter.api.Assertions.assertEquals;

class StatementConfigTest {
    private static final StatementConfig CONFIG = new StatementConfig() {
        @Override
        public BigDecimal times() {
            return new BigDecimal("10");
        }

        @Override
        public BigDecimal plus() {
            return new BigDecimal("1000");
        }
    };

    @ParameterizedTest
    @CsvSource({
        "0.00, EUR, 1000.00",
        "0.01, EUR, 1000.10",
        "123.45, EUR, 2234.50",
        "500, JPY, 6000",
        "1.234, KWD, 1012.340",
        // No amount is larger than the last, whatever the statement asks for.
        "9000000000000.00, EUR, 10000000000000.00",
        "10000000000000.00, EUR, 10000000000000.00",
    })
    void believesTenTimesTheTotalAndAThousand(String total, String currency, String most) {
        assertEquals(Money.parse(most, currency), CONFIG.mostPaid(Money.parse(total, currency)));
    }
}
