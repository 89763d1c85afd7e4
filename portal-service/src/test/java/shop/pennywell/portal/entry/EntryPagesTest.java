package shop.pennywell.portal.entry;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.pennywell.local.testing.LocalStores;
import shop.pennywell.portal.testing.Browser;
import shop.pennywell.portal.testing.MemberSiblings;
import shop.pennywell.portal.testing.Outboxes;
import shop.pennywell.portal.testing.Shopper;
import shop.pennywell.portal.testing.Sql;

import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@QuarkusTest
@WithTestResource(LocalStores.class)
@WithTestResource(MemberSiblings.class)
class EntryPagesTest {

    private static final String NEW_PASSWORD = "a new penny for the old one";

    @Inject
    DataSource database;

    @Test
    void leadsFromSignUpThroughTheMailIntoTheAccountAndOut() {
        Shopper shopper = new Shopper(database);
        Browser browser = new Browser(shopper);

        Response form = browser.get("/sign-up");
        form.then().statusCode(200).contentType("text/html;charset=UTF-8").header("Cache-Control", "no-store");
        browser.submit(form, "/sign-up", fields(shopper))
                .then()
                .statusCode(200)
                .body(allOf(containsString("Check your mail"), containsString(shopper.email)));

        String token = shopper.mailedToken();
        Response landing = browser.get("/verify?token=" + token);
        landing.then().statusCode(200).body(containsString("Confirm my address"));
        Response verified = browser.submit(landing, "/verify", Map.of());
        verified.then().statusCode(303).header("Location", startsWith("/"));
        assertSessionCookie(verified);
        browser.get("/sign-up").then().statusCode(303).header("Location", "/account/cashback");

        Response leaving = browser.get("/sign-out");
        leaving.then().statusCode(200);
        assertTrue(browser.isSignedIn());
        browser.submit(leaving, "/sign-out", Map.of()).then().statusCode(303).header("Location", "/");
        assertFalse(browser.isSignedIn());
        assertEquals(
                0,
                Sql.count(
                        database,
                        "select count(*) from sessions s join members m on m.id = s.subject"
                                + " where m.email = ? and revoked_at is null",
                        shopper.email));
    }

    /** The answer to the first press was lost, and with it the cookie. */
    @Test
    void signsInWhoPressesTheButtonAgainBecauseNothingCame() {
        Shopper shopper = new Shopper(database).registered();
        Browser browser = new Browser(shopper);
        Response page = browser.get("/verify?token=" + shopper.mailedToken());
        shopper.verified();

        browser.submit(page, "/verify", Map.of()).then().statusCode(303);

        assertTrue(browser.isSignedIn());
    }

    @Test
    void doesNotUseUpTheTokenWhenAScannerFollowsTheLink() {
        Shopper shopper = new Shopper(database).registered();
        Browser browser = new Browser(shopper);
        for (int i = 0; i < 3; i++) {
            browser.get("/verify?token=" + shopper.mailedToken()).then().statusCode(200);
        }

        Shopper.SignedIn member = shopper.verified();
        Sql.run(
                database,
                "update used_verifications set used_at = used_at - interval '61 seconds' where member_id = ?",
                member.id());

        Response late = browser.get("/verify?token=" + shopper.mailedToken());
        browser.submit(late, "/verify", Map.of())
                .then()
                .statusCode(422)
                .body(containsString("This link does not work any more"));
        assertFalse(browser.isSignedIn());
    }

    @Test
    void showsWhatIsWrongBesideItsFieldAndKeepsWhatWasTyped() {
        Shopper shopper = new Shopper(database);
        Browser browser = new Browser(shopper);
        Map<String, Object> fields = fields(shopper);
        fields.put("email", "not\"an><address");
        fields.put("password", "short");
        fields.remove("acceptTerms");

        browser.submit(browser.get("/sign-up"), "/sign-up", fields)
                .then()
                .statusCode(400)
                .body(allOf(
                        containsString("value=\"not&quot;an&gt;&lt;address\""),
                        containsString("aria-describedby=\"email-error\""),
                        containsString("must have 10 to 128 characters"),
                        containsString("Please accept the terms"),
                        containsString("value=\"GB\" selected"),
                        not(containsString("value=\"short\""))));
        assertEquals(
                0,
                new Outboxes(database)
                        .all("member.verification-requested", shopper.email)
                        .size());
    }

    @Test
    void signsInAndComesBackToWhereItBegan() {
        Shopper shopper = new Shopper(database);
        shopper.member();
        Browser browser = new Browser(shopper);
        String goOn = "/go/gift-shop?to=https%3A%2F%2Fshop.example%2Fa%3Fb%3Dc%26d";

        Response form = browser.get("/sign-in?return=" + URLEncoder.encode(goOn, StandardCharsets.UTF_8));
        form.then().statusCode(200).body(containsString("Sign in first, so that your cashback finds you"));
        Response done = browser.submit(form, "/sign-in", Map.of("email", shopper.email, "password", Shopper.PASSWORD));

        done.then().statusCode(303).header("Location", goOn);
        assertSessionCookie(done);
    }

    @Test
    void tellsStaffThatTheWebsiteIsNotForThem() {
        Browser browser = new Browser(new Shopper(database));
        Map<String, String> staff =
                Map.of("email", "staff@pennywell.example", "password", "correct horse battery staple");
        int before = Sql.count(database, "select count(*) from sessions where kind = 'STAFF'");

        Response done = browser.submit(browser.get("/sign-in?return=%2Faccount%2Fwallet"), "/sign-in", staff);

        done.then().statusCode(303).header("Location", "/sign-in?notice=staff");
        assertFalse(browser.isSignedIn());
        assertEquals(before, Sql.count(database, "select count(*) from sessions where kind = 'STAFF'"));
        browser.get(done.header("Location")).then().statusCode(200).body(containsString("staff use the API"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"})
    void neverGoesToAnotherSiteAfterSigningIn(String foreign) {
        Shopper shopper = new Shopper(database);
        shopper.member();
        Browser browser = new Browser(shopper);
        Response form = browser.get("/sign-in");
        Map<String, String> hidden = Browser.hiddenFields(form, "/sign-in");

        browser.post(
                        "/sign-in",
                        Map.of(
                                "email",
                                shopper.email,
                                "password",
                                Shopper.PASSWORD,
                                "return",
                                foreign,
                                "form-token",
                                hidden.get("form-token")))
                .then()
                .statusCode(303)
                .header("Location", "/account/cashback");
        assertEquals(
                "/account/cashback",
                Browser.hiddenFields(
                                new Browser(shopper)
                                        .get("/sign-in?return=" + URLEncoder.encode(foreign, StandardCharsets.UTF_8)),
                                "/sign-in")
                        .get("return"));
    }

    @Test
    void saysThatSigningInFailedWithoutSayingWhy() {
        Shopper shopper = new Shopper(database);
        shopper.member();
        Browser browser = new Browser(shopper);
        for (int i = 0; i < 5; i++) {
            browser.submit(
                            browser.get("/sign-in"),
                            "/sign-in",
                            Map.of("email", shopper.email, "password", "wrong password"))
                    .then()
                    .statusCode(422)
                    .body(allOf(
                            containsString("role=\"alert\""),
                            containsString("The address or the password is wrong"),
                            containsString("value=\"" + shopper.email + "\""),
                            not(containsString("wrong password\""))));
        }

        browser.submit(
                        browser.get("/sign-in"),
                        "/sign-in",
                        Map.of("email", shopper.email, "password", Shopper.PASSWORD))
                .then()
                .statusCode(429)
                .body(containsString("Try again in"));
        assertFalse(browser.isSignedIn());
    }

    @Test
    void setsANewPasswordByTheMailedLink() {
        Shopper shopper = new Shopper(database);
        shopper.member();
        Browser browser = new Browser(shopper);

        browser.submit(browser.get("/forgotten-password"), "/forgotten-password", Map.of("email", shopper.email))
                .then()
                .statusCode(200)
                .body(containsString("Check your mail"));
        Response form = browser.get("/reset-password?token=" + shopper.mailedResetToken());
        browser.submit(form, "/reset-password", Map.of("password", "short"))
                .then()
                .statusCode(400);
        browser.submit(form, "/reset-password", Map.of("password", NEW_PASSWORD))
                .then()
                .statusCode(303)
                .header("Location", "/sign-in?notice=password-changed");

        shopper.signIn(NEW_PASSWORD).then().statusCode(200);
        browser.submit(form, "/reset-password", Map.of("password", NEW_PASSWORD))
                .then()
                .statusCode(422);
    }

    @Test
    void answersForgottenPasswordsAlikeForEverybody() {
        Shopper known = new Shopper(database);
        known.member();
        Shopper unknown = new Shopper(database);

        assertEquals(
                forgotten(known).replace(known.email, "…"), forgotten(unknown).replace(unknown.email, "…"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sign-up",
                "/sign-in",
                "/sign-out",
                "/verify",
                "/forgotten-password",
                "/reset-password",
                "/account/payout",
                "/account/payout/account",
                "/account/profile",
                "/account/profile/erasure"
            })
    void refusesAFormWithoutItsToken(String action) {
        Shopper shopper = new Shopper(database);
        Shopper.SignedIn member = shopper.member();
        Browser browser = new Browser(shopper);
        browser.signInAs(member);
        browser.get("/account/profile").then().statusCode(200);
        Map<String, String> fields = Map.of("email", shopper.email, "password", Shopper.PASSWORD, "token", "x");
        Map<String, String> guessed = new HashMap<>(fields);
        guessed.put("form-token", "A".repeat(43));

        for (Map<String, String> forged : List.of(fields, guessed)) {
            browser.post(action, forged)
                    .then()
                    .statusCode(403)
                    .contentType("text/html;charset=UTF-8")
                    .body(containsString("That did not come from our page"));
        }
        member.request().get("/api/v1/me").then().statusCode(200);
    }

    @Test
    void refusesATokenThatSomebodyElseGotForHimself() {
        Shopper shopper = new Shopper(database);
        Browser victim = new Browser(shopper);
        victim.signInAs(shopper.member());
        Browser attacker = new Browser(new Shopper(database));
        String token =
                Browser.hiddenFields(attacker.get("/sign-in"), "/sign-in").get("form-token");
        victim.get("/account/profile");

        victim.post("/account/profile", Map.of("displayName", "Eve", "form-token", token))
                .then()
                .statusCode(403);
    }

    @Test
    void keepsFormsOfOtherTabsGood() {
        Shopper shopper = new Shopper(database);
        shopper.member();
        Browser browser = new Browser(shopper);
        Response first = browser.get("/sign-in");
        browser.get("/sign-up");
        browser.get("/forgotten-password");

        browser.submit(first, "/sign-in", Map.of("email", shopper.email, "password", Shopper.PASSWORD))
                .then()
                .statusCode(303);
    }

    private String forgotten(Shopper shopper) {
        Browser browser = new Browser(shopper);
        Response answer = browser.submit(
                browser.get("/forgotten-password"), "/forgotten-password", Map.of("email", shopper.email));
        answer.then().statusCode(equalTo(200));
        return answer.asString();
    }

    private static void assertSessionCookie(Response response) {
        String cookie = response.headers().getValues("Set-Cookie").stream()
                .filter(one -> one.startsWith("session="))
                .findFirst()
                .orElseThrow();
        assertTrue(
                cookie.matches("session=[\\w.-]+~[\\w-]{43}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure"),
                cookie);
    }

    private static Map<String, Object> fields(Shopper shopper) {
        Map<String, Object> fields = new HashMap<>(shopper.registration());
        fields.put("acceptTerms", "true");
        return fields;
    }
}
