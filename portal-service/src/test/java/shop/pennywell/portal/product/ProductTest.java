package shop.pennywell.portal.product;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import shop.pennywell.local.testing.LocalStores;
import shop.pennywell.local.testing.TestTokens;
import shop.pennywell.portal.testing.FeedClient;
import shop.pennywell.portal.testing.Partner;
import shop.pennywell.portal.testing.Siblings;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.portal.testing.Partner.fixed;
import static shop.pennywell.portal.testing.Partner.percent;

@QuarkusTest
@WithTestResource(LocalStores.class)
@WithTestResource(Siblings.class)
class ProductTest {

    private static final String HEADER = "id\ttitle\tlink\tprice\tbrand\tproduct_type\tdescription\tcommission_group\n";

    @Inject
    EntityManager entities;

    private final Partner partner = new Partner();
    private FeedClient feed;

    @BeforeEach
    void openStore() {
        partner.storeAt(1);
        feed = new FeedClient(partner, "GOOGLE_TSV");
    }

    @Test
    void findsByWordsOfTitleBrandAndDescriptionAndByTheirStems() {
        load(
                row("1", "Hanging lanterns in white", "5.00", "Glimmer", "Home", "", ""),
                row("2", "Tea towel", "4.00", "Cottonfield", "Kitchen", "Shows a lantern festival", ""),
                row("3", "Red mug", "6.00", "Cottonfield", "Kitchen", "", ""));

        search("lantern").body("items.title", contains("Hanging lanterns in white", "Tea towel"));
        search("cottonfield mug").body("items.title", contains("Red mug"));
        search("\"red mug\"").body("items.title", contains("Red mug"));
        search("cottonfield -mug").body("items.title", contains("Tea towel"));
        search("nothing like it")
                .body("items", empty())
                .body("facets.total", equalTo(0))
                .body("next", nullValue());
    }

    @Test
    void tellsPriceCashbackAndWhereToClick() {
        partner.ratesAt(
                1, percent("DEFAULT", "8", "50"), percent("HOME", "20", "50"), fixed("GIFT", "3.01", "GBP", "50"));
        load(
                row("1", "Plain", "12.50", "", "", "", ""),
                row("2", "Grouped", "12.50", "", "", "", "HOME"),
                row("3", "Unknown group", "12.50", "", "", "", "SHOES"),
                row("4", "Fixed", "12.50", "", "", "", "GIFT"));

        JsonPath found = search("").extract().jsonPath();

        assertEquals("0.50", found.getString("items.find { it.title == 'Plain' }.cashback.amount"));
        assertEquals("12.00", found.getString("items.find { it.title == 'Plain' }.netPrice.amount"));
        assertEquals("1.25", found.getString("items.find { it.title == 'Grouped' }.cashback.amount"));
        assertEquals("0.50", found.getString("items.find { it.title == 'Unknown group' }.cashback.amount"));
        assertEquals("1.50", found.getString("items.find { it.title == 'Fixed' }.cashback.amount"));
        assertEquals(partner.slug, found.getString("items[0].store.slug"));
        String clickUrl = found.getString("items.find { it.title == 'Plain' }.clickUrl");
        assertTrue(clickUrl.startsWith("/go/" + partner.slug + "?to=https%3A%2F%2F"), clickUrl);
        assertEquals(
                "https://" + partner.slug + ".example/1?a=b&c=d",
                URLDecoder.decode(clickUrl.substring(clickUrl.indexOf('=') + 1), StandardCharsets.UTF_8));
    }

    @Test
    void withoutARateThereIsNoCashback() {
        load(row("1", "Plain", "12.50", "", "", "", ""));

        search("").body("items[0].cashback.amount", equalTo("0.00")).body("items[0].netPrice.amount", equalTo("12.50"));
    }

    @Test
    void anAmountMarketAndValidityDecideWhichRateCounts() {
        Map<String, String> ten =
                Map.of("group", "DEFAULT", "type", "PERCENT", "value", "10", "memberSharePercent", "100");
        Map<String, String> ofGb = new java.util.HashMap<>(ten);
        ofGb.putAll(Map.of("value", "30", "market", "GB"));
        Map<String, String> ofIe = new java.util.HashMap<>(ofGb);
        ofIe.putAll(Map.of("value", "40", "market", "IE"));
        Map<String, String> over = new java.util.HashMap<>(ofGb);
        over.putAll(Map.of("value", "50", "validTo", "2021-01-01T00:00:00Z"));
        partner.ratesAt(1, Partner.rate(ten), Partner.rate(ofGb), Partner.rate(ofIe), Partner.rate(over));
        load(row("1", "Plain", "10.00", "", "", "", ""));

        search("").body("items[0].cashback.amount", equalTo("3.00"));
    }

    @Test
    void cashbackIsThatOfTheViewersCountry() {
        Map<String, String> ten =
                Map.of("group", "DEFAULT", "type", "PERCENT", "value", "10", "memberSharePercent", "100");
        Map<String, String> ofIe = new java.util.HashMap<>(ten);
        ofIe.putAll(Map.of("value", "5", "market", "IE"));
        Map<String, String> ofIeBefore = new java.util.HashMap<>(ofIe);
        ofIeBefore.putAll(Map.of("value", "50", "validFrom", "2019-01-01T00:00:00Z"));
        partner.ratesAt(1, Partner.rate(ten), Partner.rate(ofIe), Partner.rate(ofIeBefore));
        load(row("1", "Plain", "10.00", "", "", "", ""));
        String one = "/api/v1/products/" + search("").extract().path("items[0].id");
        String all = "/api/v1/products?store=" + partner.slug;

        get(one).then().body("cashback.amount", equalTo("1.00")).body("netPrice.amount", equalTo("9.00"));
        get(one + "?country=ie").then().body("cashback.amount", equalTo("0.50"));
        irish().get(one).then().body("cashback.amount", equalTo("0.50")).body("netPrice.amount", equalTo("9.50"));
        irish().get(one + "?country=GB").then().body("cashback.amount", equalTo("1.00"));
        for (String sort : List.of("relevance", "price", "cashback", "net-price")) {
            irish().get(all + "&sort=" + sort).then().body("items[0].netPrice.amount", equalTo("9.50"));
            irish().get(all + "&country=GB&sort=" + sort).then().body("items[0].netPrice.amount", equalTo("9.00"));
            get(all + "&sort=" + sort).then().body("items[0].netPrice.amount", equalTo("9.00"));
        }
        get(one + "?country=Eire").then().statusCode(400);
        String page = "/products/" + one.substring(one.lastIndexOf('/') + 1);
        irish().get(page).then().body(containsString("£0.50"));
        get(page).then().body(containsString("£1.00"));
    }

    @Tag("slow")
    @Test
    void capsAndMinimumOrdersCountInTheNetPrice() {
        String limited = """
                {"rateId":"%s","group":"DEFAULT","type":"PERCENT","value":"10","memberSharePercent":"50",
                 "validFrom":"2020-01-01T00:00:00Z","capPerOrder":{"amount":"%s","currency":"%s"},
                 "minimumOrder":{"amount":"5.00","currency":"%s"}}
                """;
        partner.ratesAt(1, limited.formatted(UUID.randomUUID(), "3.00", "GBP", "GBP"));
        load(
                row("1", "Small", "4.99", "", "", "", ""),
                row("2", "Middling", "20.00", "", "", "", ""),
                row("3", "Large", "100.00", "", "", "", ""));
        String all = "/api/v1/products?store=" + partner.slug;

        get(all + "&sort=price")
                .then()
                .body("items.cashback.amount", contains("0.00", "1.00", "1.50"))
                .body("items.capPerOrder.amount", contains("1.50", "1.50", "1.50"))
                .body("items.minimumOrder.amount", contains("5.00", "5.00", "5.00"));
        get(all + "&sort=cashback").then().body("items.title", contains("Large", "Middling", "Small"));
        get("/products/" + get(all + "&sort=price").path("items[0].id"))
                .then()
                .body(containsString("none on orders below £5.00"))
                .body(containsString("Cashback up to £1.50 an order, for orders from £5.00."));
        get("/search?store=" + partner.slug).then().body(containsString("Cashback on orders from £5.00"));

        partner.ratesAt(2, limited.formatted(UUID.randomUUID(), "3.00", "EUR", "EUR"));
        get(all + "&sort=price")
                .then()
                .body("items.cashback.amount", contains("0.00", "0.00", "0.00"))
                .body("items.capPerOrder", contains(null, null, null));
        Partner.deliver(
                        "rate.changed",
                        partner.ratesJson(3, limited.formatted(UUID.randomUUID(), "3.00", "EUR", "GBP")))
                .body("failed", hasSize(1));
    }

    @Test
    void sortsAndPagesThroughEveryProductOnce() {
        partner.ratesAt(
                1, percent("DEFAULT", "5", "50"), percent("HIGH", "60", "50"), fixed("FIX", "100", "GBP", "100"));
        String[] rows = new String[11];
        for (int i = 0; i < rows.length; i++) {
            String group = i % 3 == 0 ? "HIGH" : i % 5 == 0 ? "FIX" : "";
            rows[i] = row("p" + i, "Item thing " + i % 4, (i % 5 + 1) + ".00", "", "", "thing", group);
        }
        load(rows);

        for (String sort : List.of("relevance", "price", "cashback", "net-price")) {
            for (String text : List.of("", "thing")) {
                List<String> seen = new ArrayList<>();
                List<BigDecimal> keys = new ArrayList<>();
                String cursor = null;
                do {
                    RequestSpecification request = given().queryParam("store", partner.slug)
                            .queryParam("limit", 4)
                            .queryParam("sort", sort)
                            .queryParam("q", text);
                    JsonPath page = (cursor == null ? request : request.queryParam("cursor", cursor))
                            .get("/api/v1/products")
                            .then()
                            .statusCode(200)
                            .extract()
                            .jsonPath();
                    seen.addAll(page.getList("items.id"));
                    keys.addAll(keys(page, sort));
                    cursor = page.getString("next");
                } while (cursor != null && seen.size() < 30);
                assertEquals(11, seen.size(), sort + " " + text);
                assertEquals(11, seen.stream().distinct().count(), sort + " " + text);
                assertEquals(keys.stream().sorted().toList(), keys, sort + " " + text);
            }
        }
    }

    private static List<BigDecimal> keys(JsonPath page, String sort) {
        return switch (sort) {
            case "price" -> page.getList("items.price.amount", BigDecimal.class);
            case "net-price" -> page.getList("items.netPrice.amount", BigDecimal.class);
            case "cashback" ->
                page.getList("items.cashback.amount", BigDecimal.class).stream()
                        .map(BigDecimal::negate)
                        .toList();
            default -> List.of();
        };
    }

    @Test
    void filtersAndCountsWhatEachFilterWouldGive() {
        load(
                row("1", "Oak table", "100.00", "Forest", "Furniture > Tables", "", ""),
                row("2", "Oak chair", "40.00", "Forest", "Furniture > Chairs", "", ""),
                row("3", "Oak barrel", "80.00", "Cellar", "Garden", "", ""),
                row("4", "Pine shelf", "30.00", "Forest", "Furniture", "", ""));

        given().queryParam("q", "oak")
                .queryParam("store", partner.slug)
                .queryParam("category", "Furniture")
                .get("/api/v1/products")
                .then()
                .body("items.title", containsInAnyOrder("Oak table", "Oak chair"))
                .body("facets.total", equalTo(2))
                .body("facets.categories.value", contains("Furniture", "Garden"))
                .body("facets.categories.count", contains(2, 1))
                .body("facets.brands.value", contains("Forest"))
                .body("facets.stores.value", hasItem(partner.slug));
        given().queryParam("store", partner.slug)
                .queryParam("minPrice", "35")
                .queryParam("maxPrice", "80.00")
                .queryParam("brand", "Forest")
                .queryParam("country", "gb")
                .get("/api/v1/products")
                .then()
                .body("items.title", contains("Oak chair"));
        given().queryParam("store", partner.slug)
                .queryParam("country", "DE")
                .get("/api/v1/products")
                .then()
                .body("items", empty());
    }

    @Test
    void showsOneProductUntilItsStoreCloses() {
        load(row("1", "Oak table", "100.00", "Forest", "Furniture", "Solid and <b>heavy</b>", ""));
        String id = search("").extract().path("items[0].id");

        get("/api/v1/products/" + id)
                .then()
                .statusCode(200)
                .body("title", equalTo("Oak table"))
                .body("description", equalTo("Solid and heavy"))
                .body("brand", equalTo("Forest"));

        partner.active = false;
        partner.storeAt(2);

        get("/api/v1/products/" + id).then().statusCode(404).body("code", equalTo("not-found"));
        search("").body("items", empty());
        get("/api/v1/products/" + UUID.randomUUID()).then().statusCode(404);
        get("/api/v1/products/not-an-id").then().statusCode(404);
    }

    @Test
    void completesWordsWhileTyping() {
        String brand = "Zephyrine" + System.nanoTime();
        load(
                row("1", "Quixotic lamp", "1.00", brand, "", "", ""),
                row("2", "Quixotic lamp", "2.00", brand, "", "", ""));

        get("/api/v1/suggestions?q=quixo la").then().statusCode(200).body("items.text", contains("Quixotic lamp"));
        get("/api/v1/suggestions?q=" + brand.substring(0, 20)).then().body("items.text", hasItem(brand));
        partner.name = "Hazel & Larch " + partner.slug;
        partner.storeAt(2);
        get("/api/v1/suggestions?q=larch haz")
                .then()
                .body("items.findAll { it.type == 'STORE' }.url", hasItem("/stores/" + partner.slug));
        get("/api/v1/suggestions").then().statusCode(200).body("items", empty());
    }

    @Test
    void refusesParametersThatMakeNoSense() {
        for (String bad : List.of(
                "sort=best",
                "minPrice=-1",
                "minPrice=abc",
                "maxPrice=1e400",
                "maxPrice=1.123456",
                "country=GBR",
                "limit=101",
                "cursor=%21",
                "cursor=bm9uZQ",
                "cursor=OTk5OTk5OTk5OTkgMDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAw",
                "q=" + "x".repeat(201))) {
            int status = given().urlEncodingEnabled(false)
                    .get("/api/v1/products?" + bad)
                    .statusCode();
            assertEquals(400, status, bad);
        }
        get("/api/v1/products?minPrice=abc").then().body("errors.pointer", contains("?minPrice"));
        String shortCursor = java.util.Base64.getUrlEncoder().encodeToString("NaN x".getBytes(StandardCharsets.UTF_8));
        get("/api/v1/products?q=x&cursor=" + shortCursor).then().statusCode(400);
    }

    static List<String> strangeTexts() {
        return List.of(
                "'",
                "\"",
                "''; drop table products; --",
                "a' | 'b",
                "!!!",
                "&",
                "(",
                ")",
                ":*",
                "a:*b",
                "<->",
                "\\",
                "%",
                "_",
                "$$",
                "\0",
                "a\0b",
                "\u0007",
                "\u202e",
                "\ufeff",
                "\uffff",
                "\ud83d",
                "\ude00x",
                "😀",
                "👩‍👩‍👧‍👦",
                "ﷺ",
                "Ω≈ç√∫˜µ≤≥÷",
                "田中さんにあげて下さい",
                "الكل في المجمو عة",
                "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮",
                "<script>alert(1)</script>",
                "../../etc/passwd",
                "%00",
                "%n%s%x",
                "{{7*7}}",
                "${jndi:ldap://x}",
                "NULL",
                "NaN",
                "-1",
                "1e309",
                "or and not -",
                "\"unclosed",
                "- - -",
                "''''''''",
                "\\\"",
                "a".repeat(200),
                "ß".repeat(200),
                "and".repeat(60),
                " \t\n ",
                "word\r\nSet-Cookie: a=b");
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("strangeTexts")
    void neverFailsWhateverIsTyped(String text) {
        for (String path : List.of("/api/v1/products", "/api/v1/suggestions", "/api/v1/stores")) {
            int asked = text.contains("\0") ? 400 : 200;
            given().queryParam("q", text).get(path).then().statusCode(asked).contentType(containsString("json"));
        }
        for (String parameter : List.of("store", "category", "brand")) {
            int status =
                    given().queryParam(parameter, text).get("/api/v1/products").statusCode();
            assertTrue(status == 200 || status == 400, parameter + " answered " + status);
        }
    }

    @Test
    void theDatabaseComputesCashbackAsTheMoneyRulesSay() {
        Random random = new Random(20261124);
        for (int i = 0; i < 400; i++) {
            long price = 1 + random.nextLong(i % 2 == 0 ? 300 : 1_000_000);
            BigDecimal percent = BigDecimal.valueOf(random.nextInt(4000), random.nextInt(4));
            BigDecimal share = BigDecimal.valueOf(random.nextInt(10_001), 2);
            BigDecimal commission = BigDecimal.valueOf(price)
                    .multiply(percent)
                    .divide(BigDecimal.valueOf(100))
                    .setScale(0, RoundingMode.HALF_EVEN);
            long expected = commission
                    .multiply(share)
                    .divide(BigDecimal.valueOf(100))
                    .setScale(0, RoundingMode.DOWN)
                    .longValueExact();

            Object actual = entities.createNativeQuery("""
                            select cashback_minor(:price, 'GBP', 'PERCENT', cast(:percent as numeric), null, null, null,
                                                  null, cast(:share as numeric))
                            """)
                    .setParameter("price", price)
                    .setParameter("percent", percent)
                    .setParameter("share", share)
                    .getSingleResult();

            assertEquals(expected, actual, price + " at " + percent + " % of which " + share + " %");
        }
    }

    private static RequestSpecification irish() {
        return given().auth().oauth2(TestTokens.member(UUID.randomUUID(), "IE", "EUR"));
    }

    private void load(String... rows) {
        JsonPath ended = feed.load(HEADER + String.join("", rows));
        assertEquals(rows.length, ended.getInt("imported"), ended::prettify);
    }

    private String row(
            String id, String title, String price, String brand, String category, String description, String group) {
        String link = "https://%s.example/%s?a=b&c=d".formatted(partner.slug, id);
        return String.join("\t", id, title, link, price + " GBP", brand, category, description, group) + "\n";
    }

    private io.restassured.response.ValidatableResponse search(String text) {
        return given().queryParam("q", text)
                .queryParam("store", partner.slug)
                .get("/api/v1/products")
                .then()
                .statusCode(200)
                .body("facets.stores", hasSize(org.hamcrest.Matchers.lessThan(16)));
    }
}
