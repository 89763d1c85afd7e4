package shop.pennywell.commission;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import shop.pennywell.local.testing.TestTokens;

import static io.restassured.RestAssured.given;

/** A partner with credentials and a store with rates, made through the API; and what shoppers and partners do there. */
public final class TestShop {
    private static final AtomicLong NUMBER = new AtomicLong(System.nanoTime());

    public final String partnerId;
    public final String clientId;
    public final String clientSecret;
    public final String postbackKey;
    public final String postbackSecret;
    public final String storeId;
    public final String slug;
    private String token;

    private TestShop(String settlement) {
        partnerId = staff().body(Map.of("name", "Partner", "currency", "EUR", "settlement", settlement))
                .post("/api/v1/admin/partners")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Response credential = staff().post("/api/v1/admin/partners/" + partnerId + "/credentials");
        clientId = credential.path("clientId");
        clientSecret = credential.path("clientSecret");
        postbackKey = credential.path("postbackKey");
        postbackSecret = credential.path("postbackSecret");
        slug = "shop-" + NUMBER.incrementAndGet();
        storeId = openStore(slug);
        rates(rate("DEFAULT", "5", "60"), rate("ELECTRONICS", "2.5", "50"))
                .then()
                .statusCode(200);
    }

    private TestShop(TestShop production) {
        partnerId = production.partnerId;
        storeId = production.storeId;
        slug = production.slug;
        Response credential =
                staff().body(Map.of("sandbox", true)).post("/api/v1/admin/partners/" + partnerId + "/credentials");
        credential.then().statusCode(201);
        clientId = credential.path("clientId");
        clientSecret = credential.path("clientSecret");
        postbackKey = credential.path("postbackKey");
        postbackSecret = credential.path("postbackSecret");
    }

    public static TestShop open() {
        return new TestShop("ON_STATEMENT");
    }

    public static TestShop openPayingOnApproval() {
        return new TestShop("ON_APPROVAL");
    }

    /** The same partner and store by new credentials of the sandbox. */
    public TestShop inSandbox() {
        return new TestShop(this);
    }

    /** The id of a new click, made by credentials of the sandbox. */
    public String sandboxClick() {
        return partner()
                .body(Map.of("store", slug))
                .post("/api/v1/partner/sandbox/clicks")
                .then()
                .statusCode(201)
                .extract()
                .path("clickId");
    }

    public String openStore(String newSlug) {
        return staff().body(store(newSlug))
                .post("/api/v1/admin/stores")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    public Map<String, Object> store(String newSlug) {
        return Map.of(
                "partnerId",
                partnerId,
                "slug",
                newSlug,
                "name",
                "Shop & Söhne",
                "description",
                "Everything",
                "domains",
                List.of("shop.example", "bücher.example", "localhost:8082"),
                "landingUrl",
                "https://www.shop.example/welcome?utm=x#top",
                "clickParameter",
                "clickref",
                "markets",
                List.of("DE", "AT"),
                "categories",
                List.of("Gifts"));
    }

    public Response rates(Map<?, ?>... rates) {
        return staff().body(Map.of("rates", List.of(rates))).put("/api/v1/admin/stores/" + storeId + "/rates");
    }

    public static Map<String, Object> rate(String group, String percent, String share) {
        return Map.of(
                "group", group,
                "type", "PERCENT",
                "value", percent,
                "memberSharePercent", share,
                "validFrom", "2026-01-01T00:00:00Z");
    }

    public static RequestSpecification staff() {
        return as(TestTokens.staff("finance"));
    }

    public static RequestSpecification member(UUID member) {
        return as(TestTokens.member(member));
    }

    public static RequestSpecification as(String token) {
        return given().redirects().follow(false).auth().oauth2(token).contentType(ContentType.JSON);
    }

    /** The id of a new click, once the read copy knows the store. */
    public String click(UUID member) {
        Response response = member(member).get("/go/" + slug);
        response.then().statusCode(302);
        return response.header("Click-Id");
    }

    public String token() {
        if (token == null) {
            token = given().auth()
                    .preemptive()
                    .basic(clientId, clientSecret)
                    .formParam("grant_type", "client_credentials")
                    .post("/api/v1/partner/oauth/token")
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("access_token");
        }
        return token;
    }

    public RequestSpecification partner() {
        return as(token());
    }

    public Response report(Object... orders) {
        return partner()
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(Map.of("orders", List.of(orders)))
                .post("/api/v1/partner/orders");
    }

    public Response validate(Object... validations) {
        return partner().body(Map.of("validations", List.of(validations))).post("/api/v1/partner/validations");
    }

    /** Reports an order and answers its transaction id. */
    public String ordered(String clickId, String reference, Map<?, ?>... items) {
        Response response = report(order(clickId, reference, items));
        response.then().statusCode(200);
        return response.path("results[0].transactionId");
    }

    public static Map<String, Object> order(String clickId, String reference, Map<?, ?>... items) {
        return Map.of(
                "clickId",
                clickId,
                "orderReference",
                reference,
                "orderedAt",
                Instant.now().toString(),
                "currency",
                "EUR",
                "items",
                List.of(items));
    }

    public static Map<String, Object> item(String sku, String group, int quantity, String amount) {
        return Map.of("sku", sku, "group", group, "quantity", quantity, "amount", amount);
    }

    public static Map<String, Object> verdict(String transactionId, String action) {
        return Map.of("transactionId", transactionId, "action", action);
    }

    public Response transaction(String id) {
        return staff().get("/api/v1/admin/transactions/" + id);
    }

    /** Waits up to ten seconds for a condition; polls, never guesses. */
    public static void eventually(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not come true within 10 s");
            }
            LockSupport.parkNanos(5_000_000);
        }
    }
}
