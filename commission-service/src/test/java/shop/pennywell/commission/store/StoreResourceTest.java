package shop.pennywell.commission.store;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.TestShop;
import shop.pennywell.local.testing.TestTokens;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static shop.pennywell.commission.TestShop.as;
import static shop.pennywell.commission.TestShop.rate;
import static shop.pennywell.commission.TestShop.staff;

@QuarkusTest
class StoreResourceTest {
    private static final String STORES = "/api/v1/admin/stores";

    @Test
    void refusesAStoreThatCannotBe() {
        TestShop shop = TestShop.open();

        refused(shop, Map.of("landingUrl", "https://elsewhere.example/"), 422, "store-invalid");
        refused(shop, Map.of("landingUrl", "javascript:alert(1)"), 422, "store-invalid");
        refused(shop, Map.of("domains", List.of("https://shop.example/")), 422, "store-invalid");
        refused(shop, Map.of("partnerId", UUID.randomUUID().toString()), 422, "partner-unknown");
        refused(shop, Map.of("currency", "USD"), 422, "store-invalid");
        refused(shop, Map.of("slug", shop.slug), 409, "slug-taken");
        refused(shop, Map.of("slug", "Not A Slug"), 400, "invalid-request");
        refused(shop, Map.of("markets", List.of("Germany")), 400, "invalid-request");
        refused(shop, Map.of("clickParameter", "a b"), 400, "invalid-request");
        refused(shop, Map.of("name", "n\u0000"), 400, "invalid-request");
    }

    @Test
    void changesAStoreButNotWhatOrdersRestOn() {
        TestShop shop = TestShop.open();
        Map<String, Object> changed = new HashMap<>(shop.store(shop.slug));
        changed.put("name", "Another name");
        changed.put("active", false);

        staff().body(changed)
                .put(STORES + "/" + shop.storeId)
                .then()
                .statusCode(200)
                .body("active", equalTo(false));
        staff().get(STORES + "/" + shop.storeId).then().body("name", equalTo("Another name"));

        changed.put("slug", "another-slug");
        staff().body(changed).put(STORES + "/" + shop.storeId).then().statusCode(422);
        staff().body(changed).put(STORES + "/" + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void keepsTheLinkOfAStoreBehindANetwork() {
        TestShop shop = TestShop.open();
        Map<String, Object> store = new HashMap<>(shop.store(shop.slug));
        Map<String, String> link = Map.of(
                "network", "IMPACT",
                "advertiserId", "4321",
                "publisherId", "1234567",
                "adId", "654321",
                "host", "brand.pxf.io");
        store.put("link", link);
        store.remove("clickParameter");

        staff().body(store)
                .put(STORES + "/" + shop.storeId)
                .then()
                .statusCode(200)
                .body("link", equalTo(link))
                .body("clickParameter", equalTo("subId1"));
        staff().get(STORES + "/" + shop.storeId).then().body("link", equalTo(link));

        store.put("clickParameter", "subId1");
        staff().body(store).put(STORES + "/" + shop.storeId).then().statusCode(200);
        staff().body(shop.store(shop.slug))
                .put(STORES + "/" + shop.storeId)
                .then()
                .statusCode(200)
                .body("link", equalTo(null))
                .body("clickParameter", equalTo("clickref"));
    }

    @Test
    void refusesALinkThatLeadsNowhere() {
        TestShop shop = TestShop.open();
        Map<String, Object> awin =
                Map.of("network", "AWIN", "advertiserId", "1001", "publisherId", "123456", "adId", "7");

        staff().body(with(shop.store("another-" + UUID.randomUUID()), "link", awin))
                .post(STORES)
                .then()
                .statusCode(422)
                .body("code", equalTo("store-invalid"))
                .body("errors.pointer", equalTo(List.of("/link/adId")));
        refused(shop, Map.of("link", Map.of("network", "CJ", "publisherId", "1", "adId", "2")), 422, "store-invalid");
        refused(shop, Map.of("link", Map.of("network", "ZANOX", "code", "abc")), 400, "invalid-request");
        refused(shop, Map.of("link", Map.of("advertiserId", "1001")), 400, "invalid-request");
        Map<String, Object> nothing = new HashMap<>(shop.store("another-" + UUID.randomUUID()));
        nothing.remove("clickParameter");
        staff().body(nothing)
                .post(STORES)
                .then()
                .statusCode(400)
                .body("errors.pointer", equalTo(List.of("/clickParameter")));
    }

    @Test
    void refusesRatesThatOverlapAndNamesBoth() {
        TestShop shop = TestShop.open();
        Map<String, Object> summer = with(rate("DEFAULT", "8", "50"), "validTo", "2026-06-01T00:00:00Z");
        Map<String, Object> later = with(rate("DEFAULT", "9", "50"), "validFrom", "2026-05-31T23:59:59Z");

        shop.rates(rate("GIFTS", "1", "50"), summer, later)
                .then()
                .statusCode(422)
                .body("code", equalTo("rates-overlap"))
                .body("detail", containsString("rate 1 (DEFAULT in every market"))
                .body("detail", containsString("rate 2 (DEFAULT in every market"))
                .body("errors.pointer", equalTo(List.of("/rates/1", "/rates/2")));
        shop.rates(summer, with(later, "validFrom", "2026-06-01T00:00:00Z"), with(summer, "market", "DE"))
                .then()
                .statusCode(200)
                .body("rates", hasSize(3));
    }

    @Test
    void keepsTheHistoryOfRates() {
        TestShop shop = TestShop.open();
        String kept = staff().get(STORES + "/" + shop.storeId + "/rates")
                .jsonPath()
                .getString("rates.find { it.group == 'DEFAULT' }.rateId");

        shop.rates(rate("DEFAULT", "5.0", "60"), rate("ELECTRONICS", "3", "50"))
                .then()
                .statusCode(200);

        JsonPath history =
                staff().get(STORES + "/" + shop.storeId + "/rates/history").jsonPath();
        Assertions.assertEquals(3, history.getList("items").size());
        Assertions.assertEquals(List.of("2.5"), history.getList("items.findAll { it.replacedAt != null }.value"));
        Assertions.assertEquals(
                kept, history.getString("items.find { it.group == 'DEFAULT' }.rateId"), "an unchanged rate stays");
    }

    @Test
    void aRateFromNowOnHasBegunOnTheSlowestClockToo() {
        TestShop shop = TestShop.open();
        Map<String, Object> fromNowOn = new HashMap<>(rate("DEFAULT", "7", "50"));
        fromNowOn.remove("validFrom");
        Instant said = Instant.now();

        String begun = shop.rates(fromNowOn).then().statusCode(200).extract().path("rates[0].validFrom");

        Assertions.assertTrue(Instant.parse(begun).isBefore(said.minusSeconds(30)), begun);
        Assertions.assertTrue(Instant.parse(begun).isAfter(said.minusSeconds(90)), begun);
    }

    @Test
    void theSameRatesAgainWithoutABeginningGoOn() {
        TestShop shop = TestShop.open();
        Map<String, Object> fromNowOn = new HashMap<>(rate("DEFAULT", "7", "50"));
        fromNowOn.remove("validFrom");
        String first = shop.rates(fromNowOn).path("rates[0].rateId");

        shop.rates(fromNowOn).then().statusCode(200).body("rates.rateId", equalTo(List.of(first)));
        shop.rates(with(fromNowOn, "value", "8"))
                .then()
                .statusCode(200)
                .body("rates.rateId", not(equalTo(List.of(first))));
        Map<String, Object> later =
                with(fromNowOn, "validFrom", Instant.now().plusSeconds(3600).toString());
        shop.rates(later).then().statusCode(200);
        String now = shop.rates(fromNowOn).then().statusCode(200).extract().path("rates[0].validFrom");
        Assertions.assertTrue(Instant.parse(now).isBefore(Instant.now()), "one that has not begun does not go on");
    }

    @Test
    void ofTwoWhoTakeASlugAtOnceOneGetsIt() throws Exception {
        TestShop shop = TestShop.open();
        Map<String, Object> store = shop.store("wanted-" + UUID.randomUUID());
        ExecutorService staff = Executors.newFixedThreadPool(8);

        Callable<Integer> opening = () -> staff().body(store).post(STORES).statusCode();
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> status : staff.invokeAll(Collections.nCopies(8, opening))) {
            statuses.add(status.get());
        }
        staff.shutdown();

        Assertions.assertEquals(1, Collections.frequency(statuses, 201), statuses.toString());
        Assertions.assertEquals(7, Collections.frequency(statuses, 409), statuses.toString());
    }

    @Test
    @Tag("slow")
    void refusesRatesThatCannotBe() {
        TestShop shop = TestShop.open();

        for (Map<String, Object> wrong : List.of(
                rate("DEFAULT", "100.1", "50"),
                rate("DEFAULT", "-1", "50"),
                rate("DEFAULT", "5", "101"),
                rate("DEFAULT", "1.00001", "50"),
                rate("DEFAULT", "five", "50"),
                rate("DEFAULT", "1E-600000000", "50"),
                rate("DEFAULT", "5", "1E-600000000"),
                with(rate("DEFAULT", "1E-600000000", "50"), "type", "FIXED"),
                with(rate("DEFAULT", "5", "50"), "validTo", "2025-12-31T00:00:00Z"),
                with(with(rate("DEFAULT", "5", "50"), "type", "FIXED"), "currency", "USD"),
                with(rate("DEFAULT", "5.001", "50"), "type", "FIXED"),
                with(rate("DEFAULT", "5", "50"), "capPerOrder", euros("0.00")),
                with(rate("DEFAULT", "5", "50"), "capPerOrder", euros("-1.00")),
                with(rate("DEFAULT", "5", "50"), "capPerOrder", Map.of("amount", "5.00", "currency", "USD")),
                with(with(rate("DEFAULT", "5", "50"), "type", "FIXED"), "capPerOrder", euros("4.00")),
                with(rate("DEFAULT", "5", "50"), "minimumOrder", euros("0")),
                with(rate("DEFAULT", "5", "50"), "minimumOrder", euros("100000000.01")),
                with(rate("DEFAULT", "5", "50"), "minimumOrder", Map.of("amount", "5.00", "currency", "USD")))) {
            shop.rates(wrong)
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("rate-invalid"))
                    .body("errors[0].pointer", equalTo("/rates/0"));
        }
        shop.rates(with(rate("DEFAULT", "5", "50"), "type", "GUESS")).then().statusCode(400);
        shop.rates(with(rate("DEFAULT", "5", "50"), "market", "Germany")).then().statusCode(400);
        shop.rates(with(rate("DEFAULT", "5", "50"), "capPerOrder", euros("5.001")))
                .then()
                .statusCode(400);
        shop.rates(with(rate("DEFAULT", "5", "50"), "minimumOrder", "50.00"))
                .then()
                .statusCode(400);
        for (String when : List.of("validFrom", "validTo")) {
            for (String absurd :
                    List.of("+1000000000-12-31T00:00:00Z", "3000-01-01T00:00:00Z", "1999-12-31T23:59:59Z")) {
                shop.rates(with(rate("DEFAULT", "5", "50"), when, absurd))
                        .then()
                        .statusCode(400)
                        .body("errors.pointer", equalTo(List.of("/rates/0/" + when)));
            }
        }
    }

    @Test
    void keepsLimitsAndSeesAChangeOfThemAlone() {
        TestShop shop = TestShop.open();
        Map<String, Object> limited =
                with(with(rate("DEFAULT", "5", "50"), "capPerOrder", euros("20.00")), "minimumOrder", euros("50.00"));
        String first = shop.rates(limited)
                .then()
                .statusCode(200)
                .body("rates[0].capPerOrder", equalTo(euros("20.00")))
                .body("rates[0].minimumOrder", equalTo(euros("50.00")))
                .extract()
                .path("rates[0].rateId");

        shop.rates(limited).then().body("rates[0].rateId", equalTo(first));
        shop.rates(with(limited, "capPerOrder", euros("20.01"))).then().body("rates[0].rateId", not(equalTo(first)));
        shop.rates(with(limited, "minimumOrder", euros("50.01"))).then().body("rates[0].rateId", not(equalTo(first)));
    }

    @Test
    void tellsStaffWhatWasAndWillBeInForce() {
        // Given 5 % for good, which 7 % replace, and 9 % from 2040 on
        TestShop shop = TestShop.open();
        String rates = STORES + "/" + shop.storeId + "/rates";
        shop.rates(rate("DEFAULT", "5", "60")).then().statusCode(200);
        String before = Instant.now().toString();
        Map<String, Object> now = with(rate("DEFAULT", "7", "60"), "validTo", "2040-01-01T00:00:00Z");
        shop.rates(now, with(rate("DEFAULT", "9", "60"), "validFrom", "2040-01-01T00:00:00Z"))
                .then()
                .statusCode(200);

        // Then each moment has its own
        staff().get(rates + "?at=" + before).then().body("rates.value", equalTo(List.of("5")));
        staff().get(rates + "?at=" + Instant.now()).then().body("rates.value", equalTo(List.of("7")));
        staff().get(rates + "?at=2039-12-31T23:59:59Z").then().body("rates.value", equalTo(List.of("7")));
        staff().get(rates + "?at=2040-01-01T00:00:00Z").then().body("rates.value", equalTo(List.of("9")));
        staff().get(rates + "?at=2020-01-01T00:00:00Z").then().body("rates", hasSize(0));
        staff().get(rates).then().body("rates.value", equalTo(List.of("7", "9")));
        for (String wrong : List.of("yesterday", "2040-01-01", "+1000000000-12-31T23:59:59Z")) {
            staff().queryParam("at", wrong)
                    .get(rates)
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", equalTo(List.of("?at")));
        }
    }

    @Test
    @Tag("slow")
    void repairsASiblingsReadCopyPageByPage() {
        TestShop first = TestShop.open();
        TestShop second = TestShop.open();

        List<String> slugs = new ArrayList<>();
        String cursor = "";
        do {
            JsonPath page = as(TestTokens.service("commission"))
                    .queryParam("limit", 1)
                    .queryParam("cursor", cursor)
                    .get("/internal/stores")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            slugs.addAll(page.getList("items.store.slug"));
            Assertions.assertEquals(page.getString("items[0].store.slug"), page.getString("items[0].rates.slug"));
            cursor = page.getString("next");
        } while (cursor != null);

        Assertions.assertTrue(slugs.containsAll(List.of(first.slug, second.slug)));
        staff().get("/internal/stores").then().statusCode(403);
        staff().get(STORES + "?limit=100").then().body("items.slug", hasItem(slugs.get(0)));
    }

    private static Map<String, String> euros(String amount) {
        return Map.of("amount", amount, "currency", "EUR");
    }

    private static void refused(TestShop shop, Map<String, Object> change, int status, String code) {
        Map<String, Object> store = new HashMap<>(shop.store("another-" + UUID.randomUUID()));
        store.putAll(change);
        staff().body(store).post(STORES).then().statusCode(status).body("code", equalTo(code));
    }

    private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
        Map<String, Object> copy = new HashMap<>(map);
        copy.put(key, value);
        return copy;
    }
}
