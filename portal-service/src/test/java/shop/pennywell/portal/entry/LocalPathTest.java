package shop.pennywell.portal.entry;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class LocalPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/account/wallet",
                "/go/gift-shop?to=https%3A%2F%2Fshop.example%2Fa%3Fb%3Dc",
                "/search?q=a+b&sort=price"
            })
    void goesToPlacesOfThisSite(String wanted) {
        assertEquals(wanted, LocalPath.of(wanted, "/home"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "account",
                "https://evil.example",
                "//evil.example",
                "///evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "/\tevil",
                "/\t/evil.example",
                "/\n/evil.example",
                " //evil.example",
                "javascript:alert(1)",
                "/a\r\nSet-Cookie: session=x",
                "http:/evil.example",
                "/ä",
                "/%zz"
            })
    void staysHomeForEverythingElse(String wanted) {
        assertEquals("/home", LocalPath.of(wanted, "/home"));
    }
}
