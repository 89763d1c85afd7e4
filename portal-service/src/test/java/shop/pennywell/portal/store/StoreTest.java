package shop.pennywell.portal.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import shop.pennywell.contracts.Contracts;
import shop.pennywell.defaults.page.Cursor;
import shop.pennywell.local.testing.LocalStores;
import shop.pennywell.local.testing.TestTokens;
import shop.pennywell.portal.testing.Partner;
import shop.pennywell.portal.testing.Shares;
import shop.pennywell.portal.testing.Siblings;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static shop.pennywell.portal.testing.Partner.fixed;
import static shop.pennywell.portal.testing.Partner.percent;

@QuarkusTest
@WithTestResource(LocalStores.class)
@WithTestResource(Siblings.class)
class StoreTest {

    @Inject
    PullStores pull;

    @Test
    void showsTheMembersShareOfEachRateRoundedDown() {
        Partner partner = new Partner()
                .storeAt(1)
                .ratesAt(
                        1,
                        percent("DEFAULT", "7.77", "55"),
                        percent("BOOKS", "3", "50"),
                        fixed("NEW_CUSTOMER", "5.01", "GBP", "50"));

        get("/api/v1/stores/" + partner.slug)
                .then()
                .statusCode(200)
                .body("slug", equalTo(partner.slug))
                .body("daysToConfirm", equalTo(30))
                .body("bestRate.value", equalTo("4.27"))
                .body("rates.value", contains("4.27", "1.5", "2.50"))
                .body("rates.group", contains("DEFAULT", "BOOKS", "NEW_CUSTOMER"))
                .body("rates.name", contains("Everything else", "Books", "New customer"))
                .body("bestRate.name", equalTo("Everything else"))
                .body("rates.type", contains("PERCENT", "PERCENT", "FIXED"))
                .body("rates[0].currency", nullValue())
                .body("rates[2].currency", equalTo("GBP"));
    }

    @Test
    void readsTheSamplesOfTheContracts() {
        Partner.deliver("store.changed", Contracts.sample("store.changed")).body("failed", empty());
        Partner.deliver("rate.changed", Contracts.sample("rate.changed")).body("failed", empty());
        Partner.deliver("rate-campaign.changed", Contracts.sample("rate-campaign.changed"))
                .body("failed", empty());
        Partner.deliver("tiers.changed", Contracts.sample("tiers.changed")).body("failed", empty());

        get("/api/v1/stores/paper-lantern?country=GB")
                .then()
                .statusCode(200)
                .body("name", equalTo("Paper Lantern"))
                .body("markets", contains("GB", "IE"))
                .body("rates.find { it.group == 'DEFAULT' }.value", equalTo("4"))
                .body("rates.find { it.group == 'DEFAULT' }.capPerOrder.amount", equalTo("20.00"))
                .body("rates.find { it.group == 'DEFAULT' }.minimumOrder.amount", equalTo("25.00"));
    }

    @Test
    void ignoresACampaignOrTiersThatAreNotNewer() throws JsonProcessingException {
        Partner partner = new Partner().storeAt(1).ratesAt(1, percent("DEFAULT", "10", "40"));
        String store = "/api/v1/stores/" + partner.slug;
        Shares shares = new Shares();
        try {
            ObjectNode campaign = campaign(partner, "Now");
            shares.campaign(campaign.put("revision", 2));
            shares.campaign(campaign.deepCopy().put("revision", 1).put("factor", "1.1"));
            shares.tiers(Map.of("PLUS", "10", "VIP", "20"));
            Partner.deliver("tiers.changed", Shares.tiersJson(3, Map.of("PLUS", "50")))
                    .body("failed", empty());
            get(store)
                    .then()
                    .body("rates[0].value", equalTo("8"))
                    .body("rates[0].baseValue", equalTo("4"))
                    .body("rates[0].campaign.name", equalTo("Now"))
                    .body("rates[0].campaign.validTo", equalTo("2900-01-01T00:00:00Z"));
            inTier("PLUS").get(store).then().body("rates[0].value", equalTo("9"));
            inTier("GOLD").get(store).then().body("rates[0].value", equalTo("8"));

            int before = Shares.nextRevision();
            shares.tiers(Map.of("VIP", "5"));
            Partner.deliver("tiers.changed", Shares.tiersJson(before, Map.of("PLUS", "50")))
                    .body("failed", empty());

            inTier("PLUS").get(store).then().body("rates[0].value", equalTo("8"));
            inTier("VIP").get(store).then().body("rates[0].value", equalTo("8.5"));
        } finally {
            shares.end();
        }
        get(store).then().body("rates[0].value", equalTo("4")).body("rates[0].campaign", nullValue());
    }

    @Test
    void sortsByWhatTheMemberGets() throws JsonProcessingException {
        String mark = "raised" + System.nanoTime();
        Partner raised = new Partner();
        raised.categories = "\"" + mark + "\"";
        raised.storeAt(1).ratesAt(1, percent("DEFAULT", "10", "40"));
        Partner steady = new Partner();
        steady.categories = "\"" + mark + "\"";
        steady.storeAt(1).ratesAt(1, percent("DEFAULT", "10", "50"));
        String list = "/api/v1/stores?sort=cashback&limit=1&category=" + mark;
        get(list).then().body("items.slug", contains(steady.slug));
        Shares shares = new Shares();
        try {
            shares.campaign(campaign(raised, "Raised"));

            Response first = get(list);

            first.then().body("items.slug", contains(raised.slug)).body("items.bestRate.value", contains("8"));
            get(list + "&cursor=" + first.path("next")).then().body("items.slug", contains(steady.slug));
        } finally {
            shares.end();
        }
    }

    @Test
    void pullRepairsCampaignsAndTiersToo() throws IOException {
        Partner partner = new Partner().storeAt(1).ratesAt(1, percent("DEFAULT", "10", "40"));
        ObjectNode campaign = campaign(partner, "Pulled");
        Siblings.commissionTellsOfShares(
                campaign.toString(), Shares.tiersJson(Shares.nextRevision(), Map.of("VIP", "5")));

        pull.pull();

        inTier("VIP").get("/api/v1/stores/" + partner.slug).then().body("rates[0].value", equalTo("8.5"));
        Siblings.commissionTellsOfShares(
                campaign.put("revision", 9).put("withdrawn", true).toString(),
                Shares.tiersJson(Shares.nextRevision(), Map.of("VIP", "0")));
        pull.pull();
        inTier("VIP").get("/api/v1/stores/" + partner.slug).then().body("rates[0].value", equalTo("4"));
    }

    @Test
    void ignoresARevisionThatIsNotNewer() {
        Partner partner = new Partner();
        partner.name = "New name";
        partner.storeAt(5).ratesAt(5, percent("DEFAULT", "10", "50"));
        partner.name = "Old name";
        partner.storeAt(4).storeAt(5).ratesAt(4, percent("DEFAULT", "90", "50"));

        get("/api/v1/stores/" + partner.slug)
                .then()
                .body("name", equalTo("New name"))
                .body("rates.value", contains("5"));
    }

    @Test
    void ratesMayComeBeforeTheirStore() {
        Partner partner =
                new Partner().ratesAt(1, percent("DEFAULT", "8", "50")).storeAt(1);

        get("/api/v1/stores/" + partner.slug).then().body("bestRate.value", equalTo("4"));
    }

    @Test
    void showsOnlyRatesOfTodayAndOfTheCountry() {
        Map<String, String> base = Map.of("group", "DEFAULT", "type", "PERCENT", "value", "10");
        Partner partner = new Partner()
                .storeAt(1)
                .ratesAt(
                        1,
                        with(base, "memberSharePercent", "10", "validTo", "2021-01-01T00:00:00Z"),
                        with(base, "memberSharePercent", "20", "validFrom", "2100-01-01T00:00:00Z"),
                        with(base, "memberSharePercent", "30", "market", "IE"),
                        with(base, "memberSharePercent", "40", "validTo", "2100-01-01T00:00:00Z"));

        get("/api/v1/stores/" + partner.slug + "?country=GB").then().body("rates.value", contains("4"));
        get("/api/v1/stores/" + partner.slug + "?country=ie").then().body("rates.value", contains("3"));
    }

    /** As commission-service does when it freezes the terms of a click: RateReceipt. */
    @Test
    void promisesWhatAClickWouldBePaidBy() {
        Map<String, String> tenth = Map.of("group", "DEFAULT", "type", "PERCENT", "value", "10");
        Map<String, String> books = Map.of("group", "BOOKS", "type", "PERCENT", "value", "10");
        Partner partner = new Partner();
        partner.categories = "\"" + partner.slug + "\"";
        partner.storeAt(1)
                .ratesAt(
                        1,
                        with(tenth, "memberSharePercent", "90"),
                        with(tenth, "memberSharePercent", "60", "market", "GB", "validFrom", "2020-01-01T00:00:00Z"),
                        with(tenth, "memberSharePercent", "30", "market", "GB", "validFrom", "2021-01-01T00:00:00Z"),
                        with(books, "memberSharePercent", "20", "rateId", "019ab0c1-52f4-7c1e-9d0a-3b5f7e2a9c41"),
                        with(books, "memberSharePercent", "10", "rateId", "019ab0c1-52f4-7c1e-9d0a-3b5f7e2a9c42"));
        String store = "/api/v1/stores/" + partner.slug;

        get(store + "?country=GB")
                .then()
                .body("rates.value", contains("3", "1"))
                .body("bestRate.value", equalTo("3"));
        get(store + "?country=IE").then().body("rates.value", contains("9", "1"));
        get(store).then().body("rates.value", contains("9", "3", "1")).body("rates[1].market", equalTo("GB"));
        member("GB").get(store).then().body("bestRate.value", equalTo("3"));
        member("GB").get(store + "?country=IE").then().body("bestRate.value", equalTo("9"));
        for (String sort : List.of("name", "cashback")) {
            String list = "/api/v1/stores?category=" + partner.slug + "&sort=" + sort;
            member("GB").get(list).then().body("items.bestRate.value", contains("3"));
            get(list + "&country=IE").then().body("items.bestRate.value", contains("9"));
        }
    }

    @Test
    void sortsByTheRateThatCountsInTheMarket() {
        String mark = "sorting" + System.nanoTime();
        Map<String, String> base = Map.of("group", "DEFAULT", "type", "PERCENT", "value", "10");
        Partner generous = new Partner();
        generous.categories = "\"" + mark + "\"";
        generous.storeAt(1)
                .ratesAt(
                        1,
                        with(base, "memberSharePercent", "80"),
                        with(base, "memberSharePercent", "20", "market", "GB"));
        Partner steady = new Partner();
        steady.categories = "\"" + mark + "\"";
        steady.storeAt(1).ratesAt(1, with(base, "memberSharePercent", "50"));
        String list = "/api/v1/stores?sort=cashback&limit=1&category=" + mark;

        Response first = get(list + "&country=GB");
        first.then().body("items.slug", contains(steady.slug));
        get(list + "&country=GB&cursor=" + first.path("next")).then().body("items.slug", contains(generous.slug));
        get(list + "&country=IE").then().body("items.slug", contains(generous.slug));
    }

    @Test
    void pagesThroughEveryStoreOnceInEitherOrder() {
        String mark = "paging" + System.nanoTime();
        for (int i = 0; i < 7; i++) {
            Partner partner = new Partner();
            partner.categories = "\"" + mark + "\"";
            partner.storeAt(1);
            if (i % 3 != 0) {
                partner.ratesAt(1, i == 1 ? fixed("DEFAULT", "5", "GBP", "50") : percent("DEFAULT", "4", "50"));
            }
        }
        for (String sort : List.of("name", "cashback")) {
            List<String> seen = new ArrayList<>();
            String cursor = null;
            do {
                Response page = given().queryParam("category", mark.toUpperCase(java.util.Locale.ROOT))
                        .queryParam("limit", 3)
                        .queryParam("sort", sort)
                        .queryParam("cursor", cursor == null ? "" : cursor)
                        .get("/api/v1/stores");
                page.then().statusCode(200);
                seen.addAll(page.path("items.slug"));
                cursor = page.path("next");
            } while (cursor != null && seen.size() < 20);
            assertEquals(7, seen.size(), sort);
            assertEquals(7, seen.stream().distinct().count(), sort);
        }
    }

    @Test
    void leavesOutStoresThatAreInactiveOrSellElsewhere() {
        Partner partner = new Partner();
        partner.categories = "\"closing\"";
        partner.storeAt(1);
        get("/api/v1/stores?category=closing").then().body("items.slug", hasItem(partner.slug));
        get("/api/v1/stores?category=closing&country=DE").then().body("items.slug", not(hasItem(partner.slug)));

        partner.active = false;
        partner.storeAt(2);

        get("/api/v1/stores?category=closing").then().body("items.slug", not(hasItem(partner.slug)));
        get("/api/v1/stores/" + partner.slug).then().statusCode(404).body("code", equalTo("not-found"));
    }

    @Test
    void pullRepairsWhatNoEventToldOverSeveralPages() throws IOException {
        Partner first = new Partner();
        Partner second = new Partner().storeAt(7);
        Siblings.commissionAnswers("limit=100", page(first, 1, "page-2"));
        Siblings.commissionAnswers("limit=100&cursor=page-2", page(second, 3, null));

        pull.pull();

        get("/api/v1/stores/" + first.slug).then().statusCode(200).body("bestRate.value", equalTo("6"));
        get("/api/v1/stores/" + second.slug).then().statusCode(200).body("rates", hasSize(1));
        Siblings.commissionAnswers("limit=100", "{\"items\":[],\"next\":null}");
    }

    @Test
    void refusesAWrongSortACursorOfNobodyAndAnAnonymousEvent() {
        get("/api/v1/stores?sort=best").then().statusCode(400).body("code", equalTo("invalid-request"));
        get("/api/v1/stores?cursor=bm9uZQ").then().statusCode(400);
        String hugePercent = "MDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAwIDFFLTYwMDAwMDAwMCAw";
        get("/api/v1/stores?sort=cashback&cursor=" + hugePercent).then().statusCode(400);
        String nameOfNothing = Cursor.encode("00000000-0000-0000-0000-000000000000 \0");
        get("/api/v1/stores?cursor=" + nameOfNothing).then().statusCode(400);
        get("/api/v1/stores?limit=0").then().statusCode(400);
        for (String nul : List.of("?country=%00%00", "?q=%00", "/%00")) {
            raw("/api/v1/stores" + nul).then().statusCode(400).body("code", equalTo("malformed-request"));
        }
        raw("/api/v1/stores?q=%25_%5C").then().statusCode(200).body("items", empty());
        given().contentType("application/json")
                .body("[]")
                .post("/events")
                .then()
                .statusCode(401);
    }

    /** The address as it stands. */
    private static Response raw(String address) {
        return given().urlEncodingEnabled(false).get(address);
    }

    private static RequestSpecification member(String country) {
        return given().auth().oauth2(TestTokens.member(UUID.randomUUID(), country, "GBP"));
    }

    private static RequestSpecification inTier(String tier) {
        Map<String, Object> claims = TestTokens.claims(UUID.randomUUID().toString(), "pennywell", List.of("member"));
        claims.put("country", "GB");
        claims.put("tier", tier);
        return given().auth().oauth2(TestTokens.sign(claims));
    }

    private static ObjectNode campaign(Partner partner, String name) throws JsonProcessingException {
        ObjectNode campaign = (ObjectNode) new ObjectMapper().readTree(Contracts.sample("rate-campaign.changed"));
        campaign.put("campaignId", UUID.randomUUID().toString())
                .put("name", name)
                .put("validFrom", "2020-01-01T00:00:00Z")
                .put("validTo", "2900-01-01T00:00:00Z")
                .remove("market");
        campaign.putArray("storeIds").add(partner.storeId.toString());
        return campaign;
    }

    private static String page(Partner partner, int revision, String next) {
        return "{\"items\":[{\"store\":%s,\"rates\":%s}],\"next\":%s}"
                .formatted(
                        partner.storeJson(revision),
                        partner.ratesJson(revision, percent("DEFAULT", "12", "50")),
                        next == null ? "null" : "\"" + next + "\"");
    }

    private static String with(Map<String, String> base, String... more) {
        Map<String, String> fields = new java.util.HashMap<>(base);
        for (int i = 0; i < more.length; i += 2) {
            fields.put(more[i], more[i + 1]);
        }
        return Partner.rate(fields);
    }
}
