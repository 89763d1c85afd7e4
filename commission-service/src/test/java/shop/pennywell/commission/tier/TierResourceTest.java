package shop.pennywell.commission.tier;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.TestShop;
import shop.pennywell.local.testing.TestTokens;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static shop.pennywell.commission.TestShop.as;
import static shop.pennywell.commission.TestShop.item;
import static shop.pennywell.commission.TestShop.member;
import static shop.pennywell.commission.TestShop.staff;

@QuarkusTest
class TierResourceTest {
    private static final String TIERS = "/api/v1/admin/tiers";

    /** Other tests count on the plain rates. */
    @AfterEach
    void addNothing() {
        set().then().statusCode(200);
    }

    @Test
    void addsToTheShareOfTheTiersClicksFromThenOn() {
        // Given 5 % of which 60 % are the member's
        TestShop shop = TestShop.open();
        UUID member = UUID.randomUUID();
        String before = click(shop, member, "PLUS");

        // When
        set(tier("PLUS", "10"), tier("VIP", "50")).then().statusCode(200);

        // Then
        assertEquals("3", value(member, before));
        String plus = click(shop, member, "PLUS");
        assertEquals("3.5", value(member, plus));
        assertEquals("5", value(member, click(shop, member, "VIP")), "never more than the whole commission");
        assertEquals("3", value(member, click(shop, member, "CLASSIC")));
        assertEquals("3", value(member, click(shop, member, "PLATINUM")));
        assertEquals("3", value(member, shop.click(member)), "a token from before there were tiers");
        member(member)
                .get("/api/v1/me/clicks/" + plus)
                .then()
                .body("tier", equalTo("PLUS"))
                .body("receipt[0].baseValue", equalTo("3"))
                .body("receipt[0].campaign", nullValue())
                .body(
                        "receipt[0].text",
                        equalTo(
                                "3.5 % of what you spend on everything else; thanks to your PLUS membership, instead of 3 %"));
        set().then().statusCode(200);
        String order = shop.ordered(plus, "T", item("a", "DEFAULT", 1, "100.00"));
        shop.transaction(order).then().body("cashback.amount", equalTo("3.50"));
    }

    @Test
    void keepsEverySetting() {
        set(tier("VIP", "1.5"))
                .then()
                .statusCode(200)
                .body("tiers.extraSharePoints", equalTo(List.of("0", "0", "1.5")));
        int revision = staff().get(TIERS).path("revision");
        String then = Instant.now().toString();
        set(tier("VIP", "1.50"), tier("CLASSIC", "0")).then().body("revision", equalTo(revision));
        set(tier("PLUS", "1"), tier("VIP", "2")).then().body("revision", equalTo(revision + 1));

        staff().get(TIERS).then().body("tiers.tier", equalTo(List.of("CLASSIC", "PLUS", "VIP")));
        staff().get(TIERS + "?at=" + then)
                .then()
                .statusCode(200)
                .body("revision", equalTo(revision))
                .body("tiers.extraSharePoints", equalTo(List.of("0", "0", "1.5")));
        staff().get(TIERS + "?at=2001-01-01T00:00:00Z").then().statusCode(404);
        staff().get(TIERS + "?at=then").then().statusCode(400);
        as(TestTokens.service("commission"))
                .get("/internal/tiers")
                .then()
                .statusCode(200)
                .body("revision", equalTo(revision + 1));
    }

    @Test
    void refusesWhatCannotBe() {
        for (List<Map<String, String>> wrong : List.of(
                List.of(tier("PLUS", "5")),
                List.of(tier("PLUS", "5"), tier("VIP", "4.9999")),
                List.of(tier("VIP", "5"), tier("VIP", "5")),
                List.of(tier("VIP", "100.1")),
                List.of(tier("VIP", "-1")),
                List.of(tier("VIP", "five")),
                List.of(tier("CLASSIC", "1"), tier("PLUS", "1"), tier("VIP", "1")))) {
            staff().body(Map.of("tiers", wrong))
                    .put(TIERS)
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("tiers-invalid"));
        }
        set(tier("GOLD", "5")).then().statusCode(400);
        staff().body(Map.of()).put(TIERS).then().statusCode(400);
        as(TestTokens.member(UUID.randomUUID()))
                .body(Map.of("tiers", List.of()))
                .put(TIERS)
                .then()
                .statusCode(403);
        staff().get("/internal/tiers").then().statusCode(403);
    }

    private static Response set(Map<?, ?>... tiers) {
        return staff().body(Map.of("tiers", List.of(tiers))).put(TIERS);
    }

    private static Map<String, String> tier(String tier, String points) {
        return Map.of("tier", tier, "extraSharePoints", points);
    }

    private static String click(TestShop shop, UUID member, String tier) {
        Map<String, Object> claims = TestTokens.claims(member.toString(), "pennywell", List.of("member"));
        claims.put("country", "DE");
        claims.put("tier", tier);
        return as(TestTokens.sign(claims)).get("/go/" + shop.slug).header("Click-Id");
    }

    private static String value(UUID member, String click) {
        return member(member).get("/api/v1/me/clicks/" + click).path("receipt[0].value");
    }
}
