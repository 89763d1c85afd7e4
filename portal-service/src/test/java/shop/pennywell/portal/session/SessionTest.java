package shop.pennywell.portal.session;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import shop.pennywell.local.testing.LocalStores;
import shop.pennywell.portal.testing.Shopper;
import shop.pennywell.portal.testing.Shopper.SignedIn;
import shop.pennywell.portal.testing.Siblings;
import shop.pennywell.portal.testing.Sql;
import shop.pennywell.portal.testing.Together;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@QuarkusTest
@WithTestResource(LocalStores.class)
@WithTestResource(Siblings.class)
class SessionTest {

    private static final String STAFF = "staff@pennywell.example";
    private static final String STAFF_PASSWORD = "correct horse battery staple";

    @Inject
    DataSource database;

    @Inject
    ExpirySweep sweep;

    @Test
    void signsMembersAndStaffIn() {
        Shopper shopper = new Shopper(database);
        shopper.member();

        SignedIn member = SignedIn.of(shopper.signIn(Shopper.PASSWORD));
        member.request().get("/api/v1/me").then().statusCode(200).body("email", equalTo(shopper.email));
        member.request().get("/api/v1/admin/members").then().statusCode(403);

        SignedIn staff = SignedIn.of(signIn(shopper, STAFF.toUpperCase(Locale.ROOT), STAFF_PASSWORD));
        staff.request().get("/api/v1/admin/members").then().statusCode(200);
        staff.request().get("/api/v1/me").then().statusCode(403);
    }

    @Test
    void answersWrongAndUnknownAlike() {
        Shopper shopper = new Shopper(database);
        shopper.member();
        Shopper nobody = new Shopper(database);

        Response wrong = shopper.signIn("not the password");
        Response unknown = nobody.signIn(Shopper.PASSWORD);
        Response nonsense = signIn(nobody, "not an address\u0007", Shopper.PASSWORD);
        Response endless = shopper.signIn("x".repeat(100_000));

        for (Response refused : List.of(wrong, unknown, nonsense, endless)) {
            refused.then().statusCode(401).body("code", equalTo("invalid-credentials"));
        }
        assertEquals(withoutTrace(wrong), withoutTrace(unknown));
    }

    @Test
    void makesAnAccountWaitAfterFiveFailures() {
        Shopper shopper = new Shopper(database);
        shopper.member();
        for (int i = 0; i < 5; i++) {
            shopper.signIn("wrong password " + i).then().statusCode(401);
        }

        Response refused = shopper.signIn(Shopper.PASSWORD);

        refused.then().statusCode(429).body("code", equalTo("too-many-failures"));
        int wait = Integer.parseInt(refused.header("Retry-After"));
        assertTrue(wait > 800 && wait <= 900, "waits " + wait);
        Sql.run(database, "update attempts set at = at - interval '15 minutes'");
        shopper.signIn(Shopper.PASSWORD).then().statusCode(200);
    }

    @Test
    void makesUnknownAccountsWaitAsWell() {
        Shopper nobody = new Shopper(database);
        for (int i = 0; i < 5; i++) {
            nobody.signIn("a guess of somebody " + i).then().statusCode(401);
        }
        nobody.signIn("one guess more").then().statusCode(429);
    }

    @Tag("slow")
    @Test
    void makesANetworkWaitThatGuessesAtManyAccounts() {
        Shopper attacker = new Shopper(database);
        for (int i = 0; i < 30; i++) {
            signIn(attacker, "victim-" + UUID.randomUUID() + "@example.com", "12345678910")
                    .then()
                    .statusCode(401);
        }

        signIn(attacker, "victim-" + UUID.randomUUID() + "@example.com", "12345678910")
                .then()
                .statusCode(429);
        Shopper elsewhere = new Shopper(database);
        elsewhere.member();
        elsewhere.signIn(Shopper.PASSWORD).then().statusCode(200);
    }

    @Test
    void letsNoRightGuessInBehindABurstOfWrongOnes() throws Exception {
        Shopper shopper = new Shopper(database);
        shopper.member();
        List<Callable<Integer>> burst = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            String guess = "burst of guesses " + i;
            burst.add(() -> shopper.signIn(guess).statusCode());
        }
        for (int status : Together.call(burst)) {
            assertNotEquals(200, status);
        }

        shopper.signIn(Shopper.PASSWORD).then().statusCode(429);
    }

    @Test
    void forgetsFailuresAfterASuccess() {
        Shopper shopper = new Shopper(database);
        shopper.member();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 4; i++) {
                shopper.signIn("wrong password " + i).then().statusCode(401);
            }
            shopper.signIn(Shopper.PASSWORD).then().statusCode(200);
        }
    }

    @Test
    void rotatesRefreshTokens() {
        SignedIn first = new Shopper(database).member();
        SignedIn second = SignedIn.of(refresh(first));
        SignedIn third = SignedIn.of(refresh(second));

        assertNotEquals(first.refreshToken(), second.refreshToken());
        assertNotEquals(second.refreshToken(), third.refreshToken());
        third.request().get("/api/v1/me").then().statusCode(200);
    }

    @Test
    void acceptsATokenOnceMoreWithinItsGrace() throws Exception {
        SignedIn first = new Shopper(database).member();
        List<SignedIn> pairs = new ArrayList<>();
        for (Response answer : Together.times(4, () -> refresh(first))) {
            answer.then().statusCode(200);
            pairs.add(SignedIn.of(answer));
        }

        assertEquals(4, pairs.stream().map(SignedIn::refreshToken).distinct().count());
        for (SignedIn pair : pairs) {
            refresh(pair).then().statusCode(200);
        }
    }

    @Test
    void revokesTheWholeSessionWhenATokenComesBackAfterItsGrace() {
        Shopper shopper = new Shopper(database);
        SignedIn other = shopper.member();
        SignedIn stolen = SignedIn.of(shopper.signIn(Shopper.PASSWORD));
        SignedIn mine = SignedIn.of(refresh(stolen));
        Sql.run(database, "update refresh_tokens set rotated_at = rotated_at - interval '61 seconds'");

        refresh(stolen).then().statusCode(401).body("code", equalTo("refresh-token-invalid"));
        refresh(mine).then().statusCode(401);
        refresh(other).then().statusCode(200);
    }

    @Test
    void refusesTokensThatAreUnknownIdleForTooLongOrOfASessionThatEnded() {
        SignedIn idle = new Shopper(database).member();
        SignedIn ended = new Shopper(database).member();
        Sql.run(
                database,
                "update refresh_tokens set issued_at = issued_at - interval '31 days' where session_id in"
                        + " (select id from sessions where subject = ?)",
                idle.id());
        Sql.run(database, "update sessions set ends_at = now() where subject = ?", ended.id());

        refresh(idle).then().statusCode(401);
        refresh(ended).then().statusCode(401);
        given().contentType("application/json")
                .body(Map.of("refreshToken", "x".repeat(43)))
                .post("/api/v1/sessions/refresh")
                .then()
                .statusCode(401);
    }

    @Test
    void endsASession() {
        Shopper shopper = new Shopper(database);
        SignedIn other = shopper.member();
        SignedIn session = SignedIn.of(shopper.signIn(Shopper.PASSWORD));

        session.request().delete("/api/v1/sessions/current").then().statusCode(204);
        session.request().delete("/api/v1/sessions/current").then().statusCode(204);

        refresh(session).then().statusCode(401);
        refresh(other).then().statusCode(200);
        given().delete("/api/v1/sessions/current").then().statusCode(401);
    }

    @Test
    void forgetsWhatHasRunOut() {
        Shopper shopper = new Shopper(database);
        SignedIn ended = shopper.member();
        SignedIn open = new Shopper(database).member();
        Shopper late = new Shopper(database).registered();
        Sql.run(database, "update sessions set ends_at = now() where subject = ?", ended.id());
        Sql.run(database, "update registrations set expires_at = now() where email = ?", late.email);

        sweep.forget();

        assertEquals(0, Sql.count(database, "select count(*) from sessions where subject = ?", ended.id()));
        assertEquals(1, Sql.count(database, "select count(*) from sessions where subject = ?", open.id()));
        assertEquals(0, Sql.count(database, "select count(*) from registrations where email = ?", late.email));
    }

    private static Response signIn(Shopper from, String email, String password) {
        return from.json(Map.of("email", email, "password", password)).post("/api/v1/sessions");
    }

    private static Response refresh(SignedIn session) {
        return given().contentType("application/json")
                .body(Map.of("refreshToken", session.refreshToken()))
                .post("/api/v1/sessions/refresh");
    }

    private static String withoutTrace(Response answer) {
        return answer.asString().replaceAll("\"traceId\":\"[^\"]*\"", "");
    }
}
