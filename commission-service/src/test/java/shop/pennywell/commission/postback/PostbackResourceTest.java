package shop.pennywell.commission.postback;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.pennywell.commission.TestShop;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.commission.TestShop.staff;

@QuarkusTest
class PostbackResourceTest {
    private static TestShop shop;
    private Map<String, String> query;

    @BeforeEach
    void aQuery() {
        if (shop == null) {
            shop = TestShop.open();
        }
        query = new TreeMap<>(Map.of(
                "click",
                shop.click(UUID.randomUUID()),
                "order",
                "Ä " + UUID.randomUUID(),
                "amount",
                "100.00",
                "currency",
                "EUR",
                "group",
                "ELECTRONICS",
                "ts",
                Long.toString(Instant.now().getEpochSecond())));
    }

    @Test
    void takesASignedOrderOnce() {
        String id = signed().then()
                .statusCode(200)
                .body("outcome", equalTo("ACCEPTED"))
                .extract()
                .path("transactionId");

        signedAnew()
                .then()
                .statusCode(200)
                .body("outcome", equalTo("DUPLICATE"))
                .body("transactionId", equalTo(id));
        shop.transaction(id)
                .then()
                .body("orderReference", equalTo(query.get("order")))
                .body("commission.amount", equalTo("2.50"))
                .body("revisions[0].saidBy", equalTo(shop.postbackKey));
    }

    /** A store's clock may be as far off as the signature is good for; when the order was made is ours to say. */
    @ParameterizedTest
    @ValueSource(longs = {-120, 120})
    void takesAnOrderOfAStoreWhoseClockIsOff(long seconds) {
        Instant now = Instant.now();
        query.put("ts", Long.toString(now.getEpochSecond() + seconds));

        String id = signed().then()
                .statusCode(200)
                .body("outcome", equalTo("ACCEPTED"))
                .extract()
                .path("transactionId");

        signedAnew().then().body("outcome", equalTo("DUPLICATE")).body("transactionId", equalTo(id));
        Response order = shop.transaction(id);
        Duration off = Duration.between(now, Instant.parse(order.path("orderedAt")));
        assertTrue(off.abs().compareTo(Duration.ofSeconds(60)) < 0, "ordered " + off + " from now");
        assertEquals(Long.toString(now.getEpochSecond() + seconds), order.path("revisions[0].payload.ts"));
    }

    @Test
    void answersABadOrderWithItsCode() {
        query.put("amount", "-1");

        signed().then().statusCode(200).body("outcome", equalTo("REJECTED")).body("code", equalTo("amount-invalid"));
    }

    @Test
    void anOrderByPostbackIsADuplicateOfTheSameByApi() {
        shop.ordered(query.get("click"), query.get("order"), TestShop.item("a", "DEFAULT", 1, "100.00"));

        signed().then().body("outcome", equalTo("DUPLICATE"));
    }

    @Test
    void refusesWhatIsNotSignedRightAndChangesNothing() {
        String right = signature(shop.postbackSecret);

        refused(signature("another secret"));
        refused(right.substring(2));
        refused("");
        refused("zz");
        query.put("amount", "999.00");
        refused(right);
        query.put("amount", "100.00");
        query.put("extra", "unsigned");
        refused(right);
        query.remove("extra");
        given().queryParams(query)
                .queryParam("amount", "5.00")
                .queryParam("sig", right)
                .get("/s2s/" + shop.postbackKey)
                .then()
                .statusCode(401);
        given().queryParams(query)
                .queryParam("sig", right)
                .get("/s2s/unknown")
                .then()
                .statusCode(401);

        staff().queryParam("orderReference", query.get("order"))
                .get("/api/v1/admin/transactions")
                .then()
                .body("items.size()", equalTo(0));
        send(right).then().statusCode(200).body("outcome", equalTo("ACCEPTED"));
    }

    @Test
    void refusesWhatIsTooOldOrOfTheFuture() {
        for (long off : new long[] {-301, 400}) {
            query.put("ts", Long.toString(Instant.now().getEpochSecond() + off));
            refused(signature(shop.postbackSecret));
        }
        for (String ts : new String[] {"", "soon", "-5", "99999999999999999999"}) {
            query.put("ts", ts);
            refused(signature(shop.postbackSecret));
        }
        query.remove("ts");
        refused(signature(shop.postbackSecret));
    }

    @Test
    void refusesAValueThatCouldBeReadAsTwoParameters() {
        query.remove("currency");
        query.put("click", query.get("click") + "&currency=EUR");

        refused(signature(shop.postbackSecret));
    }

    @Test
    void refusesTheSameCallWordForWordUnlessTheGatewaySendsItAgain() {
        // Given a call that was taken, and the count so far
        String signature = signature(shop.postbackSecret);
        double before = counted("replayed");
        String id = send(signature, "R-1").then().statusCode(200).extract().path("transactionId");

        // When whoever overheard it sends it again, with whatever they please
        refused(signature);
        refused(signature.toUpperCase(Locale.ROOT));
        send(signature, "R-2").then().statusCode(401);

        // Then it did nothing, and the gateway alone may repeat it
        shop.transaction(id).then().body("revision", equalTo(1));
        assertEquals(before + 3, counted("replayed"));
        send(signature, "R-1").then().statusCode(200).body("outcome", equalTo("DUPLICATE"));
    }

    @Test
    void aReplayAtTheSameInstantIsTakenOnce() throws Exception {
        String signature = signature(shop.postbackSecret);
        ExecutorService senders = Executors.newFixedThreadPool(6);

        List<Integer> statuses = new ArrayList<>();
        Callable<Integer> replay = () -> send(signature).statusCode();
        for (Future<Integer> answer : senders.invokeAll(Collections.nCopies(6, replay))) {
            statuses.add(answer.get());
        }
        senders.shutdown();

        assertEquals(1, Collections.frequency(statuses, 200), statuses.toString());
        assertEquals(5, Collections.frequency(statuses, 401), statuses.toString());
    }

    @Test
    void twoSecretsCountWhileAStoreChangesToTheNewOne() {
        TestShop other = TestShop.open();
        query.put("click", other.click(UUID.randomUUID()));
        String credentials = "/api/v1/admin/partners/" + other.partnerId + "/credentials";
        String rotation = credentials + "/" + other.clientId + "/postback-secret";

        // When it is replaced
        String second = staff().body("{}")
                .post(rotation)
                .then()
                .statusCode(201)
                .body("postbackKey", equalTo(other.postbackKey))
                .body("clientSecret", nullValue())
                .extract()
                .path("postbackSecret");

        // Then both count
        for (String secret : List.of(second, other.postbackSecret)) {
            query.put("order", "R " + UUID.randomUUID());
            sign(other, secret).then().statusCode(200).body("outcome", equalTo("ACCEPTED"));
        }
        staff().get(credentials)
                .then()
                .body("items[0].postbackUsedAt", notNullValue())
                .body("items[0].previousPostbackSecretUntil", notNullValue());

        // When it is replaced again, the first counts no longer; when the second has leaked, it ends at once
        String third = staff().body("{}").post(rotation).path("postbackSecret");
        sign(other, other.postbackSecret).then().statusCode(401);
        String fourth =
                staff().body(Map.of("previousValidHours", 0)).post(rotation).path("postbackSecret");
        sign(other, third).then().statusCode(401);
        query.put("order", "R " + UUID.randomUUID());
        sign(other, fourth).then().statusCode(200);

        for (int hours : new int[] {-1, 721}) {
            staff().body(Map.of("previousValidHours", hours))
                    .post(rotation)
                    .then()
                    .statusCode(400);
        }
        staff().body("{}").post(credentials + "/nobody/postback-secret").then().statusCode(404);
        staff().delete(credentials + "/" + other.clientId);
        staff().body("{}").post(rotation).then().statusCode(409).body("code", equalTo("credential-revoked"));
    }

    @Test
    void revokedCredentialsEndThePostbacksToo() {
        TestShop other = TestShop.open();
        query.put("click", other.click(UUID.randomUUID()));
        String signature = signature(other.postbackSecret);
        staff().delete("/api/v1/admin/partners/" + other.partnerId + "/credentials/" + other.clientId);

        given().queryParams(query)
                .queryParam("sig", signature)
                .get("/s2s/" + other.postbackKey)
                .then()
                .statusCode(401);
    }

    private Response signed() {
        return send(signature(shop.postbackSecret));
    }

    private Response signedAnew() {
        query.put("ts", Long.toString(Long.parseLong(query.get("ts")) + 1));
        return signed();
    }

    private Response sign(TestShop by, String secret) {
        return given().queryParams(query).queryParam("sig", signature(secret)).get("/s2s/" + by.postbackKey);
    }

    /** How many were refused for this reason, as operators see it. */
    private static double counted(String reason) {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line ->
                        line.startsWith("pennywell_postbacks_refused_total") && line.contains("\"" + reason + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private void refused(String signature) {
        send(signature).then().statusCode(401).body("code", equalTo("postback-refused"));
    }

    private Response send(String signature) {
        return send(signature, null);
    }

    private Response send(String signature, String requestId) {
        RequestSpecification call = given().queryParams(query).queryParam("sig", signature);
        return (requestId == null ? call : call.header("Request-Id", requestId)).get("/s2s/" + shop.postbackKey);
    }

    private String signature(String secret) {
        try {
            Mac hmac = Mac.getInstance("HmacSHA256");
            hmac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String signed = query.entrySet().stream()
                    .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                    .collect(Collectors.joining("&"));
            return HexFormat.of().formatHex(hmac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
