package shop.pennywell.portal.store;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class StoreLinksTest {

    private final Store store = Store.of(
            new StoreChanged(
                    UUID.randomUUID(),
                    1,
                    UUID.randomUUID(),
                    "shop",
                    "Shop",
                    "",
                    null,
                    "https://shop.example/",
                    List.of("shop.example", "localhost:8082"),
                    List.of(),
                    List.of(),
                    "EUR",
                    30,
                    true),
            Instant.EPOCH);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example",
                "http://shop.example/a?b=c#d",
                "HTTPS://WWW.Shop.Example/",
                "https://shop.example:443/",
                "http://shop.example:80/",
                "https://a.b.shop.example/",
                "http://localhost:8082/products/1"
            })
    void ownsLinksOnItsDomains(String link) {
        assertTrue(store.owns(link));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evilshop.example/",
                "https://shop.example.evil.example/",
                "https://shop.example@evil.example/",
                "https://user@shop.example/",
                "https://shop.example:8443/",
                "//shop.example/",
                "javascript:alert(1)",
                "https:shop.example",
                "https://evil.example/?https://shop.example/",
                "https://evil.example\\@shop.example/",
                "ftp://shop.example/",
                "http://localhost/",
                "http://localhost:8083/",
                "",
                "https://",
                "https://shop.example /",
                "not a link"
            })
    void ownsNoOthers(String link) {
        assertFalse(store.owns(link));
    }
}
