package shop.pennywell.commission.transaction;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.TestShop;
import shop.pennywell.local.testing.TestTokens;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static shop.pennywell.commission.TestShop.as;
import static shop.pennywell.commission.TestShop.item;
import static shop.pennywell.commission.TestShop.order;
import static shop.pennywell.commission.TestShop.staff;

@QuarkusTest
class OrdersResourceTest {
    private static TestShop shop;
    private String click;

    @BeforeEach
    void aClick() {
        if (shop == null) {
            shop = TestShop.open();
        }
        click = shop.click(UUID.randomUUID());
    }

    @Test
    void judgesEachOrderOnItsOwn() {
        Map<String, Object> good = order(click, reference(), item("a", "DEFAULT", 1, "10.00"));

        Response response = shop.report(
                good,
                with(good, "clickId", "01ARZ3NDEKTSV4RRFFQ69G5FAV"),
                with(good, "clickId", "nonsense"),
                with(good, "orderReference", ""),
                with(good, "orderReference", "x".repeat(101)),
                with(good, "orderReference", "a\u0000b"),
                with(good, "currency", "USD"),
                with(good, "currency", "EURO"),
                with(good, "items", List.of()),
                with(good, "items", List.of(item("a", "DEFAULT", 0, "1.00"))),
                with(good, "items", List.of(item("a", "DEFAULT", -1, "1.00"))),
                with(good, "items", List.of(item("a", "DEFAULT", 1, "-1.00"))),
                with(good, "items", List.of(item("a", "DEFAULT", 1, "1.005"))),
                with(good, "items", List.of(item("a", "DEFAULT", 1, "100000000.01"))),
                with(good, "items", List.of(item("a", "DEFAULT", 1, "1e3"))),
                with(good, "items", List.of(with(item("a", "DEFAULT", 1, "1.00"), "amount", 12.5))),
                with(good, "orderedAt", Instant.now().minusSeconds(3600).toString()),
                with(good, "orderedAt", Instant.now().plusSeconds(86_400L * 91).toString()),
                with(good, "orderedAt", Instant.now().plusSeconds(3600).toString()),
                with(good, "orderedAt", "yesterday"),
                with(good, "customer", "OLD"),
                "no object",
                with(good, "orderReference", reference()));

        response.then().statusCode(200);
        assertEquals(
                Arrays.asList(
                        null,
                        "click-unknown",
                        "click-unknown",
                        "order-reference-invalid",
                        "order-reference-invalid",
                        "malformed-order",
                        "currency-mismatch",
                        "currency-invalid",
                        "items-missing",
                        "quantity-invalid",
                        "quantity-invalid",
                        "amount-invalid",
                        "amount-invalid",
                        "amount-invalid",
                        "amount-invalid",
                        "amount-invalid",
                        "ordered-before-click",
                        "window-passed",
                        "ordered-at-invalid",
                        "ordered-at-invalid",
                        "malformed-order",
                        "malformed-order",
                        null),
                response.path("results.code"));
        assertEquals("ACCEPTED", response.path("results[0].outcome"));
        assertEquals("ACCEPTED", response.path("results[22].outcome"));
        response.then().body("results.findAll { it.outcome == 'REJECTED' }", hasSize(21));
        response.then()
                .body("results.index", equalTo(IntStream.range(0, 23).boxed().toList()));
    }

    @Test
    void countsAMissingOrUnknownGroupAsDefaultAndSaysSo() {
        Map<String, Object> unknown = item("b", "CARS", 1, "10.00");
        Map<String, Object> missing = with(unknown, "group", null);

        String id = shop.report(order(click, reference(), item("a", "DEFAULT", 1, "10.00"), unknown, missing))
                .then()
                .body("results[0].outcome", equalTo("ACCEPTED"))
                .body("results[0].code", equalTo("group-defaulted"))
                .body("results[0].detail", equalTo("counted as DEFAULT: item 1, 2"))
                .extract()
                .path("results[0].transactionId");

        shop.transaction(id)
                .then()
                .body("items.group", everyItem(equalTo("DEFAULT")))
                .body("commission.amount", equalTo("1.50"));
    }

    @Test
    void aRepeatIsADuplicateAndChangesNothing() {
        String reference = reference();
        String id = shop.ordered(click, reference, item("a", "DEFAULT", 1, "10.00"));

        shop.report(
                        order(click, reference, item("a", "DEFAULT", 1, "99.00")),
                        order(shop.click(UUID.randomUUID()), reference, item("a", "DEFAULT", 1, "10.00")))
                .then()
                .body("results.outcome", equalTo(List.of("DUPLICATE", "DUPLICATE")))
                .body("results.transactionId", equalTo(List.of(id, id)));

        shop.transaction(id).then().body("orderValue.amount", equalTo("10.00")).body("revision", equalTo(1));
    }

    @Test
    void ofARepeatWithinABatchTheFirstCounts() {
        String reference = reference();

        shop.report(
                        order(click, reference, item("a", "DEFAULT", 1, "-1")),
                        order(click, reference, item("a", "DEFAULT", 1, "10.00")),
                        order(click, reference, item("a", "DEFAULT", 1, "20.00")))
                .then()
                .body("results.outcome", equalTo(List.of("REJECTED", "ACCEPTED", "DUPLICATE")));
    }

    @Test
    void theSameOrderFromEightSidesAtOnceIsOne() throws Exception {
        // Given eight batches with the same twenty orders, each in another order
        List<Map<String, Object>> orders = IntStream.range(0, 20)
                .mapToObj(i -> order(click, reference(), item("a", "DEFAULT", 1, "10.00")))
                .toList();
        ExecutorService partners = Executors.newFixedThreadPool(8);

        // When all are reported at once
        List<Callable<Response>> reports = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            List<Map<String, Object>> shuffled = new ArrayList<>(orders);
            Collections.shuffle(shuffled);
            reports.add(() -> shop.report(shuffled.toArray()));
        }
        List<String> outcomes = new ArrayList<>();
        for (Future<Response> answer : partners.invokeAll(reports)) {
            assertEquals(200, answer.get().statusCode());
            outcomes.addAll(answer.get().jsonPath().getList("results.outcome"));
        }
        partners.shutdown();

        // Then each counts once
        assertEquals(20, Collections.frequency(outcomes, "ACCEPTED"));
        assertEquals(140, Collections.frequency(outcomes, "DUPLICATE"));
        staff().get("/api/v1/admin/transactions?orderReference=" + orders.get(0).get("orderReference"))
                .then()
                .body("items", hasSize(1));
    }

    @Test
    void refusesOrdersOfAnothersStore() {
        TestShop other = TestShop.open();

        other.report(order(click, reference(), item("a", "DEFAULT", 1, "10.00")))
                .then()
                .body("results[0].outcome", equalTo("REJECTED"))
                .body("results[0].code", equalTo("store-not-yours"));
    }

    @Test
    void takesTheClickIdInAnyCase() {
        Map<String, Object> lower =
                order(click.toLowerCase(java.util.Locale.ROOT), reference(), item("a", "DEFAULT", 1, "10.00"));

        shop.report(lower).then().body("results[0].outcome", equalTo("ACCEPTED"));
    }

    @Test
    void refusesABatchThatIsNone() {
        for (String body : List.of("{", "[]", "{}", "{\"orders\":{}}", "{\"orders\":[]}", "null", "\"x\"", "")) {
            shop.partner()
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .body(body)
                    .post("/api/v1/partner/orders")
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json");
        }
        shop.report(Collections.nCopies(1001, "x").toArray()).then().statusCode(400);
        shop.partner()
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body("[\"" + "x".repeat(2 * 1024 * 1024) + "\"]")
                .post("/api/v1/partner/orders")
                .then()
                .statusCode(413);
    }

    @Test
    void refusesHalfACharacterInOneOrderAlone() {
        String half = "{\"clickId\":\"" + click + "\",\"orderReference\":\"a\\ud800\"}";

        shop.partner()
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body("[" + half + ",7]")
                .post("/api/v1/partner/orders")
                .then()
                .statusCode(200)
                .body("results.code", equalTo(List.of("malformed-order", "malformed-order")));
    }

    @Test
    void takesAThousandOrdersAtOnce() {
        Object[] orders = IntStream.range(0, 1000)
                .mapToObj(i -> order(click, "K-" + click + "-" + i, item("a", "DEFAULT", 1, "0.99")))
                .toArray();

        Response response = shop.report(orders);

        response.then().statusCode(200).body("results.findAll { it.outcome == 'ACCEPTED' }", hasSize(1000));
    }

    @Test
    void answersARetryWithTheFirstAnswer() {
        String body = "{\"orders\":[{\"clickId\":\"" + click + "\",\"orderReference\":\"" + reference()
                + "\",\"orderedAt\":\"" + Instant.now()
                + "\",\"currency\":\"EUR\",\"items\":[{\"sku\":\"a\",\"quantity\":1,\"amount\":\"1.00\",\"group\":\"DEFAULT\"}]}]}";
        String key = UUID.randomUUID().toString();

        Response first =
                shop.partner().header("Idempotency-Key", key).body(body).post("/api/v1/partner/orders");
        Response again =
                shop.partner().header("Idempotency-Key", key).body(body).post("/api/v1/partner/orders");

        first.then().statusCode(200).header("Idempotency-Hit", nullValue());
        again.then().statusCode(200).header("Idempotency-Hit", "true");
        assertEquals((String) first.path("results[0].transactionId"), again.path("results[0].transactionId"));
        assertEquals("ACCEPTED", again.path("results[0].outcome"));
        shop.partner()
                .header("Idempotency-Key", key)
                .body(body.replace("1.00", "2.00"))
                .post("/api/v1/partner/orders")
                .then()
                .statusCode(422);
        shop.partner().body(body).post("/api/v1/partner/orders").then().statusCode(400);
    }

    @Test
    void letsOnlyPartnersIn() {
        given().post("/api/v1/partner/orders").then().statusCode(401);
        as(TestTokens.member(UUID.randomUUID()))
                .post("/api/v1/partner/orders")
                .then()
                .statusCode(401);
        as(TestTokens.service("commission"))
                .post("/api/v1/partner/orders")
                .then()
                .statusCode(401);
    }

    @Test
    void keepsTheRawReportAndHidesTheMemberFromThePartner() {
        UUID member = UUID.randomUUID();
        String reference = reference();
        Map<String, Object> said = with(
                order(shop.click(member), reference, item("a", "DEFAULT", 1, "10.00")), "anything", Map.of("else", 1));
        String id = shop.report(said).path("results[0].transactionId");

        shop.transaction(id)
                .then()
                .body("memberId", equalTo(member.toString()))
                .body("revisions[0].payload.anything.else", equalTo(1))
                .body("revisions[0].saidBy", equalTo(shop.clientId));
        shop.partner()
                .get("/api/v1/partner/transactions/" + id)
                .then()
                .statusCode(200)
                .body("commission.amount", equalTo("0.50"))
                .body("memberId", nullValue())
                .body("cashback", nullValue())
                .body("items[0].cashback", nullValue());
        shop.partner()
                .get("/api/v1/partner/transactions?orderReference=" + reference)
                .then()
                .body("items.transactionId", equalTo(List.of(id)));
        TestShop other = TestShop.open();
        other.partner().get("/api/v1/partner/transactions/" + id).then().statusCode(404);
        other.partner()
                .get("/api/v1/partner/transactions?partnerId=" + shop.partnerId)
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void namesTheQueryParameterThatIsWrong() {
        for (String wrong : List.of("from=never", "to=+999999999-12-31", "to=%2B999999999-12-31", "from=1999-12-31")) {
            invalidParameter(shop.partner(), "/api/v1/partner/stats?" + wrong);
        }
        for (String wrong : List.of("status=LOST", "storeId=1")) {
            invalidParameter(shop.partner(), "/api/v1/partner/transactions?" + wrong);
        }
        for (String wrong : List.of("status=pending", "storeId=1", "partnerId=x", "memberId=me")) {
            invalidParameter(staff(), "/api/v1/admin/transactions?" + wrong);
        }
        staff().get("/api/v1/admin/transactions?status=PENDING&storeId=" + shop.storeId + "&partnerId="
                        + shop.partnerId)
                .then()
                .statusCode(200);
    }

    private static void invalidParameter(RequestSpecification caller, String path) {
        String name = path.substring(path.indexOf('?'), path.indexOf('='));
        caller.urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid-request"))
                .body("errors.pointer", equalTo(List.of(name)));
    }

    private static String reference() {
        return "R-" + UUID.randomUUID();
    }

    private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
        Map<String, Object> copy = new HashMap<>(map);
        copy.put(key, value);
        return copy;
    }
}
