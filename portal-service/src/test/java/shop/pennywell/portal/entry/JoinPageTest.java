package shop.pennywell.portal.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.pennywell.local.testing.LocalStores;
import shop.pennywell.portal.testing.Browser;
import shop.pennywell.portal.testing.Contract;
import shop.pennywell.portal.testing.MemberSiblings;
import shop.pennywell.portal.testing.Outboxes;
import shop.pennywell.portal.testing.Shopper;

import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** From a member's link to a member who was brought. */
@QuarkusTest
@WithTestResource(LocalStores.class)
@WithTestResource(MemberSiblings.class)
class JoinPageTest {

    @Inject
    DataSource database;

    private Shopper.SignedIn referrer;
    private String code;
    private Shopper friend;

    @BeforeEach
    void somebodyWhoBringsFriends() {
        referrer = new Shopper(database).member();
        code = referrer.request().get("/api/v1/me").path("referralCode");
        friend = new Shopper(database);
    }

    @Test
    void theCodeSurvivesFromTheLandingToTheRegistration() {
        // Given a friend who looks around first
        Browser browser = new Browser(friend);
        Response landing = browser.get("/join?ref=" + code.toLowerCase(Locale.ROOT));
        landing.then().statusCode(303).header("Location", "/sign-up");
        assertTrue(landing.header("Set-Cookie").startsWith("invitation=" + code + "; Path=/sign-up; Max-Age=2592000"));
        browser.get("/stores");

        // When
        Response form = browser.get("/sign-up");
        form.then().body(allOf(containsString("A friend has invited you"), containsString("value=\"" + code + "\"")));
        Response done = browser.submit(form, "/sign-up", fields(friend, code));

        // Then
        done.then().statusCode(200).header("Set-Cookie", containsString("invitation=; Path=/sign-up; Max-Age=0"));
        assertEquals(referrer.id().toString(), referrerOf(friend));
        browser.get("/sign-up").then().body(not(containsString("A friend has invited you")));
    }

    @Test
    void everyMemberHasACodeThatTellsNothing() {
        String other = friend.member().request().get("/api/v1/me").path("referralCode");

        for (String each : List.of(code, other)) {
            assertTrue(each.matches("[0-9A-HJKMNP-TV-Z]{10}"), each);
        }
        assertTrue(!code.equals(other));
        referrer.request().get("/api/v1/me").then().body("referralCode", equalTo(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?ref=", "?ref=NOBODYHAS1", "?ref=%0D%0AX:%20y", "?ref=%C4%B1%C4%B1", "?ref=<script>"})
    void aCodeThatNobodyHasKeepsNobodyFromJoining(String query) {
        Browser browser = new Browser(friend);

        browser.get("/join" + query.replace("<", "%3C").replace(">", "%3E"))
                .then()
                .statusCode(303)
                .header("Location", "/sign-up")
                .header("Set-Cookie", matchesPattern("invitation=; Path=/sign-up; Max-Age=0.*"));

        Response form = browser.get("/sign-up" + query.replace("<", "%3C").replace(">", "%3E"));
        form.then().statusCode(200).body(not(containsString("A friend has invited you")));
        browser.submit(form, "/sign-up", fields(friend, null)).then().statusCode(200);
        assertEquals("null", referrerOf(friend));
    }

    @Test
    void aTypedCodeThatNobodyHasIsRefusedByName() {
        Map<String, Object> wrong = friend.registration();
        wrong.put("referralCode", "NOBODYHAS1");
        friend.json(wrong)
                .post("/api/v1/members")
                .then()
                .statusCode(422)
                .body("code", equalTo("referral-code-unknown"))
                .body("errors[0].pointer", equalTo("/referralCode"));

        Browser browser = new Browser(friend);
        Response form = browser.get("/sign-up");
        browser.submit(form, "/sign-up", fields(friend, "NOBODYHAS1"))
                .then()
                .statusCode(422)
                .body(allOf(containsString("is not known"), containsString("value=\"NOBODYHAS1\"")));
        assertEquals(
                0,
                new Outboxes(database)
                        .all("member.verification-requested", friend.email)
                        .size());
    }

    @Test
    void nobodyBringsOneselfByAnotherAddressOfTheSameMailbox() {
        Shopper again = friend;
        String mine = referrer.request().get("/api/v1/me").path("email");
        String tagged = mine.replace("@", "+again@");
        Map<String, Object> registration = again.registration();
        registration.put("email", tagged.toUpperCase(Locale.ROOT));
        registration.put("referralCode", code);

        again.json(registration).post("/api/v1/members").then().statusCode(202);

        JsonNode mail = new Outboxes(database).newest("member.verification-requested", tagged);
        String token = mail.path("link").asText().split("token=")[1];
        again.json(Map.of("token", token))
                .post("/api/v1/members/verification")
                .then()
                .statusCode(200);
        JsonNode fact = new Outboxes(database).newest("member.registered", tagged);
        assertEquals("null", fact.path("referrerId").asText("null"));
    }

    @Test
    void theLinkOfAnErasedMemberBringsNobody() {
        Map<String, Object> registration = friend.registration();
        registration.put("referralCode", code);
        friend.json(registration).post("/api/v1/members").then().statusCode(202);

        referrer.request().delete("/api/v1/me").then().statusCode(204);

        assertEquals("null", referrerOf(friend));
        new Browser(friend).get("/join?ref=" + code).then().header("Set-Cookie", matchesPattern("invitation=;.*"));
    }

    @Test
    void whoIsAMemberAlreadyIsLedToTheirOwnLink() {
        Shopper shopper = new Shopper(database);
        Browser browser = new Browser(shopper);
        browser.signInAs(shopper.member());

        browser.get("/join?ref=" + code).then().statusCode(303).header("Location", "/account/friends");
    }

    /** Who has brought the shopper, as told on verification; "null" for nobody. */
    private String referrerOf(Shopper shopper) {
        shopper.verified();
        JsonNode fact = new Outboxes(database).newest("member.registered", shopper.email);
        assertEquals(List.of(), Contract.violations("member.registered", fact));
        return fact.path("referrerId").asText("null");
    }

    private static Map<String, Object> fields(Shopper shopper, String code) {
        Map<String, Object> fields = new HashMap<>(shopper.registration());
        fields.put("acceptTerms", "true");
        if (code != null) {
            fields.put("referralCode", code);
        }
        return fields;
    }
}
