package shop.pennywell.commission.sandbox;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.TestShop;
import shop.pennywell.commission.click.ClickRepository;
import shop.pennywell.commission.file.HandedIn;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.commission.TestShop.eventually;
import static shop.pennywell.commission.TestShop.item;
import static shop.pennywell.commission.TestShop.order;
import static shop.pennywell.commission.TestShop.staff;
import static shop.pennywell.commission.TestShop.verdict;

@QuarkusTest
class SandboxTest {
    private static TestShop shop;
    private static TestShop sandbox;

    @Inject
    DataSource dataSource;

    @Inject
    ClickRepository productionClicks;

    @ConfigProperty(name = "pennywell.siblings.stats")
    String stats;

    @BeforeEach
    void aPartnerOfBothWorlds() {
        if (shop == null) {
            shop = TestShop.open();
            sandbox = shop.inSandbox();
        }
    }

    /** By its own name whatever is looked for: rows of tables and events that this test has never heard of, too. */
    @Test
    @Tag("slow")
    void keepsEveryTraceOfItsOrdersInTheSandbox() throws Exception {
        // Given
        TestShop both = TestShop.open();
        TestShop tried = both.inSandbox();
        List<String> traces = new ArrayList<>(List.of(tried.clientId, tried.postbackKey));

        // When: by each of the three ways
        String click = tried.sandboxClick();
        String byApi = tried.ordered(click, "api-" + both.slug, item("a", "DEFAULT", 2, "100.00"));
        Map<String, String> query = new TreeMap<>(Map.of(
                "click", click, "order", "s2s-" + both.slug, "amount", "100.00", "currency", "EUR", "ts", now()));
        String byPostback = signed(tried, query)
                .then()
                .statusCode(200)
                .body("outcome", equalTo("ACCEPTED"))
                .extract()
                .path("transactionId");
        HandedIn.done(
                        tried,
                        HandedIn.jsonLines(
                                tried,
                                "orders",
                                List.of(order(click, "file-" + both.slug, item("a", "DEFAULT", 2, "100.00")))))
                .body("accepted", equalTo(1));
        List<String> ids = tried.partner().get("/api/v1/partner/transactions").path("items.transactionId");
        assertEquals(3, ids.size());
        assertTrue(ids.containsAll(List.of(byApi, byPostback)));
        // reported, amended, approved and reversed
        for (String id : ids) {
            tried.validate(Map.of(
                            "transactionId",
                            id,
                            "action",
                            "AMEND",
                            "items",
                            List.of(Map.of("sku", "a", "quantity", 1, "amount", "50.00"))))
                    .then()
                    .body("results[0].outcome", equalTo("ACCEPTED"));
        }
        HandedIn.done(
                        tried,
                        HandedIn.jsonLines(
                                tried,
                                "validations",
                                ids.stream().map(id -> verdict(id, "APPROVE")).toList()))
                .body("accepted", equalTo(3));
        tried.validate(Map.of("transactionId", byApi, "action", "REVERSE", "reason", "RETURNED"))
                .then()
                .body("results[0].outcome", equalTo("ACCEPTED"));

        // Then: it is all there, and nowhere else
        traces.addAll(ids);
        traces.addAll(List.of(click, "api-" + both.slug, "s2s-" + both.slug, "file-" + both.slug));
        for (String trace : traces) {
            assertFalse(rowsWith("sandbox", trace).isEmpty(), trace + " is in the sandbox");
            assertEquals(List.of(), rowsWith("public", trace));
        }
        assertEquals(0, count("sandbox", "outbox_event"));
        assertEquals(0, count("sandbox", "outbox_delivery"));
        assertTrue(productionClicks.find(click).isEmpty());
        String toldToStats = given().get(stats + "/taken").asString();
        traces.forEach(trace -> assertFalse(toldToStats.contains(trace)));
        nothingIsSeenInProduction(both, ids);
    }

    private void nothingIsSeenInProduction(TestShop both, List<String> ids) {
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        both.partner().get("/api/v1/partner/transactions").then().body("items", empty());
        both.partner().get("/api/v1/partner/files").then().body("items", empty());
        both.partner().get("/api/v1/partner/claims").then().body("items", empty());
        both.partner().get("/api/v1/partner/stats").then().body("stores[0].orders", equalTo(0));
        staff().get("/api/v1/admin/transactions?limit=100")
                .then()
                .body("items.transactionId", not(hasItem(ids.get(0))));
        staff().get("/api/v1/admin/partners/" + both.partnerId + "/webhooks")
                .then()
                .body("items", empty());
        staff().body(Map.of("partnerId", both.partnerId, "from", today, "to", today))
                .post("/api/v1/admin/statements")
                .then()
                .statusCode(422)
                .body("code", equalTo("statement-empty"));
        for (String id : ids) {
            both.transaction(id).then().statusCode(404);
            both.partner().get("/api/v1/partner/transactions/" + id).then().statusCode(404);
            both.validate(verdict(id, "APPROVE")).then().body("results[0].code", equalTo("transaction-unknown"));
            staff().body(Map.of("reason", "OTHER"))
                    .post("/api/v1/admin/transactions/" + id + "/clawback")
                    .then()
                    .statusCode(404);
        }
    }

    /** So that the test above can fail: what it looks for is found where it is looked for. */
    @Test
    void findsTheTracesOfAnOrderOfProduction() throws Exception {
        String reference = "real-" + UUID.randomUUID();
        String id = shop.ordered(shop.click(UUID.randomUUID()), reference, item("a", "DEFAULT", 1, "10.00"));

        assertTrue(rowsWith("public", reference).containsAll(List.of("transaction", "transaction_revision")));
        assertTrue(rowsWith("public", id).contains("outbox_event"));
        assertEquals(List.of(), rowsWith("sandbox", reference));
        sandbox.partner().get("/api/v1/partner/transactions/" + id).then().statusCode(404);
        sandbox.validate(verdict(id, "APPROVE")).then().body("results[0].code", equalTo("transaction-unknown"));
        sandbox.validate(Map.of("orderReference", reference, "action", "APPROVE"))
                .then()
                .body("results[0].code", equalTo("transaction-unknown"));
    }

    @Test
    void takesAnOrderReferenceOnceInEachWorld() {
        String reference = "both-" + UUID.randomUUID();
        String click = sandbox.sandboxClick();
        String tried = sandbox.ordered(click, reference, item("a", "DEFAULT", 1, "10.00"));
        String real = shop.ordered(shop.click(UUID.randomUUID()), reference, item("a", "DEFAULT", 1, "20.00"));

        assertFalse(tried.equals(real));
        sandbox.report(order(click, reference, item("a", "DEFAULT", 1, "10.00")))
                .then()
                .body("results[0].outcome", equalTo("DUPLICATE"))
                .body("results[0].transactionId", equalTo(tried));
        sandbox.validate(Map.of("orderReference", reference, "action", "APPROVE"))
                .then()
                .body("results[0].transactionId", equalTo(tried));
        shop.transaction(real).then().body("status", equalTo("PENDING")).body("orderValue.amount", equalTo("20.00"));
    }

    @Test
    void saysWhichClicksAreOfTheOtherWorld() {
        String tried = sandbox.sandboxClick();
        String real = shop.click(UUID.randomUUID());
        Map<String, Object> item = item("a", "DEFAULT", 1, "10.00");

        shop.report(order(tried, "of the sandbox", item)).then().body("results[0].code", equalTo("click-of-sandbox"));
        sandbox.report(order(real, "of production", item))
                .then()
                .body("results[0].code", equalTo("click-of-production"));
        sandbox.report(order("S" + real.substring(1), "of nobody", item))
                .then()
                .body("results[0].code", equalTo("click-unknown"));
        signed(
                        sandbox,
                        new TreeMap<>(
                                Map.of("click", real, "order", "x", "amount", "1.00", "currency", "EUR", "ts", now())))
                .then()
                .body("code", equalTo("click-of-production"));
    }

    @Test
    void makesClicksByTheRatesOfProduction() {
        Response click = sandbox.partner()
                .body(Map.of("store", shop.slug, "market", "AT"))
                .post("/api/v1/partner/sandbox/clicks");

        click.then()
                .statusCode(201)
                .body("clickId", startsWith("S"))
                .body("storeId", equalTo(shop.storeId))
                .body("market", equalTo("AT"))
                .body("landing", containsString("clickref=" + click.path("clickId")))
                .body("rates.group", contains("DEFAULT", "ELECTRONICS"))
                .body("rates.value", contains("5", "2.5"));
        String id = sandbox.ordered(
                click.path("clickId"), "rated-" + UUID.randomUUID(), item("a", "ELECTRONICS", 1, "80.00"));
        sandbox.partner().get("/api/v1/partner/transactions/" + id).then().body("commission.amount", equalTo("2.00"));
    }

    @Test
    void makesClicksOfTheirTimeSoThatLateOrdersCanBeTried() {
        Instant longAgo = Instant.now().minus(91, ChronoUnit.DAYS);
        String click = sandbox.partner()
                .body(Map.of("store", shop.slug, "clickedAt", longAgo.toString()))
                .post("/api/v1/partner/sandbox/clicks")
                .path("clickId");

        sandbox.report(order(click, "late-" + UUID.randomUUID(), item("a", "DEFAULT", 1, "10.00")))
                .then()
                .body("results[0].code", equalTo("window-passed"));
        for (Instant wrong :
                List.of(Instant.now().plusSeconds(60), Instant.now().minus(501, ChronoUnit.DAYS))) {
            sandbox.partner()
                    .body(Map.of("store", shop.slug, "clickedAt", wrong.toString()))
                    .post("/api/v1/partner/sandbox/clicks")
                    .then()
                    .statusCode(400)
                    .body("errors[0].pointer", equalTo("/clickedAt"));
        }
    }

    @Test
    void makesNoClicksForOthers() {
        Map<String, String> wish = Map.of("store", shop.slug);

        shop.partner()
                .body(wish)
                .post("/api/v1/partner/sandbox/clicks")
                .then()
                .statusCode(403)
                .body("code", equalTo("sandbox-only"));
        staff().body(wish).post("/api/v1/partner/sandbox/clicks").then().statusCode(401);
        sandbox.partner()
                .body(Map.of("store", TestShop.open().slug))
                .post("/api/v1/partner/sandbox/clicks")
                .then()
                .statusCode(404)
                .body("code", equalTo("store-unknown"));
        sandbox.partner()
                .body("{}")
                .post("/api/v1/partner/sandbox/clicks")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/store"));
    }

    @Test
    void answersEveryReadThatProductionAnswers() {
        TestShop tried = TestShop.open().inSandbox();
        String click = tried.sandboxClick();
        String id = tried.ordered(click, "read", item("a", "DEFAULT", 1, "100.00"));

        for (String list : List.of("transactions", "files", "webhooks", "statements", "claims")) {
            tried.partner()
                    .get("/api/v1/partner/" + list)
                    .then()
                    .statusCode(200)
                    .body("items", notNullValue());
            tried.partner()
                    .get("/api/v1/partner/" + list + "/" + UUID.randomUUID())
                    .then()
                    .statusCode(404);
        }
        for (String part : List.of(
                "files/%s/errors",
                "files/%s/rejected",
                "statements/%s/lines",
                "statements/%s/lines.csv",
                "statements/%s/statement.pdf",
                "webhooks/%s/deliveries")) {
            tried.partner()
                    .get("/api/v1/partner/" + part.formatted(UUID.randomUUID()))
                    .then()
                    .statusCode(404);
        }
        tried.partner().get("/api/v1/partner/transactions/" + id).then().body("status", equalTo("PENDING"));
        tried.partner()
                .get("/api/v1/partner/stats?groups=true")
                .then()
                .body("clicksKnown", equalTo(true))
                .body("stores[0].clicks", equalTo(1))
                .body("stores[0].orders", equalTo(1))
                .body("stores[0].conversion", equalTo(1.0f))
                .body("groups", hasSize(1));
    }

    @Test
    void replaysTheAnswerToAKeyWithinItsWorld() {
        Map<String, Object> body = Map.of(
                "orders",
                List.of(order(sandbox.sandboxClick(), "key-" + UUID.randomUUID(), item("a", "DEFAULT", 1, "10.00"))));
        String key = UUID.randomUUID().toString();

        Response first =
                sandbox.partner().header("Idempotency-Key", key).body(body).post("/api/v1/partner/orders");
        first.then().body("results[0].outcome", equalTo("ACCEPTED"));
        sandbox.partner()
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/v1/partner/orders")
                .then()
                .header("Idempotency-Hit", "true")
                .body("results[0].transactionId", equalTo(first.path("results[0].transactionId")));
        shop.partner()
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/v1/partner/orders")
                .then()
                .body("results[0].code", equalTo("click-of-sandbox"));
    }

    @Test
    void keepsCredentialsOfBothWorldsInOneList() {
        String list = "/api/v1/admin/partners/" + shop.partnerId + "/credentials";
        sandbox.token();

        staff().get(list)
                .then()
                .body("items.clientId", contains(shop.clientId, sandbox.clientId))
                .body("items.sandbox", contains(false, true))
                .body("items[1].lastUsedAt", notNullValue());
        Response first = staff().get(list + "?limit=1");
        first.then().body("items.clientId", contains(shop.clientId));
        staff().get(list + "?limit=1&cursor=" + first.path("next"))
                .then()
                .body("items.clientId", contains(sandbox.clientId));
        assertTrue(sandbox.clientId.startsWith("sandbox-") && sandbox.postbackKey.startsWith("sandbox-"));
    }

    @Test
    void makesTheFirstCredentialsOfAPartnerSeveralAtOnce() {
        String credentials = "/api/v1/admin/partners/" + TestShop.open().partnerId + "/credentials";

        List<Integer> answers = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(() ->
                        staff().body(Map.of("sandbox", true)).post(credentials).statusCode()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertEquals(Collections.nCopies(6, 201), answers);
        staff().get(credentials).then().body("items.sandbox", contains(false, true, true, true, true, true, true));
    }

    @Test
    void rotatesAndRevokesCredentialsOfTheSandboxAsOthers() {
        TestShop both = TestShop.open();
        TestShop tried = both.inSandbox();
        String click = tried.sandboxClick();
        String credential = "/api/v1/admin/partners/" + both.partnerId + "/credentials/" + tried.clientId;
        String secret = staff().body(Map.of("previousValidHours", 0))
                .post(credential + "/postback-secret")
                .then()
                .statusCode(201)
                .body("sandbox", equalTo(true))
                .extract()
                .path("postbackSecret");
        Map<String, String> query =
                new TreeMap<>(Map.of("click", click, "order", "r-1", "amount", "1.00", "currency", "EUR", "ts", now()));
        signed(tried, query).then().statusCode(401).body("code", equalTo("postback-refused"));
        signed(tried.postbackKey, secret, query).then().statusCode(200).body("outcome", equalTo("ACCEPTED"));
        signed(tried.postbackKey, secret, query).then().statusCode(401);

        staff().delete(credential).then().statusCode(204);

        staff().body(Map.of()).post(credential + "/postback-secret").then().statusCode(409);
        signed(
                        tried.postbackKey,
                        secret,
                        new TreeMap<>(Map.of(
                                "click", click, "order", "r-2", "amount", "1.00", "currency", "EUR", "ts", now())))
                .then()
                .statusCode(401);
        eventually(() -> tried.partner().get("/api/v1/partner/transactions").statusCode() == 401);
        both.partner().get("/api/v1/partner/transactions").then().statusCode(200);
    }

    @Test
    void takesCredentialsOnlyByThePartnerTheyAreOf() {
        TestShop another = TestShop.open();

        staff().delete("/api/v1/admin/partners/" + another.partnerId + "/credentials/" + sandbox.clientId)
                .then()
                .statusCode(404);
        another.inSandbox()
                .report(order(sandbox.sandboxClick(), "not mine", item("a", "DEFAULT", 1, "10.00")))
                .then()
                .body("results[0].code", equalTo("store-not-yours"));
        staff().get("/api/v1/admin/partners?limit=100").then().body("items.name", everyItem(notNullValue()));
    }

    private Response signed(TestShop of, Map<String, String> query) {
        return signed(of.postbackKey, of.postbackSecret, query);
    }

    private static Response signed(String key, String secret, Map<String, String> query) {
        String text = query.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining("&"));
        try {
            Mac hmac = Mac.getInstance("HmacSHA256");
            hmac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return given().queryParams(query)
                    .queryParam("sig", HexFormat.of().formatHex(hmac.doFinal(text.getBytes(StandardCharsets.UTF_8))))
                    .get("/s2s/" + key);
        } catch (java.security.GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String now() {
        return Long.toString(Instant.now().getEpochSecond());
    }

    /** The tables of a schema in which a row says this anywhere. */
    private List<String> rowsWith(String schema, String text) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(
                    "select table_name from information_schema.tables where table_schema = '" + schema + "'")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet rows = statement.executeQuery("select exists (select 1 from " + schema + "." + table
                        + " t where position('" + text + "' in t::text) > 0)")) {
                    rows.next();
                    if (rows.getBoolean(1)) {
                        found.add(table);
                    }
                }
            }
        }
        return found;
    }

    private long count(String schema, String table) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + schema + "." + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
