package shop.pennywell.portal.store;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class StoreDomainsTest {

    @ParameterizedTest
    @CsvSource({
        "https://shop.example/a, true",
        "https://www.shop.example/a, true",
        "https://shop.example:443/a, true",
        "http://shop.example:80/a, true",
        "https://shop.example:8443/a, false",
        "https://notshop.example/a, false",
        "https://shop.example@evil.example/a, false",
        "ftp://shop.example/a, false",
        "http://localhost:8082/a, true",
        "http://localhost:8083/a, false",
        "http://localhost/a, false",
        "not a link, false",
    })
    void ownsLinksToItsDomainsAndTheirPortsOnly(String link, boolean own) {
        StoreChanged change = new StoreChanged(
                UUID.randomUUID(),
                1L,
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
                true);
        assertEquals(own, Store.of(change, Instant.EPOCH).owns(link), link);
    }
}
