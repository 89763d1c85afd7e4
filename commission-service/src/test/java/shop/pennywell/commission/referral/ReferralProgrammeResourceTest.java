package shop.pennywell.commission.referral;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import shop.pennywell.local.testing.TestTokens;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static shop.pennywell.commission.TestShop.as;
import static shop.pennywell.commission.TestShop.member;
import static shop.pennywell.commission.TestShop.staff;
import static shop.pennywell.commission.referral.Brought.PROGRAMMES;
import static shop.pennywell.commission.referral.Brought.euros;
import static shop.pennywell.commission.referral.Brought.terms;

@QuarkusTest
class ReferralProgrammeResourceTest {

    @Test
    void membersAreOfferedTheProgrammeOfTheirCountryBeforeThatOfTheirCurrency() {
        String country = Brought.country();
        Map<String, Object> everywhere = inFrancs(null, "20.00");
        Map<String, Object> here = inFrancs(country, "30.00");
        staff().body(everywhere).post(PROGRAMMES).then().statusCode(201).body("country", nullValue());
        String before = offered(country);
        String id = staff().body(here).post(PROGRAMMES).path("id");

        assertEquals("20.00", before);
        assertEquals("30.00", offered(country));
        assertEquals("20.00", offered(Brought.country()));
        staff().body(Map.of("validTo", "2020-01-01T00:00:00Z"))
                .patch(PROGRAMMES + "/" + id)
                .then()
                .statusCode(200);
        assertEquals("20.00", offered(country), "ended");
    }

    @Test
    void oneFollowsAnotherAndNoneChanges() {
        // Given
        String country = Brought.country();
        String first = Brought.programme(country, 5);

        // When another would hold at the same time
        staff().body(terms(country, 6))
                .post(PROGRAMMES)
                .then()
                .statusCode(422)
                .body("code", equalTo("referral-programmes-overlap"))
                .body("detail", containsString(first));

        // Then it has to wait for the end of the first
        String soon = Instant.now().plusSeconds(86_400).toString();
        staff().body(Map.of("validTo", soon))
                .patch(PROGRAMMES + "/" + first)
                .then()
                .statusCode(200);
        Map<String, Object> second = terms(country, 6);
        second.put("validFrom", soon);
        String next = staff().body(second).post(PROGRAMMES).path("id");
        staff().body(Map.of("validTo", Instant.now().plusSeconds(90_000).toString()))
                .patch(PROGRAMMES + "/" + first)
                .then()
                .statusCode(422)
                .body("detail", containsString(next));
        staff().body(Map.of("validTo", "2020-01-01T00:00:00Z"))
                .patch(PROGRAMMES + "/" + first)
                .then()
                .statusCode(200)
                .body("capPerYear", equalTo(5));
        staff().body(Map.of("validTo", soon))
                .patch(PROGRAMMES + "/" + first)
                .then()
                .statusCode(409)
                .body("code", equalTo("referral-programme-state"));
        staff().get(PROGRAMMES + "/" + first).then().body("referrerBonus.amount", equalTo("10.00"));
        staff().get(PROGRAMMES + "?limit=1").then().body("items.size()", equalTo(1));
    }

    @ParameterizedTest
    @MethodSource
    void refusesWhatCannotBe(String field, Object value, String pointer, int status) {
        Map<String, Object> wrong = terms(Brought.country(), 5);
        wrong.put(field, value);

        staff().body(wrong).post(PROGRAMMES).then().statusCode(status).body("errors[0].pointer", equalTo(pointer));
    }

    static List<Arguments> refusesWhatCannotBe() {
        return List.of(
                arguments("referrerBonus", euros("-1.00"), "/referrerBonus", 422),
                arguments("friendBonus", euros("10000.01"), "/friendBonus", 422),
                arguments("friendBonus", Map.of("amount", "5.00", "currency", "GBP"), "/friendBonus", 422),
                arguments("minimumOrder", euros("0.00"), "/minimumOrder", 422),
                arguments("minimumOrder", euros("1.001"), "/minimumOrder", 400),
                arguments("minimumOrder", Map.of("amount", "1", "currency", "XXX"), "/minimumOrder", 400),
                arguments("minimumOrder", null, "/minimumOrder", 400),
                arguments("days", 0, "/days", 400),
                arguments("days", 731, "/days", 400),
                arguments("capPerYear", 0, "/capPerYear", 400),
                arguments("capPerYear", 1001, "/capPerYear", 400),
                arguments("country", "Germany", "/country", 400),
                arguments("validFrom", "2026-01-01T00:00:00Z", "/validFrom", 422),
                arguments("validFrom", "3026-01-01T00:00:00Z", "/validFrom", 400),
                arguments("validTo", "2026-01-01T00:00:00Z", "/validTo", 422));
    }

    @Test
    void refusesNothingForBothAndWhoMayNot() {
        Map<String, Object> nothing = terms(Brought.country(), 5);
        nothing.put("referrerBonus", euros("0.00"));
        nothing.put("friendBonus", euros("0.00"));
        staff().body(nothing)
                .post(PROGRAMMES)
                .then()
                .statusCode(422)
                .body("code", equalTo("referral-programme-invalid"));

        staff().body("{").post(PROGRAMMES).then().statusCode(400);
        member(UUID.randomUUID()).body(nothing).post(PROGRAMMES).then().statusCode(403);
        as(TestTokens.service("commission")).get(PROGRAMMES).then().statusCode(403);
        String unknown = PROGRAMMES + "/" + UUID.randomUUID();
        staff().get(unknown).then().statusCode(404);
        staff().body(Map.of("validTo", "2030-01-01T00:00:00Z"))
                .patch(unknown)
                .then()
                .statusCode(404);
        staff().body(Map.of()).patch(unknown).then().statusCode(400);
    }

    @Test
    void theSameKeySetsOneProgramme() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> terms = terms(Brought.country(), 5);
        String id = staff().header("Idempotency-Key", key)
                .body(terms)
                .post(PROGRAMMES)
                .path("id");

        staff().header("Idempotency-Key", key)
                .body(terms)
                .post(PROGRAMMES)
                .then()
                .statusCode(201)
                .header("Idempotency-Hit", "true")
                .body("id", equalTo(id));
    }

    private static Map<String, Object> inFrancs(String country, String friendBonus) {
        Map<String, Object> terms = new HashMap<>(terms(country, 5));
        for (String amount : List.of("referrerBonus", "friendBonus", "minimumOrder")) {
            terms.put(amount, Map.of("amount", friendBonus, "currency", "CHF"));
        }
        return terms;
    }

    private static String offered(String country) {
        return as(TestTokens.member(UUID.randomUUID(), country, "CHF"))
                .get("/api/v1/me/referrals")
                .path("offer.friendBonus.amount");
    }
}
