package shop.pennywell.commission.store;

import java.net.URI;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LandingUrlTest {
    private static final List<StoreDomain> DOMAINS = List.of(
            StoreDomain.parse("shop.example"),
            StoreDomain.parse("bücher.example"),
            StoreDomain.parse("localhost:8082"),
            StoreDomain.parse("127.0.0.1:8082"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example",
                "https://shop.example/",
                "http://shop.example:80/a",
                "https://shop.example:443/a?b#c",
                "HTTPS://WWW.Shop.EXAMPLE/a",
                "https://shop.example./a",
                "https://a.b.shop.example/x?u=https://evil.example/",
                "https://bücher.example/",
                "https://BÜCHER.example/",
                "https://xn--bcher-kva.example/",
                "https://www.xn--bcher-kva.example/",
                "https://ｓｈｏｐ.example/",
                "https://shop。example/",
                "http://localhost:8082/product/1",
                "http://127.0.0.1:8082/"
            })
    void acceptsTheStoresOwnAddresses(String url) {
        assertTrue(LandingUrl.parse(url).isOn(DOMAINS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "https://evilshop.example/",
                "https://shop.example.evil.example/",
                "https://shop.example@evil.example/",
                "https://shop.example:443@evil.example/",
                "https://user:pass@shop.example/",
                "https://evil.example\\@shop.example/",
                "https://evil.example\\.shop.example/",
                "https:\\\\shop.example/",
                "https://evil.example#@shop.example/",
                "https://evil.example?.shop.example/",
                "https://evil.example/.shop.example",
                "//shop.example/",
                "//evil.example/",
                "/go",
                "https:shop.example/",
                "https:/shop.example/",
                "https:///shop.example/",
                "https:evil.example",
                "javascript:alert(1)//https://shop.example/",
                "data:text/html,https://shop.example/",
                "ftp://shop.example/",
                " https://shop.example/",
                "https://shop.example/ ",
                "https://shop.example/a b",
                "https://shop.example/\r\nSet-Cookie: a=b",
                "https://shop.example/\u0000",
                "https://shop.example/\u0085",
                "https://shop.example\u2028.evil.example/",
                "ht\ttps://shop.example/",
                "https://shop%2eexample/",
                "https://evil%2eexample/",
                "https://evil.example%2f.shop.example/",
                "https://evil.example%23.shop.example/",
                "https://evil.example℀.shop.example/",
                "https://evil.example／.shop.example/",
                "https://evil.example＠shop.example/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]:8082/",
                "https://shop.example:8443/",
                "http://shop.example:443/",
                "https://shop.example:80/",
                "https://shop.example:/",
                "https://shop.example:0/",
                "https://shop.example:99999/",
                "https://shop.example:443:443/",
                "http://localhost/",
                "http://localhost:8083/",
                "http://1.127.0.0.1:8082/",
                "http://127.1:8082/",
                "http://2130706433:8082/",
                "http://0x7f000001:8082/",
                "https://.shop.example/",
                "https://-.shop.example/",
                "https://shop..example/",
                "https://example/",
                "https://",
                ""
            })
    void refusesEverythingElse(String url) {
        assertFalse(isAllowed(url), url);
    }

    @Test
    void refusesWhatIsTooLong() {
        String longest = "https://shop.example/" + "a".repeat(LandingUrl.MAX_LENGTH - 21);

        assertTrue(isAllowed(longest));
        assertFalse(isAllowed(longest + "a"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.example, https://shop.example/?clickref=01J",
        "https://shop.example/a?, https://shop.example/a?clickref=01J",
        "https://shop.example/a?b=c&d=%C3%A9#frag?x, https://shop.example/a?b=c&d=%C3%A9&clickref=01J#frag?x",
        "https://shop.example/?clickref=old&a=b&clickref=older, https://shop.example/?a=b&clickref=01J",
        "https://shop.example/?click%72ef=old, https://shop.example/?clickref=01J",
        "https://shop.example/?CLICKREF=other, https://shop.example/?CLICKREF=other&clickref=01J",
        "https://shop.example/é?q=ü|x, https://shop.example/%C3%A9?q=%C3%BC%7Cx&clickref=01J",
        "https://shop.example/100%?q=%zz, https://shop.example/100%25?q=%25zz&clickref=01J",
        "https://shop.example/a[1]?b[c]=d#e#[f], https://shop.example/a%5B1%5D?b[c]=d&clickref=01J#e%23%5Bf%5D",
        "https://Bücher.example:443/, https://xn--bcher-kva.example:443/?clickref=01J",
    })
    void addsTheClickIdAndLeavesTheRest(String landing, String expected) {
        assertEquals(expected, LandingUrl.parse(landing).with("clickref", "01J"));
    }

    /** Whatever is let through is read by a second, independent parser as the store's own host. */
    @Property(tries = 5000)
    void neverLetsAnotherHostThrough(@ForAll("nasty") String url) {
        LandingUrl landing;
        try {
            landing = LandingUrl.parse(url);
        } catch (IllegalArgumentException refused) {
            assertFalse(refused.getMessage().isEmpty());
            return;
        }
        if (landing.isOn(DOMAINS)) {
            URI read = URI.create(landing.with("clickref", "01J"));
            String host = read.getHost();
            assertTrue(
                    host.equals("localhost")
                            || host.equals("127.0.0.1")
                            || ("." + host).endsWith(".shop.example")
                            || ("." + host).endsWith(".xn--bcher-kva.example"),
                    () -> url + " -> " + read);
            assertEquals(null, read.getUserInfo());
        }
    }

    @Provide
    Arbitrary<String> nasty() {
        return Arbitraries.of(
                        "https://",
                        "http:",
                        "/",
                        "//",
                        "\\",
                        "@",
                        ":",
                        "?",
                        "#",
                        ".",
                        "%2e",
                        "%2f",
                        "%00",
                        "\u0000",
                        " ",
                        "\n",
                        "shop.example",
                        "evil.example",
                        "localhost",
                        "8082",
                        "127.0.0.1",
                        "[::1]",
                        "。",
                        "／",
                        "＠",
                        "bücher.example",
                        "a",
                        "&",
                        "=",
                        "clickref")
                .list()
                .ofMinSize(1)
                .ofMaxSize(9)
                .map(parts -> "https://" + String.join("", parts));
    }

    private static boolean isAllowed(String url) {
        try {
            return LandingUrl.parse(url).isOn(DOMAINS);
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }
}
