package shop.pennywell.commission.webhook;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.TestShop;
import shop.pennywell.local.testing.TestTokens;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static shop.pennywell.commission.TestShop.as;
import static shop.pennywell.commission.TestShop.staff;

@QuarkusTest
class WebhookResourceTest {
    private static final String WEBHOOKS = "/api/v1/partner/webhooks";
    private static final String URL = "https://hooks.example/pennywell";

    @Inject
    DataSource dataSource;

    @Inject
    TestNames names;

    private TestShop shop;

    @BeforeEach
    void aPartner() throws Exception {
        shop = TestShop.open();
        names.lead("hooks.example", InetAddress.getByName("93.184.216.34"));
        names.lead("inside.example", InetAddress.getByName("10.1.2.3"));
    }

    @Test
    void showsTheSecretOnceAndKeepsItSealed() throws Exception {
        JsonPath made = create(URL)
                .then()
                .statusCode(201)
                .body("secret", startsWith("whsec_"))
                .body("enabled", equalTo(true))
                .body("events", equalTo(List.of("transaction.changed")))
                .extract()
                .jsonPath();

        shop.partner()
                .get(WEBHOOKS)
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(made.getString("id"))))
                .body("items", everyItem(not(hasKey("secret"))))
                .body("next", nullValue());
        shop.partner().get(path(made)).then().statusCode(200).body("$", not(hasKey("secret")));
        try (Connection connection = dataSource.getConnection();
                Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery(
                        "select secret from webhook_endpoint where id = '" + made.getString("id") + "'")) {
            row.next();
            byte[] secret = java.util.Base64.getDecoder()
                    .decode(made.getString("secret").substring("whsec_".length()));
            String kept = new String(row.getBytes(1), StandardCharsets.ISO_8859_1);
            assertFalse(kept.contains(new String(secret, StandardCharsets.ISO_8859_1)));
        }
    }

    @Test
    void refusesAddressesThatMustNotBeCalled() {
        for (String url : List.of(
                "http://hooks.example/",
                "https://hooks.example:8443/",
                "https://inside.example/",
                "https://nowhere.example/",
                "https://10.0.0.1/",
                "https://169.254.169.254/latest/meta-data",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://user@hooks.example/",
                "not a URL")) {
            create(url)
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("webhook-url-refused"))
                    .body("errors[0].pointer", equalTo("/url"));
        }
        JsonPath made = create(URL).jsonPath();
        shop.partner()
                .body(Map.of("url", "https://inside.example/"))
                .patch(path(made))
                .then()
                .statusCode(422)
                .body("code", equalTo("webhook-url-refused"));
        shop.partner().get(path(made)).then().body("url", equalTo(URL));
    }

    @Test
    void refusesRequestsThatMakeNoSense() {
        for (Map<String, Object> bad : List.<Map<String, Object>>of(
                Map.of("url", URL),
                Map.of("url", URL, "events", List.of()),
                Map.of("url", URL, "events", List.of("webhook.test")),
                Map.of("url", URL, "events", List.of("member.registered")),
                Map.of("url", URL, "events", "transaction.changed"),
                Map.of("events", List.of("transaction.changed")),
                Map.of("url", "https://hooks.example/" + "x".repeat(2000), "events", List.of("transaction.changed")))) {
            shop.partner().body(bad).post(WEBHOOKS).then().statusCode(400).body("code", equalTo("invalid-request"));
        }
        JsonPath made = create(URL).jsonPath();
        shop.partner()
                .body(Map.of("overlapHours", 169))
                .post(path(made) + "/secret")
                .then()
                .statusCode(400);
        shop.partner()
                .body(Map.of("since", "yesterday"))
                .post(path(made) + "/replays")
                .then()
                .statusCode(400);
        shop.partner()
                .get(path(made) + "/deliveries?status=LOST")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("?status"));
        shop.partner().get(path(made) + "/deliveries?cursor=!").then().statusCode(400);
    }

    @Test
    void aPartnerHasFiveAtMostAlsoWhenSeveralComeAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<Integer>> calls = Collections.nCopies(8, () -> create(URL).statusCode());
        List<Integer> answers = new ArrayList<>();
        shop.token();
        for (Future<Integer> call : threads.invokeAll(calls)) {
            answers.add(call.get());
        }
        threads.shutdown();

        assertEquals(5, Collections.frequency(answers, 201));
        assertEquals(3, Collections.frequency(answers, 422));
        create(URL).then().statusCode(422).body("code", equalTo("webhooks-full"));
        String first = shop.partner().get(WEBHOOKS).path("items[0].id");
        shop.partner().delete(WEBHOOKS + "/" + first).then().statusCode(204);
        shop.partner().get(WEBHOOKS + "/" + first).then().statusCode(404);
        shop.partner().delete(WEBHOOKS + "/" + first).then().statusCode(404);
        create(URL).then().statusCode(201);
    }

    @Test
    void changesAndDisables() {
        JsonPath made = create(URL).jsonPath();

        shop.partner()
                .body(Map.of("events", List.of("statement.closed", "statement.closed"), "enabled", false))
                .patch(path(made))
                .then()
                .statusCode(200)
                .body("events", equalTo(List.of("statement.closed")))
                .body("enabled", equalTo(false))
                .body("disabledFor", equalTo("ASKED"))
                .body("disabledAt", notNullValue())
                .body("url", equalTo(URL));
        shop.partner()
                .post(path(made) + "/test-events")
                .then()
                .statusCode(409)
                .body("code", equalTo("webhook-disabled"));
        shop.partner()
                .body(Map.of("enabled", true, "url", URL + "/2"))
                .patch(path(made))
                .then()
                .statusCode(200)
                .body("enabled", equalTo(true))
                .body("$", not(hasKey("disabledAt")))
                .body("url", equalTo(URL + "/2"));
    }

    @Test
    void listsDeliveriesByStatusAndPage() {
        JsonPath made = create(URL).jsonPath();
        String test = path(made) + "/test-events";
        String first = shop.partner().header("Idempotency-Key", "k").post(test).path("eventId");
        shop.partner()
                .header("Idempotency-Key", "k")
                .post(test)
                .then()
                .statusCode(202)
                .header("Idempotency-Hit", "true")
                .body("eventId", equalTo(first));
        String second = shop.partner().post(test).path("eventId");

        Response page = shop.partner().get(path(made) + "/deliveries?limit=1&status=PENDING");
        page.then()
                .statusCode(200)
                .body("items.eventId", equalTo(List.of(second)))
                .body("items[0].type", equalTo("webhook.test"))
                .body("items[0].attempts", equalTo(0))
                .body("items[0].nextAttemptAt", notNullValue());
        shop.partner()
                .get(path(made) + "/deliveries?limit=1&cursor=" + page.path("next"))
                .then()
                .body("items.eventId", equalTo(List.of(first)))
                .body("next", nullValue());
        shop.partner().get(path(made) + "/deliveries?status=DEAD").then().body("items", hasSize(0));
        shop.partner()
                .post(path(made) + "/deliveries/" + first + "/replay")
                .then()
                .statusCode(409)
                .body("code", equalTo("delivery-not-dead"));
        shop.partner()
                .post(path(made) + "/deliveries/" + UUID.randomUUID() + "/replay")
                .then()
                .statusCode(404);
    }

    @Test
    void staffDoTheSameForAPartner() {
        String webhooks = "/api/v1/admin/partners/" + shop.partnerId + "/webhooks";
        String id = staff().body(Map.of("url", URL, "events", List.of("statement.settled")))
                .post(webhooks)
                .then()
                .statusCode(201)
                .body("secret", notNullValue())
                .extract()
                .path("id");
        String one = webhooks + "/" + id;

        staff().get(webhooks).then().statusCode(200).body("items.id", equalTo(List.of(id)));
        staff().get(one).then().statusCode(200);
        staff().body(Map.of("events", List.of("transaction.changed")))
                .patch(one)
                .then()
                .statusCode(200);
        staff().post(one + "/secret").then().statusCode(200).body("previousSecretUntil", notNullValue());
        String event = staff().post(one + "/test-events")
                .then()
                .statusCode(202)
                .extract()
                .path("eventId");
        staff().get(one + "/deliveries").then().body("items.eventId", equalTo(List.of(event)));
        staff().post(one + "/deliveries/" + event + "/replay").then().statusCode(409);
        staff().body(Map.of("since", "2026-01-01T00:00:00Z"))
                .post(one + "/replays")
                .then()
                .statusCode(200)
                .body("replayed", equalTo(0));
        shop.partner().get(WEBHOOKS).then().body("items.id", equalTo(List.of(id)));
        staff().delete(one).then().statusCode(204);
        staff().body(Map.of("url", URL, "events", List.of("statement.settled")))
                .post("/api/v1/admin/partners/" + UUID.randomUUID() + "/webhooks")
                .then()
                .statusCode(404);
    }

    @Test
    void nobodyReachesThoseOfAnother() {
        JsonPath made = create(URL).jsonPath();
        TestShop other = TestShop.open();
        String one = path(made);
        String staffs = "/api/v1/admin/partners/" + other.partnerId + "/webhooks/" + made.getString("id");

        assertEquals(
                List.of(404, 404, 404, 404, 404, 404, 404, 404),
                List.of(
                        other.partner().get(one).statusCode(),
                        other.partner()
                                .body(Map.of("enabled", false))
                                .patch(one)
                                .statusCode(),
                        other.partner().delete(one).statusCode(),
                        other.partner().post(one + "/secret").statusCode(),
                        other.partner().post(one + "/test-events").statusCode(),
                        other.partner().get(one + "/deliveries").statusCode(),
                        other.partner()
                                .post(one + "/deliveries/" + UUID.randomUUID() + "/replay")
                                .statusCode(),
                        other.partner()
                                .body(Map.of("since", "2026-01-01T00:00:00Z"))
                                .post(one + "/replays")
                                .statusCode()));
        staff().get(staffs).then().statusCode(404);
        staff().delete(staffs).then().statusCode(404);
        given().get(WEBHOOKS).then().statusCode(401);
        as(TestTokens.member(UUID.randomUUID())).get(WEBHOOKS).then().statusCode(401);
        as(TestTokens.member(UUID.randomUUID())).get(staffs).then().statusCode(403);
        as(TestTokens.service("commission")).get(staffs).then().statusCode(403);
        shop.partner().get(staffs).then().statusCode(401);
    }

    private Response create(String url) {
        return shop.partner()
                .body(Map.of("url", url, "events", List.of("transaction.changed")))
                .post(WEBHOOKS);
    }

    private static String path(JsonPath webhook) {
        return WEBHOOKS + "/" + webhook.getString("id");
    }
}
