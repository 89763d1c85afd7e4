package shop.pennywell.payments.payoutaccount;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class IbanTest {

    private static final String GOOD = "GB29NWBK60161331926819";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GB29 NWBK 6016 1331 9268 19",
                "de89 3704 0044 0532 0130 00",
                "FR1420041010050500013M02606",
                "NO93 8601 1117 947",
                "MT84MALT011000012345MTLCAST001S",
                "NL91ABNA0417164300",
                "BR1800360305000010009795493C1",
                "CH9300762011623852957"
            })
    void takesTheRegistrysExamplesHoweverTheyAreSpaced(String text) {
        assertEquals(
                text.replace(" ", "").toUpperCase(java.util.Locale.ROOT),
                Iban.parse(text).value());
    }

    @ParameterizedTest
    @CsvSource({
        "GB29NWBK60161331926818, has wrong check digits",
        "GB29NWBK6016133192681, has 21 characters; GB has 22",
        "US29NWBK60161331926819, is from a country that has no IBAN: US",
        "29GBNWBK60161331926819, is not an IBAN",
        "GB29-NWBK-6016-1331-9268-19, is not an IBAN",
        "'', is not an IBAN",
        "GB, is not an IBAN",
        "GB29NWBK6016133192681９, is not an IBAN",
    })
    void saysWhatIsWrong(String text, String reason) {
        assertEquals(
                reason,
                assertThrows(IllegalArgumentException.class, () -> Iban.parse(text))
                        .getMessage());
    }

    @Property
    void noticesEveryMistypedDigit(
            @ForAll @IntRange(min = 8, max = 21) int place, @ForAll @IntRange(min = 1, max = 9) int by) {
        char wrong = Character.forDigit((GOOD.charAt(place) - '0' + by) % 10, 10);
        var mistyped = GOOD.substring(0, place) + wrong + GOOD.substring(place + 1);
        assertThrows(IllegalArgumentException.class, () -> Iban.parse(mistyped));
    }

    @ParameterizedTest
    @ValueSource(strings = GOOD)
    void showsOnlyBothEnds(String text) {
        assertEquals("GB29 **** … 19", Iban.parse(text).masked());
        assertEquals("GB29 **** … 19", Iban.parse(text).toString());
    }
}
