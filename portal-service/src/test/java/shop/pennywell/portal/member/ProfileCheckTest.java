package shop.pennywell.portal.member;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import shop.pennywell.defaults.problem.FieldError;
import shop.pennywell.defaults.problem.Problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

class ProfileCheckTest {

    private final ProfileCheck check = new ProfileCheck();

    @ParameterizedTest
    @CsvSource({"GB, GBP", "DE, EUR", "JP, JPY", "BR, BRL", "AQ, EUR"})
    void takesTheCurrencyOfTheCountry(String country, String currency) {
        assertEquals(currency, ProfileCheck.currencyOf(country));
    }

    @Test
    void readsCanonicalForms() {
        assertEquals("GB", check.country("gb"));
        assertEquals("en-GB", check.locale("EN-gb"));
        assertEquals("zh-Hant-TW", check.locale("zh-hant-tw"));
        assertEquals("EUR", check.currency("eur"));
        assertEquals("Ada 👩‍💻 Ångström", check.displayName("  Ada 👩‍💻 Ångström "));
        assertNull(check.displayName("  "));
        check.done();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "g", "XX", "GBR", "U\0"})
    void refusesWhatIsNoCountry(String country) {
        check.country(country);
        assertEquals(List.of("/country"), pointers());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "e", "english-language", "en_GB", "en-u-ca-gregory", "x-private", "en--GB", "../etc"})
    void refusesWhatIsNoLanguageTag(String locale) {
        check.locale(locale);
        assertEquals(List.of("/locale"), pointers());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EURO", "ZZZ", "XAU", "€"})
    void refusesWhatIsNoCurrencyToPayIn(String currency) {
        check.currency(currency);
        assertEquals(List.of("/currency"), pointers());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ada\0", "Ada\nPenny", "Ada\u202Egnp.exe", "\uD800", "Ada\u2028Penny"})
    void refusesNamesThatCannotBeShownAsTheyAre(String name) {
        check.displayName(name);
        assertEquals(List.of("/displayName"), pointers());
    }

    @Test
    void countsPasswordsInCharacters() {
        check.password("👩".repeat(10));
        check.password("a".repeat(128));
        check.done();

        check.password("👩".repeat(9));
        check.password("a".repeat(129));
        check.password(null);
        assertEquals(List.of("/password", "/password", "/password"), pointers());
    }

    private List<String> pointers() {
        return assertThrows(Problem.class, check::done).errors().stream()
                .map(FieldError::pointer)
                .toList();
    }
}
