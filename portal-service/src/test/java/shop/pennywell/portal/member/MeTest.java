package shop.pennywell.portal.member;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import shop.pennywell.local.testing.LocalStores;
import shop.pennywell.local.testing.TestTokens;
import shop.pennywell.portal.testing.Contract;
import shop.pennywell.portal.testing.Outboxes;
import shop.pennywell.portal.testing.Shopper;
import shop.pennywell.portal.testing.Shopper.SignedIn;
import shop.pennywell.portal.testing.Siblings;
import shop.pennywell.portal.testing.Sql;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

@QuarkusTest
@WithTestResource(LocalStores.class)
@WithTestResource(Siblings.class)
class MeTest {

    @Inject
    DataSource database;

    @Test
    void changesWhatIsGivenAndKeepsTheRest() {
        Shopper shopper = new Shopper(database);
        SignedIn member = shopper.member();

        member.request()
                .contentType(ContentType.JSON)
                .body(Map.of("displayName", "Ada Penny", "country", "de", "locale", "de-DE"))
                .patch("/api/v1/me")
                .then()
                .statusCode(200)
                .body("displayName", equalTo("Ada Penny"))
                .body("country", equalTo("DE"))
                .body("currency", equalTo("GBP"));
        member.request()
                .contentType(ContentType.JSON)
                .body("{\"displayName\":\"\"}")
                .patch("/api/v1/me");

        member.request()
                .get("/api/v1/me")
                .then()
                .body("displayName", nullValue())
                .body("locale", equalTo("de-DE"));
        List<JsonNode> facts = new Outboxes(database).all("member.updated", shopper.email);
        assertEquals(
                List.of(2, 3),
                facts.stream().map(fact -> fact.path("revision").asInt()).toList());
        assertEquals(List.of(), Contract.violations("member.updated", facts.get(0)));
    }

    @Test
    void takesAwayWhatIsSetToNullAndMayBeMissing() {
        SignedIn member = new Shopper(database).member();

        patch(member, "{\"country\":\"IE\"}").then().statusCode(200).body("displayName", equalTo("Ada"));
        patch(member, "{\"displayName\":null}").then().statusCode(200).body("displayName", nullValue());
        patch(member, "{\"country\":null,\"locale\":null,\"currency\":null}")
                .then()
                .statusCode(400)
                .body("errors.pointer", containsInAnyOrder("/country", "/locale", "/currency"));
        patch(member, "{\"displayName\":{}}").then().statusCode(400);

        member.request().get("/api/v1/me").then().body("country", equalTo("IE")).body("currency", equalTo("GBP"));
    }

    private static Response patch(SignedIn member, String body) {
        return member.request()
                .contentType("application/merge-patch+json")
                .body(body)
                .patch("/api/v1/me");
    }

    @Test
    void changesNothingWhenAnythingIsWrong() {
        SignedIn member = new Shopper(database).member();

        member.request()
                .contentType(ContentType.JSON)
                .body(Map.of("displayName", "Eve", "country", "Utopia", "currency", "gold"))
                .patch("/api/v1/me")
                .then()
                .statusCode(400)
                .body("errors.pointer", containsInAnyOrder("/country", "/currency"));

        member.request().get("/api/v1/me").then().body("displayName", equalTo("Ada"));
    }

    @Test
    void destroysWhatIsPersonalWhenErased() {
        Shopper shopper = new Shopper(database);
        SignedIn member = shopper.member();
        UUID id = member.id();
        shopper.json(Map.of("email", shopper.email)).post("/api/v1/password-resets");
        // As if all of it had been delivered, and the rows not been cleared yet.
        Sql.run(
                database,
                "delete from outbox_delivery where event_id in (select id from outbox_event where subject = ?)",
                id.toString());

        member.request().delete("/api/v1/me").then().statusCode(204);

        JsonNode fact = new Outboxes(database).newest("member.erased", id.toString());
        assertEquals(List.of(), Contract.violations("member.erased", fact));
        assertEquals(
                0,
                Sql.count(database, "select count(*) from members m where m::text like ?", "%" + shopper.email + "%"));
        assertEquals(
                0,
                Sql.count(
                        database,
                        "select count(*) from outbox_event where data::text like ?",
                        "%" + shopper.email + "%"));
        assertEquals(1, Sql.count(database, "select count(*) from members where id = ? and status = 'ERASED'", id));
        assertEquals(0, Sql.count(database, "select count(*) from sessions where subject = ?", id));
        assertEquals(0, Sql.count(database, "select count(*) from password_resets where member_id = ?", id));
        shopper.signIn(Shopper.PASSWORD).then().statusCode(401);
        member.request().get("/api/v1/me").then().statusCode(401);
        member.request().delete("/api/v1/me").then().statusCode(401);
        shopper.json(Map.of("refreshToken", member.refreshToken()))
                .post("/api/v1/sessions/refresh")
                .then()
                .statusCode(401);
    }

    @Test
    void letsAnErasedAddressRegisterAnew() {
        Shopper shopper = new Shopper(database);
        SignedIn first = shopper.member();
        UUID firstId = first.id();
        first.request().delete("/api/v1/me").then().statusCode(204);

        assertFalse(firstId.equals(shopper.member().id()));
    }

    @Test
    void exportsEverythingKnown() {
        Shopper shopper = new Shopper(database);
        SignedIn member = shopper.member();

        member.request()
                .get("/api/v1/me/export")
                .then()
                .statusCode(200)
                .header("Content-Disposition", "attachment; filename=\"pennywell-export.json\"")
                .body("profile.email", equalTo(shopper.email))
                .body("profile.passwordHash", nullValue())
                .body("sessions", hasSize(1));
    }

    @Test
    void isForMembersOnly() {
        given().get("/api/v1/me").then().statusCode(401).header("WWW-Authenticate", "Bearer");
        given().auth().oauth2(TestTokens.staff()).get("/api/v1/me").then().statusCode(403);
        given().auth()
                .oauth2(TestTokens.service("portal"))
                .delete("/api/v1/me")
                .then()
                .statusCode(403);
        given().auth()
                .oauth2(TestTokens.expired(UUID.randomUUID()))
                .get("/api/v1/me")
                .then()
                .statusCode(401);
        given().auth()
                .oauth2(TestTokens.member(UUID.randomUUID()))
                .get("/api/v1/me")
                .then()
                .statusCode(401);
    }

    @Test
    void staffPutAMemberIntoATierThatTheNextTokenAndTheEventSay() {
        Shopper shopper = new Shopper(database);
        SignedIn member = shopper.member();
        String path = "/api/v1/admin/members/" + member.id();
        member.request().get("/api/v1/me").then().body("tier", equalTo("CLASSIC"));
        assertEquals("CLASSIC", claim(member, "tier"));

        tier(path, "VIP").then().statusCode(200).body("tier", equalTo("VIP"));
        tier(path, "VIP").then().statusCode(200);

        member.request().get("/api/v1/me").then().body("tier", equalTo("VIP"));
        List<JsonNode> told = new Outboxes(database).all("member.updated", shopper.email);
        assertEquals(1, told.size(), "putting into the same tier again says nothing");
        assertEquals("VIP", told.get(0).path("tier").asText());
        assertEquals(2, told.get(0).path("revision").asInt());
        assertEquals(List.of(), Contract.violations("member.updated", told.get(0)));
        assertEquals("VIP", claim(SignedIn.of(shopper.signIn(Shopper.PASSWORD)), "tier"));
    }

    @Test
    void keepsWhoOfStaffSetATier() {
        Shopper shopper = new Shopper(database);
        SignedIn member = shopper.member();
        String path = "/api/v1/admin/members/" + member.id();
        UUID grace = UUID.randomUUID();
        UUID ada = UUID.randomUUID();

        tier(path, "PLUS", TestTokens.staff(grace)).then().statusCode(200);
        tier(path, "PLUS", TestTokens.staff(ada)).then().statusCode(200);
        tier(path, "VIP", TestTokens.staff(ada)).then().statusCode(200);

        given().auth()
                .oauth2(TestTokens.staff(grace))
                .get(path + "/tiers")
                .then()
                .statusCode(200)
                .body("items.tier", equalTo(List.of("VIP", "PLUS")))
                .body("items.setBy", equalTo(List.of(ada.toString(), grace.toString())))
                .body("items[0].setAt", notNullValue());
        member.request().get(path + "/tiers").then().statusCode(403);
        member.request()
                .get("/api/v1/me/export")
                .then()
                .body("tiers.tier", equalTo(List.of("VIP", "PLUS")))
                .body("tiers[0].setBy", nullValue());
        member.request().delete("/api/v1/me").then().statusCode(204);
        given().auth()
                .oauth2(TestTokens.staff(grace))
                .get(path + "/tiers")
                .then()
                .body("items", empty());
    }

    @Test
    void refusesATierThatIsNoneAndWhoIsNoStaff() {
        SignedIn member = new Shopper(database).member();
        String path = "/api/v1/admin/members/" + member.id();

        tier(path, "GOLD").then().statusCode(400);
        given().auth()
                .oauth2(TestTokens.staff())
                .contentType(ContentType.JSON)
                .body("{}")
                .patch(path)
                .then()
                .statusCode(400);
        tier("/api/v1/admin/members/" + UUID.randomUUID(), "VIP").then().statusCode(404);
        member.request()
                .contentType(ContentType.JSON)
                .body("{\"tier\":\"VIP\"}")
                .patch(path)
                .then()
                .statusCode(403);
        member.request()
                .contentType(ContentType.JSON)
                .body("{\"tier\":\"VIP\"}")
                .patch("/api/v1/me")
                .then()
                .body("tier", equalTo("CLASSIC"));
    }

    private static Response tier(String path, String tier) {
        return tier(path, tier, TestTokens.staff());
    }

    private static Response tier(String path, String tier, String staff) {
        return given().auth()
                .oauth2(staff)
                .contentType(ContentType.JSON)
                .body(Map.of("tier", tier))
                .patch(path);
    }

    private static String claim(SignedIn member, String name) {
        String claims = member.accessToken().split("\\.")[1];
        return JsonPath.from(new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8))
                .getString(name);
    }

    @Test
    void showsStaffTheMembers() {
        Shopper shopper = new Shopper(database);
        SignedIn member = shopper.member();
        String staff = TestTokens.staff();

        given().auth()
                .oauth2(staff)
                .get("/api/v1/admin/members?q=" + shopper.email.substring(0, 30).toUpperCase(Locale.ROOT))
                .then()
                .statusCode(200)
                .body("items.email", contains(shopper.email))
                .body("items[0].passwordHash", nullValue())
                .body("next", nullValue());
        given().auth()
                .oauth2(staff)
                .get("/api/v1/admin/members/" + member.id())
                .then()
                .statusCode(200)
                .body("status", equalTo("ACTIVE"));
        given().auth()
                .oauth2(staff)
                .get("/api/v1/admin/members/" + UUID.randomUUID())
                .then()
                .statusCode(404);
        member.request().get("/api/v1/admin/members").then().statusCode(403);
        given().auth()
                .oauth2(TestTokens.service("portal"))
                .get("/api/v1/admin/members")
                .then()
                .statusCode(403);
    }

    @Test
    void pagesThroughTheMembersWithoutLosingOne() {
        List<String> mails = List.of(member(), member(), member());
        String staff = TestTokens.staff();

        String next = given().auth()
                .oauth2(staff)
                .get("/api/v1/admin/members?limit=2")
                .then()
                .statusCode(200)
                .body("items.email", contains(mails.get(2), mails.get(1)))
                .extract()
                .path("next");
        given().auth()
                .oauth2(staff)
                .get("/api/v1/admin/members?limit=1&cursor=" + next)
                .then()
                .body("items.email", contains(mails.get(0)));
        given().auth()
                .oauth2(staff)
                .get("/api/v1/admin/members?cursor=bm9uc2Vuc2U")
                .then()
                .statusCode(400);
        given().auth()
                .oauth2(staff)
                .get("/api/v1/admin/members?limit=101")
                .then()
                .statusCode(400);
        given().auth()
                .oauth2(staff)
                .urlEncodingEnabled(false)
                .get("/api/v1/admin/members?q=100%25_!")
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
        given().auth()
                .oauth2(staff)
                .urlEncodingEnabled(false)
                .get("/api/v1/admin/members?q=%00")
                .then()
                .statusCode(400)
                .body("code", equalTo("malformed-request"));
    }

    private String member() {
        Shopper shopper = new Shopper(database);
        shopper.member();
        return shopper.email;
    }
}
