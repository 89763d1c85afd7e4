package shop.pennywell.gateway.route;

import java.net.URI;
import java.net.URISyntaxException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import shop.pennywell.gateway.route.RequestTarget.AmbiguousTarget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class RequestTargetTest {

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/stores/paper-lantern, /stores/paper-lantern",
        "/%69nternal, /internal",
        "/%49nternal, /Internal",
        "/api/../internal, /internal",
        "/api/%2e%2e/internal, /internal",
        "/api/.%2E/internal, /internal",
        "/./q/./health, /q/health",
        "/a/b/.., /a/",
        "/a/., /a/",
        "/caf%c3%a9, /caf%C3%A9",
        "/50%25, /50%25",
        "/a%20b, /a%20b",
        "/a|b, /a%7Cb",
        "/a%2Cb%7E, /a%2Cb~",
        "/trailing/, /trailing/",
    })
    void pathIsBroughtToOneForm(String raw, String normal) {
        assertEquals(normal, RequestTarget.parse(raw).path());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//internal",
                "/api//internal",
                "/go/..%2f..%2finternal",
                "/go/%2Finternal",
                "/go/..\\internal",
                "/go/..%5cinternal",
                "/internal;a=b",
                "/;/internal",
                "/internal%3Ba=b",
                "/%2569nternal",
                "/%00internal",
                "/internal%0a",
                "/%7f",
                "/..",
                "/../internal",
                "/a/../../internal",
                "/%",
                "/%6",
                "/%zz",
                "/%c0%af",
                "/%ff",
                "/a?b=%",
                "/a?b=%6",
                "/a?b=%zz",
                "/caf\u00e9",
                "/a#b",
                "/a b",
                "internal",
                "*",
                "",
                "http://pennywell.example/internal",
            })
    void whatCouldBeReadInTwoWaysIsRefused(String raw) {
        assertThrows(AmbiguousTarget.class, () -> RequestTarget.parse(raw));
    }

    @Test
    void queryIsForwardedAsItCame() {
        var target = RequestTarget.parse("/go/paper-lantern?to=https%3A%2F%2Fa.example%2F..%2F;x=%2569&a=b?c");

        assertEquals("/go/paper-lantern", target.path());
        assertEquals("/go/paper-lantern?to=https%3A%2F%2Fa.example%2F..%2F;x=%2569&a=b?c", target.uri());
    }

    @Test
    void queryIsEncodedWhereNoServiceCouldReadIt() throws URISyntaxException {
        var target = RequestTarget.parse("/search?q=a|b&c={\"<d>\"}^`\\[e]");

        assertEquals("/search?q=a%7Cb&c=%7B%22%3Cd%3E%22%7D%5E%60%5C[e]", target.uri());
        assertEquals("q=a|b&c={\"<d>\"}^`\\[e]", new URI(target.uri()).getQuery());
    }

    @Test
    void emptyQueryStaysAnEmptyQuery() {
        assertEquals("/a?", RequestTarget.parse("/a?").uri());
    }

    /** A service that normalises once more must find nothing left to do. */
    @Property
    void normalFormIsStable(@ForAll @StringLength(max = 12) @CharRange(from = ' ', to = '~') String text) {
        RequestTarget once;
        try {
            once = RequestTarget.parse("/" + text);
        } catch (AmbiguousTarget e) {
            return;
        }
        assertEquals(once, RequestTarget.parse(once.uri()));
    }

    @Property
    void noSpellingOfASegmentEscapesTheRouteTable(
            @ForAll @StringLength(min = 1, max = 8) @CharRange(from = '%', to = '9') String noise) {
        RequestTarget target;
        try {
            target = RequestTarget.parse("/go/" + noise + "/../../internal/oauth/token");
        } catch (AmbiguousTarget e) {
            return;
        }
        boolean reachesInternal =
                java.net.URI.create(target.path()).normalize().getPath().startsWith("/internal");
        assertEquals(reachesInternal, Routes.find(target.path()).isEmpty(), target::path);
    }
}
