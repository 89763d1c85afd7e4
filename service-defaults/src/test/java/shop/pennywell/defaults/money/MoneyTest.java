package shop.pennywell.defaults.money;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Currency;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class MoneyTest {

    private final ObjectMapper json = new ObjectMapper();

    @Property
    void everyAmountSurvivesTheWire(@ForAll("amounts") Money money) throws JsonProcessingException {
        assertEquals(money, json.readValue(json.writeValueAsString(money), Money.class));
    }

    @Provide
    Arbitrary<Money> amounts() {
        return Arbitraries.longs().between(-Money.LIMIT, Money.LIMIT).flatMap(minor -> Arbitraries.of(
                        "EUR", "JPY", "BHD", "CLF", "GBP")
                .map(code -> Money.of(minor, code)));
    }

    @Test
    void writesTheCurrencysOwnNumberOfDecimals() throws JsonProcessingException {
        assertEquals("{\"amount\":\"12.50\",\"currency\":\"EUR\"}", json.writeValueAsString(Money.of(1250, "EUR")));
        assertEquals("1250", Money.of(1250, "JPY").amount());
        assertEquals("1.250", Money.of(1250, "BHD").amount());
        assertEquals("-0.05", Money.of(-5, "EUR").amount());
    }

    @ParameterizedTest
    @CsvSource({"12.5,EUR,1250", "12.50,EUR,1250", "12.5000,EUR,1250", "-0.01,EUR,-1", "7,JPY,7", "0,EUR,0"})
    void readsPlainDecimals(String amount, String currency, long minor) {
        assertEquals(new Money(minor, Currency.getInstance(currency)), Money.parse(amount, currency));
    }

    @ParameterizedTest
    @CsvSource({
        "12.505,EUR",
        "0.5,JPY",
        "1e3,EUR",
        "+1,EUR",
        "01,EUR",
        "1.,EUR",
        ".5,EUR",
        "'1,5',EUR",
        "NaN,EUR",
        "'',EUR",
        "' 1',EUR",
        "1,XXX",
        "1,eur",
        "1,EURO",
        "1,XAU",
        "10000000000000000,EUR",
        "10000000000000.01,EUR",
        "١,EUR"
    })
    void refusesWhatIsNotAnAmount(String amount, String currency) {
        assertThrows(IllegalArgumentException.class, () -> Money.parse(amount, currency));
    }

    @Test
    void refusesJsonNumbers() {
        assertThrows(
                JsonMappingException.class,
                () -> json.readValue("{\"amount\":12.5,\"currency\":\"EUR\"}", Money.class));
    }

    @Test
    void refusesToMixCurrencies() {
        assertThrows(IllegalArgumentException.class, () -> Money.of(1, "EUR").plus(Money.of(1, "GBP")));
    }
}
