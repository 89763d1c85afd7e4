package shop.pennywell.commission.click;

import com.github.f4b6a3.ulid.UlidCreator;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import shop.pennywell.commission.TestShop;
import shop.pennywell.local.testing.TestTokens;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.commission.TestShop.as;
import static shop.pennywell.commission.TestShop.eventually;
import static shop.pennywell.commission.TestShop.item;
import static shop.pennywell.commission.TestShop.member;
import static shop.pennywell.commission.TestShop.rate;
import static shop.pennywell.commission.TestShop.staff;

@QuarkusTest
class GoResourceTest {
    private static final String MOBILE =
            "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36";

    @ConfigProperty(name = "pennywell.siblings.stats")
    String stats;

    @Inject
    DynamoDbClient dynamo;

    @Inject
    ClickRepository clicks;

    @Inject
    Shoppers shoppers;

    @Inject
    DataSource dataSource;

    @AfterEach
    void statsIsBack() {
        given().put(stats + "/away/false");
    }

    @Test
    void sendsTheMemberToTheStoreWithTheClickId() {
        TestShop shop = TestShop.open();

        Response response = member(UUID.randomUUID()).get("/go/" + shop.slug);

        String click = response.header("Click-Id");
        response.then()
                .statusCode(302)
                .header("Click-Id", matchesPattern("[0-9A-Z]{26}"))
                .header("Cache-Control", "no-store")
                .header("Location", "https://www.shop.example/welcome?utm=x&clickref=" + click + "#top");
    }

    @Test
    void recordsTheClickWithItsReceiptBeforeTheRedirect() {
        // Given
        TestShop shop = TestShop.open();
        UUID member = UUID.randomUUID();

        // When
        String click = as(TestTokens.member(member, "AT", "EUR"))
                .header("User-Agent", MOBILE)
                .queryParam("to", "http://localhost:8082/product/7?x=1")
                .get("/go/" + shop.slug)
                .then()
                .statusCode(302)
                .header("Location", containsString("http://localhost:8082/product/7?x=1&clickref="))
                .extract()
                .header("Click-Id");

        // Then
        Map<String, AttributeValue> row = row(click);
        assertEquals(member.toString(), row.get("memberId").s());
        assertTrue(Long.parseLong(row.get("expiresAt").n()) > System.currentTimeMillis() / 1000);
        Click kept = clicks.find(click).orElseThrow();
        assertEquals("http://localhost:8082/product/7?x=1", kept.landing());
        assertEquals("MOBILE", kept.device());
        assertEquals("AT", kept.market());
        assertTrue(kept.receipt().term("ELECTRONICS").isPresent());
    }

    @Test
    void sendsTheMemberToTheNetworkBeforeTheStore() {
        TestShop shop = TestShop.open();
        Map<String, Object> behindAwin = new HashMap<>(shop.store(shop.slug));
        behindAwin.put("link", Map.of("network", "AWIN", "advertiserId", "1001", "publisherId", "123456"));
        staff().body(behindAwin)
                .put("/api/v1/admin/stores/" + shop.storeId)
                .then()
                .statusCode(200);

        Response response = member(UUID.randomUUID())
                .queryParam("to", "https://shop.example/bücher?q=a+b&clickref=theirs#top")
                .get("/go/" + shop.slug);

        String click = response.header("Click-Id");
        response.then()
                .statusCode(302)
                .header(
                        "Location",
                        "https://www.awin1.com/cread.php?awinmid=1001&awinaffid=123456&clickref=" + click
                                + "&ued=https%3A%2F%2Fshop.example%2Fb%25C3%25BCcher%3Fq%3Da%2Bb%26clickref%3Dtheirs%23top");
        assertEquals(
                "https://shop.example/b%C3%BCcher?q=a+b&clickref=theirs#top",
                clicks.find(click).orElseThrow().landing());
        member(UUID.randomUUID())
                .queryParam("to", "https://www.awin1.com/cread.php?awinmid=1&ued=https%3A%2F%2Fshop.example%2F")
                .get("/go/" + shop.slug)
                .then()
                .statusCode(400)
                .body("code", equalTo("landing-not-allowed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "https:evil.example",
                "https://shop.example@evil.example/",
                "https://evil.example\\@shop.example/",
                "https://shop.example/\r\nX: y",
                "javascript:alert(1)",
                "/relative"
            })
    void neverRedirectsElsewhere(String to) {
        TestShop shop = SharedShop.get();

        member(UUID.randomUUID())
                .queryParam("to", to)
                .get("/go/" + shop.slug)
                .then()
                .statusCode(400)
                .header("Location", nullValue())
                .header("Click-Id", nullValue())
                .body("code", equalTo("landing-not-allowed"));
        given().redirects()
                .follow(false)
                .queryParam("to", to)
                .get("/go/" + shop.slug)
                .then()
                .statusCode(400);
    }

    @Test
    void takesOneLandingOnly() {
        member(UUID.randomUUID())
                .queryParam("to", "https://shop.example/", "https://shop.example/")
                .get("/go/" + SharedShop.get().slug)
                .then()
                .statusCode(400);
    }

    @Test
    void sendsAStrangerToSignInAndBack() {
        String path = "/go/" + SharedShop.get().slug + "?to=https%3A%2F%2Fshop.example%2Fa%3Fb%3Dc";

        given().redirects()
                .follow(false)
                .urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(302)
                .header("Location", "/sign-in?return=" + URLEncoder.encode(path, StandardCharsets.UTF_8));
    }

    @Test
    void losesNoClickOfAMemberWhoseTokenCouldNotBeRenewed() {
        UUID member = UUID.randomUUID();

        Response response = as(ended(member, Duration.ofMinutes(10))).get("/go/" + SharedShop.get().slug);

        assertEquals(302, response.statusCode());
        assertEquals(
                member.toString(),
                row(response.header("Click-Id")).get("memberId").s());
        as(ended(member, Duration.ofMinutes(10)))
                .get("/api/v1/me/clicks")
                .then()
                .statusCode(401);
    }

    @Test
    void remembersWhomATokenNamesAndNobodyElse() {
        TestShop shop = SharedShop.get();
        UUID member = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        String token = TestTokens.member(member);
        String forged = token.substring(0, token.lastIndexOf('.') + 1) + "A".repeat(86);
        String staffs = TestTokens.staff();

        as(token).get("/go/" + shop.slug).then().statusCode(302);
        assertTrue(shoppers.remembered("Bearer " + token).isPresent());

        as(forged).get("/go/" + shop.slug).then().header("Location", containsString("/sign-in"));
        as(staffs).get("/go/" + shop.slug).then().statusCode(403);
        as(staffs).get("/go/" + shop.slug).then().statusCode(403);
        assertFalse(shoppers.remembered("Bearer " + forged).isPresent());
        assertFalse(shoppers.remembered("Bearer " + staffs).isPresent());
        String mine = as(token).get("/go/" + shop.slug).header("Click-Id");
        String theirs = member(other).get("/go/" + shop.slug).header("Click-Id");
        assertEquals(member.toString(), row(mine).get("memberId").s());
        assertEquals(other.toString(), row(theirs).get("memberId").s());
    }

    @Test
    void takesAnUnusableTokenForNone() {
        TestShop shop = SharedShop.get();
        String valid = TestTokens.member(UUID.randomUUID());
        Map<String, Object> anothers = TestTokens.claims(UUID.randomUUID().toString(), "pennywell", List.of("member"));
        anothers.put("iss", "https://evil.example");

        for (String unusable : List.of(
                "garbage",
                "a.b.c",
                valid.substring(0, valid.lastIndexOf('.') + 1) + "A".repeat(86),
                TestTokens.sign(anothers),
                ended(UUID.randomUUID(), Duration.ofHours(25)),
                shop.token())) {
            as(unusable)
                    .get("/go/" + shop.slug)
                    .then()
                    .statusCode(302)
                    .header("Click-Id", nullValue())
                    .header("Location", "/sign-in?return=%2Fgo%2F" + shop.slug);
        }
    }

    @Test
    void givesCrawlersThePageAndNoClick() {
        TestShop shop = SharedShop.get();

        for (String bot : List.of(
                "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
                "facebookexternalhit/1.1",
                "Mozilla/5.0 (compatible; bingbot/2.0)")) {
            given().redirects()
                    .follow(false)
                    .header("User-Agent", bot)
                    .get("/go/" + shop.slug)
                    .then()
                    .statusCode(302)
                    .header("Location", "/stores/" + shop.slug)
                    .header("Click-Id", nullValue());
        }
        member(UUID.randomUUID())
                .head("/go/" + shop.slug)
                .then()
                .statusCode(302)
                .header("Click-Id", nullValue());
    }

    /** What a browser fetched ahead it would show later in place of the shop, and no click would ever be made. */
    @ParameterizedTest
    @CsvSource({
        "Sec-Purpose, prefetch",
        "Sec-Purpose, prefetch;prerender",
        "Purpose, prefetch",
        "X-Purpose, preview",
        "X-Moz, prefetch"
    })
    void isNotFetchedAhead(String header, String purpose) {
        UUID member = UUID.randomUUID();

        member(member)
                .header(header, purpose)
                .get("/go/" + SharedShop.get().slug)
                .then()
                .statusCode(403)
                .header("Location", nullValue())
                .header("Click-Id", nullValue())
                .body("code", equalTo("not-fetched-ahead"));
        member(member).get("/api/v1/me/clicks").then().body("items", hasSize(0));
        member(member)
                .header(header, "other")
                .get("/go/" + SharedShop.get().slug)
                .then()
                .statusCode(302);
    }

    @Test
    void knowsNoUnknownInactiveOrStaffVisits() {
        TestShop shop = TestShop.open();
        Map<String, Object> closed = new HashMap<>(shop.store(shop.slug));
        closed.put("active", false);

        staff().get("/go/" + shop.slug).then().statusCode(403);
        member(UUID.randomUUID())
                .get("/go/no-such-store")
                .then()
                .statusCode(404)
                .body("code", equalTo("store-unknown"));
        staff().body(closed).put("/api/v1/admin/stores/" + shop.storeId).then().statusCode(200);
        member(UUID.randomUUID())
                .get("/go/" + shop.slug)
                .then()
                .statusCode(404)
                .body("code", equalTo("store-inactive"));
    }

    @Test
    void showsAMemberOwnClicksWithTheReceiptInPlainWords() {
        TestShop shop = TestShop.open();
        UUID member = UUID.randomUUID();
        String first = shop.click(member);
        String second = shop.click(member);

        member(member)
                .get("/api/v1/me/clicks?limit=1")
                .then()
                .statusCode(200)
                .body("items.clickId", equalTo(List.of(second)));
        String next = member(member).get("/api/v1/me/clicks?limit=1").path("next");
        member(member)
                .queryParam("cursor", next)
                .get("/api/v1/me/clicks")
                .then()
                .body("items.clickId", equalTo(List.of(first)))
                .body("next", nullValue());
        member(member)
                .get("/api/v1/me/clicks/" + first)
                .then()
                .body(
                        "receipt.text",
                        equalTo(List.of(
                                "3 % of what you spend on everything else", "1.25 % of what you spend on ELECTRONICS")))
                .body("store.slug", equalTo(shop.slug));
    }

    @Test
    void saysInPlainWordsWhatLimitsAPromise() {
        TestShop shop = TestShop.open();
        Map<String, Object> capped = new HashMap<>(rate("DEFAULT", "5", "60"));
        capped.put("capPerOrder", Map.of("amount", "20.01", "currency", "EUR"));
        capped.put("minimumOrder", Map.of("amount", "50", "currency", "EUR"));
        Map<String, Object> fixed = new HashMap<>(rate("GIFTS", "12.50", "60"));
        fixed.putAll(Map.of("type", "FIXED", "minimumOrder", Map.of("amount", "5.00", "currency", "EUR")));
        shop.rates(capped, fixed).then().statusCode(200);
        UUID member = UUID.randomUUID();

        member(member)
                .get("/api/v1/me/clicks/" + shop.click(member))
                .then()
                .body(
                        "receipt.text",
                        equalTo(List.of(
                                "3 % of what you spend on everything else, at most 12.00 EUR an order,"
                                        + " if the whole order comes to 50.00 EUR or more",
                                "7.50 EUR for an order with GIFTS, if the whole order comes to 5.00 EUR or more")))
                .body("receipt[0].capPerOrder.amount", equalTo("12.00"))
                .body("receipt[0].minimumOrder.amount", equalTo("50.00"));
    }

    /** A row as the first version of this service wrote it, its receipt word for word. */
    @Test
    void readsARowFromBeforeThereWereLimits() {
        TestShop shop = TestShop.open();
        UUID member = UUID.randomUUID();
        String click = shop.click(member);
        Click kept = clicks.find(click).orElseThrow();
        Map<String, String> texts = Map.of(
                "clickId", click,
                "memberId", member.toString(),
                "storeId", shop.storeId,
                "storeSlug", kept.storeSlug(),
                "storeName", kept.storeName(),
                "partnerId", shop.partnerId,
                "market", kept.market(),
                "device", kept.device(),
                "clickedAt", kept.clickedAt().toString(),
                "landing", kept.landing());
        Map<String, AttributeValue> row = new HashMap<>();
        texts.forEach((name, text) -> row.put(name, AttributeValue.fromS(text)));
        row.put("expiresAt", row(click).get("expiresAt"));
        row.put("receipt", AttributeValue.fromS("""
                {"at":"2026-01-01T10:00:00Z","market":"DE","currency":"EUR","terms":[
                {"rateId":"019aaf05-1111-7a00-9000-6f3d2c1b0a91","group":"DEFAULT","name":null,"market":null,
                "type":"PERCENT","percent":"10","fixedMinor":null,"memberShare":"50"}]}"""));
        dynamo.putItem(put -> put.tableName("commission-clicks").item(row));

        member(member)
                .get("/api/v1/me/clicks/" + click)
                .then()
                .body("receipt.text", equalTo(List.of("5 % of what you spend on everything else")));
        String order = shop.ordered(click, "OLD", item("a", "DEFAULT", 1, "100.00"));
        shop.transaction(order).then().body("cashback.amount", equalTo("5.00"));
    }

    @Test
    @Tag("slow")
    void keepsTheLargestReceiptThatRatesMayHave() {
        TestShop shop = TestShop.open();
        Map<?, ?>[] longNames = new Map<?, ?>[1_000];
        Map<?, ?>[] shortNames = new Map<?, ?>[1_000];
        for (int i = 0; i < longNames.length; i++) {
            Map<String, Object> rate = new HashMap<>(rate("G" + i, "12.3456", "12.3456"));
            rate.put("capPerOrder", Map.of("amount", "100000000.00", "currency", "EUR"));
            rate.put("minimumOrder", Map.of("amount", "100000000.00", "currency", "EUR"));
            shortNames[i] = Map.copyOf(rate);
            rate.put("name", "long ".repeat(20).strip());
            longNames[i] = rate;
        }

        shop.rates(longNames).then().statusCode(422).body("code", equalTo("rate-invalid"));
        shop.rates(shortNames).then().statusCode(200);

        UUID member = UUID.randomUUID();
        member(member).get("/api/v1/me/clicks/" + shop.click(member)).then().body("receipt.size()", equalTo(1_000));
    }

    @Test
    void hidesAnothersClick() {
        String click = SharedShop.get().click(UUID.randomUUID());

        member(UUID.randomUUID()).get("/api/v1/me/clicks/" + click).then().statusCode(404);
        member(UUID.randomUUID()).get("/api/v1/me/clicks/lease:sweep").then().statusCode(404);
        member(UUID.randomUUID()).get("/api/v1/me/clicks?cursor=%25").then().statusCode(400);
        staff().get("/api/v1/me/clicks").then().statusCode(403);
    }

    @Test
    void freezesTheTermsOfTheMoment() {
        // Given a click
        TestShop shop = TestShop.open();
        UUID member = UUID.randomUUID();
        String before = shop.click(member);

        // When the store pays more from now on, and even more in Germany
        Map<String, Object> german = new HashMap<>(rate("DEFAULT", "20", "50"));
        german.put("market", "DE");
        shop.rates(rate("DEFAULT", "10", "50"), german).then().statusCode(200);

        // Then the old click stays as it was
        member(member).get("/api/v1/me/clicks/" + before).then().body("receipt[0].value", equalTo("3"));
        String after = shop.click(member);
        member(member).get("/api/v1/me/clicks/" + after).then().body("receipt.value", equalTo(List.of("10")));
    }

    @Test
    void goesOnWhilePostgreSqlIsAway() throws SQLException {
        TestShop shop = SharedShop.get();
        try (Connection connection = dataSource.getConnection();
                Statement sql = connection.createStatement()) {
            // Given nobody can read anything that a click could need
            connection.setAutoCommit(false);
            sql.execute(
                    "lock table store, rate, rate_campaign, tier_points, partner, credential, storefront_version in access exclusive mode");

            // When
            Response response = member(UUID.randomUUID()).get("/go/" + shop.slug);

            // Then
            connection.rollback();
            assertEquals(302, response.statusCode());
            assertTrue(row(response.header("Click-Id")).containsKey("memberId"));
        }
    }

    @Test
    void tellsStatsOfAClickAtOnce() {
        String click = SharedShop.get().click(UUID.randomUUID());

        eventually(() -> timesTold(click) == 1);
        eventually(() -> !isUntold(click));
    }

    @Test
    @Tag("slow")
    void theSweepTellsStatsWhatItMissed() {
        // Given stats is away
        TestShop shop = SharedShop.get();
        given().put(stats + "/away/true");
        String click = shop.click(UUID.randomUUID());

        // And has refused the click, so that the replica that recorded it tells it no more
        eventually(() -> timesTold(click, "/refused") >= 1);
        assertTrue(isUntold(click));

        // When it is back
        given().put(stats + "/away/false");

        // Then
        eventually(() -> timesTold(click) >= 1);
        eventually(() -> !isUntold(click));
    }

    /** A call that failed halfway leaves one. */
    @Test
    @Tag("slow")
    void aNoteOfAClickThatWasNeverWrittenGoesByItself() {
        String never = UlidCreator.getUlid().toString();

        clicks.add(List.of(), new ClickRepository.Note("untold:" + never, List.of(never)));

        assertTrue(isUntold(never));
        eventually(() -> !isUntold(never));
    }

    /** The database's client puts again what was put, when the answer to the first time got lost. */
    @Test
    void puttingAClickAgainChangesNothing() {
        String id = SharedShop.get().click(UUID.randomUUID());
        Map<String, AttributeValue> before = row(id);
        List<Click> again = List.of(clicks.find(id).orElseThrow());

        List<ClickRepository.Outcome> outcomes = clicks.add(again, ClickRepository.noteOf(again));

        assertEquals(List.of(ClickRepository.Outcome.WAS_THERE), outcomes);
        assertEquals(before, row(id));
    }

    private static String ended(UUID member, Duration ago) {
        Map<String, Object> claims = TestTokens.claims(member.toString(), "pennywell", List.of("member"));
        Instant end = Instant.now().minus(ago);
        claims.put("iat", end.minus(Duration.ofMinutes(15)).getEpochSecond());
        claims.put("exp", end.getEpochSecond());
        claims.put("country", "DE");
        return TestTokens.sign(claims);
    }

    private long timesTold(String click) {
        return timesTold(click, "/taken");
    }

    private long timesTold(String click, String where) {
        List<String> told = given().get(stats + where).jsonPath().getList("flatten().subject");
        return told.stream().filter(click::equals).count();
    }

    /** Whether a note says that stats may not have heard of the click. */
    private boolean isUntold(String click) {
        Instant future = Instant.now().plus(Duration.ofDays(1));
        return IntStream.range(0, ClickTable.PENDING_PARTITIONS)
                .mapToObj(partition -> clicks.untold(partition, future, 1_000))
                .flatMap(List::stream)
                .anyMatch(note -> note.clickIds().contains(click));
    }

    private Map<String, AttributeValue> row(String click) {
        return dynamo.getItem(get -> get.tableName("commission-clicks")
                        .key(Map.of("clickId", AttributeValue.fromS(click)))
                        .consistentRead(true))
                .item();
    }

    /** One for the tests that change nothing about it. */
    private static final class SharedShop {
        private static TestShop shop;

        static synchronized TestShop get() {
            if (shop == null) {
                shop = TestShop.open();
            }
            return shop;
        }
    }
}
