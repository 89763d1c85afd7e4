package shop.pennywell.portal.account;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class TypedAmountTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12.50|EUR|12.50",
                "12,50|EUR|12.50",
                "  12,5 |EUR|12.5",
                "10|EUR|10",
                "10000|EUR|10000",
                "12.500|BHD|12.500",
                "12,5|BHD|12.5",
                "1250|JPY|1250",
                "12.50|none|12.50",
            })
    void readsWhatCanMeanOneThingOnly(String typed, String currency, String amount) {
        assertEquals(Optional.of(amount), TypedAmount.read(typed, currency));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10,000|EUR",
                "10.000|EUR",
                "1,234.50|EUR",
                "1.234,50|EUR",
                "1'234|EUR",
                "1 234|EUR",
                "10,000|BHD",
                "10,000|JPY",
                "10.0000|BHD",
                "12.|EUR",
                ",50|EUR",
                "-5|EUR",
                "+5|EUR",
                "1e3|EUR",
                "five|EUR",
                "''|EUR",
                "1234567890123|EUR",
                "١٢|EUR",
            })
    void refusesWhatCouldMeanAnother(String typed, String currency) {
        assertEquals(Optional.empty(), TypedAmount.read(typed, currency));
    }

    @Test
    void saysHowTheCurrencyIsWritten() {
        assertEquals("must be written like 12.50, without separators between thousands", TypedAmount.wanted("EUR"));
        assertEquals("must be written like 1250, without separators between thousands", TypedAmount.wanted("JPY"));
        assertEquals("must be written like 12.50, without separators between thousands", TypedAmount.wanted("?"));
    }
}
