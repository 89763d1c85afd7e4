package shop.pennywell.portal.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import shop.pennywell.local.testing.LocalStores;
import shop.pennywell.portal.testing.Contract;
import shop.pennywell.portal.testing.Outboxes;
import shop.pennywell.portal.testing.Shopper;
import shop.pennywell.portal.testing.Shopper.SignedIn;
import shop.pennywell.portal.testing.Siblings;
import shop.pennywell.portal.testing.Sql;
import shop.pennywell.portal.testing.Together;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

@QuarkusTest
@WithTestResource(LocalStores.class)
@WithTestResource(Siblings.class)
class PasswordResetTest {

    private static final String NEW_PASSWORD = "a new penny for the old one";

    @Inject
    DataSource database;

    @Test
    void setsANewPasswordAndEndsEverySession() {
        Shopper shopper = new Shopper(database);
        SignedIn session = shopper.member();
        ask(shopper, shopper.email.toUpperCase(Locale.ROOT)).then().statusCode(202);
        JsonNode mail = new Outboxes(database).newest("member.password-reset-requested", shopper.email);
        assertEquals(List.of(), Contract.violations("member.password-reset-requested", mail));

        set(shopper, shopper.mailedResetToken(), NEW_PASSWORD).then().statusCode(204);

        shopper.signIn(Shopper.PASSWORD).then().statusCode(401);
        shopper.signIn(NEW_PASSWORD).then().statusCode(200);
        shopper.json(Map.of("refreshToken", session.refreshToken()))
                .post("/api/v1/sessions/refresh")
                .then()
                .statusCode(401);
    }

    @Test
    void answersEveryAddressAlikeAndMailsOnlyMembers() {
        Shopper stranger = new Shopper(database);
        Shopper unverified = new Shopper(database).registered();

        assertEquals(202, ask(stranger, stranger.email).statusCode());
        assertEquals(202, ask(stranger, unverified.email).statusCode());
        assertEquals(202, ask(stranger, "no address").statusCode());

        assertEquals(
                0,
                new Outboxes(database)
                        .all("member.password-reset-requested", stranger.email)
                        .size());
        assertEquals(
                0,
                new Outboxes(database)
                        .all("member.password-reset-requested", unverified.email)
                        .size());
    }

    @Test
    void usesATokenOnceEvenWhenItComesTwiceAtOnce() throws Exception {
        Shopper shopper = new Shopper(database);
        shopper.member();
        ask(shopper, shopper.email);
        String token = shopper.mailedResetToken();
        List<Integer> statuses =
                Together.times(3, () -> set(shopper, token, NEW_PASSWORD).statusCode());

        assertEquals(List.of(204, 422, 422), statuses.stream().sorted().toList());
        set(shopper, token, NEW_PASSWORD).then().statusCode(422).body("code", equalTo("token-invalid"));
    }

    @Test
    void refusesTokensThatAreUnknownOrTooOldAndPasswordsThatAreTooShort() {
        Shopper shopper = new Shopper(database);
        SignedIn member = shopper.member();
        ask(shopper, shopper.email);
        String token = shopper.mailedResetToken();

        set(shopper, token, "short").then().statusCode(400).body("errors.pointer", contains("/password"));
        set(shopper, "unknown", NEW_PASSWORD).then().statusCode(422);
        Sql.run(database, "update password_resets set expires_at = now() where member_id = ?", member.id());
        set(shopper, token, NEW_PASSWORD).then().statusCode(422);

        shopper.signIn(Shopper.PASSWORD).then().statusCode(200);
    }

    @Test
    void letsAMemberInAgainWhoHasForgottenThePasswordTooOften() {
        Shopper shopper = new Shopper(database);
        shopper.member();
        for (int i = 0; i < 5; i++) {
            shopper.signIn("what was it again " + i);
        }
        ask(shopper, shopper.email);
        set(shopper, shopper.mailedResetToken(), NEW_PASSWORD).then().statusCode(204);

        shopper.signIn(NEW_PASSWORD).then().statusCode(200);
    }

    @Test
    void asksWithOneConnectionAtATime() throws Exception {
        Shopper shopper = new Shopper(database);
        shopper.member();

        Sql.withOneConnectionLeft(database, () -> ask(shopper, shopper.email))
                .then()
                .statusCode(202);

        assertEquals(
                1,
                new Outboxes(database)
                        .all("member.password-reset-requested", shopper.email)
                        .size());
    }

    private static Response ask(Shopper from, String email) {
        return from.json(Map.of("email", email)).post("/api/v1/password-resets");
    }

    private static Response set(Shopper from, String token, String password) {
        return from.json(Map.of("password", password)).put("/api/v1/password-resets/" + token);
    }
}
