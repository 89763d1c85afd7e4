package shop.pennywell.commission.campaign;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.TestShop;
import shop.pennywell.local.testing.TestTokens;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.commission.TestShop.as;
import static shop.pennywell.commission.TestShop.item;
import static shop.pennywell.commission.TestShop.member;
import static shop.pennywell.commission.TestShop.staff;

@QuarkusTest
@Tag("slow")
class RateCampaignResourceTest {
    private static final String CAMPAIGNS = "/api/v1/admin/rate-campaigns";
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private final List<String> planned = new ArrayList<>();

    /** Other tests count on the plain rates. */
    @AfterEach
    void end() {
        for (String id : planned) {
            staff().delete(CAMPAIGNS + "/" + id);
            staff().body(Map.of("validTo", now.toString())).patch(CAMPAIGNS + "/" + id);
        }
    }

    @Test
    void raisesTheShareOfClicksWhileItRunsAndTheyStayRaised() {
        // Given 5 % of which 60 % are the member's, and a click without a campaign
        TestShop shop = TestShop.open();
        UUID member = UUID.randomUUID();
        String before = shop.click(member);

        // When the share is half as much again for a while
        String id = plan(campaign(shop, "factor", "1.5"));
        String during = shop.click(member);
        staff().body(Map.of("validTo", now.toString()))
                .patch(CAMPAIGNS + "/" + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("OVER"));
        String after = shop.click(member);

        // Then
        receipt(member, before).then().body("receipt[0].value", equalTo("3")).body("receipt[0].campaign", nullValue());
        receipt(member, during)
                .then()
                .body("receipt[0].value", equalTo("4.5"))
                .body("receipt[0].baseValue", equalTo("3"))
                .body("receipt[0].campaign.name", equalTo("Week of joy"))
                .body(
                        "receipt[0].text",
                        equalTo(
                                "4.5 % of what you spend on everything else; thanks to \u201cWeek of joy\u201d, instead of 3 %"));
        receipt(member, after).then().body("receipt[0].value", equalTo("3"));
        String order = shop.ordered(during, "D", item("a", "DEFAULT", 1, "100.00"));
        shop.transaction(order).then().body("cashback.amount", equalTo("4.50"));
    }

    @Test
    void reachesTheStoresGroupsAndMarketThatItNames() {
        TestShop shop = TestShop.open();
        TestShop other = TestShop.open();
        UUID member = UUID.randomUUID();
        Map<String, Object> campaign = campaign(shop, "memberSharePercent", "100");
        campaign.put("groups", List.of("ELECTRONICS"));
        campaign.put("market", "AT");
        plan(campaign);

        assertEquals(List.of("3", "1.25"), receipt(member, shop.click(member)).path("receipt.value"));
        assertEquals(
                List.of("3", "1.25"), receipt(member, austrian(member, other)).path("receipt.value"));
        assertEquals(
                List.of("3", "2.5"), receipt(member, austrian(member, shop)).path("receipt.value"));
    }

    @Test
    void oneForAllStoresReachesTheStoresOfTomorrowToo() {
        Map<String, Object> everywhere = new HashMap<>(campaign(TestShop.open(), "memberSharePercent", "99"));
        everywhere.remove("storeIds");
        everywhere.put("allStores", true);
        everywhere.put("market", "IS");
        plan(everywhere);

        TestShop shop = TestShop.open();
        UUID member = UUID.randomUUID();
        String click = as(TestTokens.member(member, "IS", "EUR"))
                .get("/go/" + shop.slug)
                .header("Click-Id");
        receipt(member, click).then().body("receipt[0].value", equalTo("4.95"));
    }

    @Test
    void staffPlanListAndReadThem() {
        TestShop shop = TestShop.open();
        Map<String, Object> wanted = campaign(shop, "factor", "2.0");
        wanted.put("validFrom", "2090-01-01T00:00:00Z");
        wanted.put("validTo", "2090-01-03T00:00:00Z");

        String id = plan(wanted);

        staff().get(CAMPAIGNS + "/" + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("PLANNED"))
                .body("factor", equalTo("2"))
                .body("memberSharePercent", nullValue())
                .body("allStores", equalTo(false))
                .body("storeIds", equalTo(List.of(shop.storeId)));
        staff().get(CAMPAIGNS + "?limit=1").then().body("items.id", equalTo(List.of(id)));
        String next = staff().get(CAMPAIGNS + "?limit=1").path("next");
        staff().get(CAMPAIGNS + "?limit=100&cursor=" + (next == null ? "" : next))
                .then()
                .statusCode(200)
                .body("items.id", not(hasItem(id)));
        staff().get(CAMPAIGNS + "?at=2090-01-02T00:00:00Z").then().body("items.id", equalTo(List.of(id)));
        staff().get(CAMPAIGNS + "?at=2090-01-03T00:00:00Z").then().body("items.id", equalTo(List.of()));
        staff().get(CAMPAIGNS + "?at=soon").then().statusCode(400);
        staff().get(CAMPAIGNS + "/" + UUID.randomUUID()).then().statusCode(404);
        member(UUID.randomUUID()).get(CAMPAIGNS).then().statusCode(403);
        shop.partner().body(wanted).post(CAMPAIGNS).then().statusCode(401);
        as(TestTokens.service("commission"))
                .get("/internal/rate-campaigns?limit=1")
                .then()
                .body("items.campaignId", equalTo(List.of(id)));
        staff().get("/internal/rate-campaigns").then().statusCode(403);
    }

    @Test
    void onePlannedMayChangeOrBeWithdrawnOneThatRunsMayOnlyEnd() {
        TestShop shop = TestShop.open();
        Map<String, Object> wanted = campaign(shop, "factor", "2");
        wanted.put("validFrom", "2090-01-01T00:00:00Z");
        wanted.put("validTo", "2090-01-03T00:00:00Z");
        String id = plan(wanted);

        // When it is planned
        change(id, Map.of("validTo", "2089-01-01T00:00:00Z"), 422, "campaign-invalid");
        change(id, Map.of("name", "  "), 422, "campaign-invalid");
        staff().body(Map.of("name", "Better", "memberSharePercent", "90"))
                .patch(CAMPAIGNS + "/" + id)
                .then()
                .statusCode(200)
                .body("name", equalTo("Better"))
                .body("factor", nullValue())
                .body("memberSharePercent", equalTo("90"))
                .body("validTo", equalTo("2090-01-03T00:00:00Z"));
        String running = plan(campaign(shop, "factor", "2"));

        // When it runs
        change(running, Map.of("factor", "1.1"), 409, "campaign-state");
        change(running, Map.of("name", "Other", "validTo", "2090-01-01T00:00:00Z"), 409, "campaign-state");
        staff().delete(CAMPAIGNS + "/" + running).then().statusCode(409).body("code", equalTo("campaign-state"));
        staff().body(Map.of("validTo", "2020-01-01T00:00:00Z"))
                .patch(CAMPAIGNS + "/" + running)
                .then()
                .statusCode(200)
                .body("state", equalTo("OVER"));
        Instant ended = Instant.parse(staff().get(CAMPAIGNS + "/" + running).path("validTo"));
        assertFalse(ended.isBefore(now), "the past stays as it was promised");

        // When it is over or withdrawn
        change(running, Map.of("validTo", "2090-01-01T00:00:00Z"), 409, "campaign-state");
        staff().delete(CAMPAIGNS + "/" + id).then().statusCode(204);
        staff().delete(CAMPAIGNS + "/" + id).then().statusCode(204);
        staff().get(CAMPAIGNS + "/" + id).then().body("state", equalTo("WITHDRAWN"));
        change(id, Map.of("name", "Again"), 409, "campaign-state");
        change(UUID.randomUUID().toString(), Map.of(), 404, "not-found");
    }

    @Test
    void refusesTwoOfOneNameAtOnceAndNamesBoth() {
        TestShop shop = TestShop.open();
        Map<String, Object> wanted = campaign(shop, "factor", "2");
        wanted.put("name", "Twice");
        String first = plan(wanted);

        wanted.put("name", "TWICE");
        staff().body(wanted)
                .post(CAMPAIGNS)
                .then()
                .statusCode(422)
                .body("code", equalTo("campaigns-overlap"))
                .body("detail", containsString(first))
                .body("detail", containsString("(TWICE, from "));
        wanted.put("validFrom", "2090-01-01T00:00:00Z");
        wanted.put("validTo", "2090-01-02T00:00:00Z");
        String later = plan(wanted);
        change(later, Map.of("validFrom", now.toString()), 422, "campaigns-overlap");
    }

    @Test
    void ofManyWhoPlanTheSameAtOnceOneDoes() throws Exception {
        TestShop shop = TestShop.open();
        Map<String, Object> wanted = campaign(shop, "factor", "2");
        wanted.put("name", "Race " + UUID.randomUUID());
        ExecutorService many = Executors.newFixedThreadPool(6);
        Callable<Response> planning = () -> staff().body(wanted).post(CAMPAIGNS);

        List<Integer> statuses = new ArrayList<>();
        for (Future<Response> answer : many.invokeAll(Collections.nCopies(6, planning))) {
            Response response = answer.get();
            statuses.add(response.statusCode());
            if (response.statusCode() == 201) {
                planned.add(response.path("id"));
            }
        }
        many.shutdown();

        assertEquals(1, Collections.frequency(statuses, 201), statuses.toString());
        assertEquals(5, Collections.frequency(statuses, 422), statuses.toString());
    }

    @Test
    void theSameRequestAgainPlansNoSecondOne() {
        TestShop shop = TestShop.open();
        String key = UUID.randomUUID().toString();
        Map<String, Object> wanted = campaign(shop, "factor", "2");

        String first = staff().header("Idempotency-Key", key)
                .body(wanted)
                .post(CAMPAIGNS)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        planned.add(first);

        staff().header("Idempotency-Key", key)
                .body(wanted)
                .post(CAMPAIGNS)
                .then()
                .statusCode(201)
                .header("Idempotency-Hit", "true")
                .body("id", equalTo(first));
    }

    @Test
    void refusesWhatCannotBe() {
        TestShop shop = TestShop.open();

        for (Map<String, Object> wrong : List.of(
                Map.<String, Object>of("factor", "1"),
                Map.<String, Object>of("factor", "0.5"),
                Map.<String, Object>of("factor", "100.0001"),
                Map.<String, Object>of("factor", "two"),
                Map.<String, Object>of("factor", "1E1"),
                Map.<String, Object>of("memberSharePercent", "80"),
                Map.<String, Object>of("storeIds", List.of(UUID.randomUUID().toString())),
                Map.<String, Object>of("allStores", true),
                Map.<String, Object>of("validTo", "2020-01-01T00:00:00Z"),
                Map.<String, Object>of("validFrom", "2090-01-02T00:00:00Z", "validTo", "2090-01-02T00:00:00Z"))) {
            refused(shop, wrong, 422, "campaign-invalid");
        }
        Map<String, Object> nowhere = campaign(shop, "factor", "2");
        nowhere.remove("storeIds");
        staff().body(nowhere).post(CAMPAIGNS).then().statusCode(422).body("code", equalTo("campaign-invalid"));
        Map<String, Object> nothing = campaign(shop, "memberSharePercent", "0");
        staff().body(nothing).post(CAMPAIGNS).then().statusCode(422).body("code", equalTo("campaign-invalid"));
        Map<String, Object> tooMuch = campaign(shop, "memberSharePercent", "100.1");
        staff().body(tooMuch).post(CAMPAIGNS).then().statusCode(422).body("code", equalTo("campaign-invalid"));

        for (Map<String, Object> wrong : List.of(
                Map.<String, Object>of("name", ""),
                Map.<String, Object>of("name", "x".repeat(61)),
                Map.<String, Object>of("name", "two\nlines"),
                Map.<String, Object>of("storeIds", List.of()),
                Map.<String, Object>of("storeIds", List.of("all")),
                Map.<String, Object>of("groups", List.of()),
                Map.<String, Object>of("market", "Germany"),
                Map.<String, Object>of("validTo", "3000-01-01T00:00:00Z"),
                Map.<String, Object>of("validTo", "tomorrow"))) {
            Map<String, Object> campaign = campaign(shop, "factor", "2");
            campaign.putAll(wrong);
            assertEquals(400, staff().body(campaign).post(CAMPAIGNS).statusCode(), wrong.toString());
        }
        assertTrue(planned.isEmpty());
    }

    private String plan(Map<String, Object> campaign) {
        String id = staff().body(campaign)
                .post(CAMPAIGNS)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        planned.add(id);
        return id;
    }

    private void refused(TestShop shop, Map<String, Object> change, int status, String code) {
        Map<String, Object> campaign = campaign(shop, "factor", "2");
        campaign.putAll(change);
        staff().body(campaign).post(CAMPAIGNS).then().statusCode(status).body("code", equalTo(code));
    }

    private static void change(String id, Map<String, Object> change, int status, String code) {
        staff().body(change)
                .patch(CAMPAIGNS + "/" + id)
                .then()
                .statusCode(status)
                .body("code", equalTo(code));
    }

    private Map<String, Object> campaign(TestShop shop, String raise, String by) {
        return new HashMap<>(Map.of(
                "name",
                "Week of joy",
                "storeIds",
                List.of(shop.storeId),
                raise,
                by,
                "validTo",
                now.plus(7, ChronoUnit.DAYS).toString()));
    }

    private static String austrian(UUID member, TestShop shop) {
        return as(TestTokens.member(member, "AT", "EUR"))
                .get("/go/" + shop.slug)
                .header("Click-Id");
    }

    private static Response receipt(UUID member, String click) {
        return member(member).get("/api/v1/me/clicks/" + click);
    }
}
