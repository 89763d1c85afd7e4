package shop.pennywell.portal.registration;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import shop.pennywell.local.testing.LocalStores;
import shop.pennywell.portal.testing.Contract;
import shop.pennywell.portal.testing.Outboxes;
import shop.pennywell.portal.testing.Shopper;
import shop.pennywell.portal.testing.Siblings;
import shop.pennywell.portal.testing.Sql;
import shop.pennywell.portal.testing.Together;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@QuarkusTest
@WithTestResource(LocalStores.class)
@WithTestResource(Siblings.class)
class RegistrationTest {

    @Inject
    DataSource database;

    @Inject
    RegisterMember registerMember;

    @Test
    void makesAMemberOfWhoeverVerifies() {
        Shopper shopper = new Shopper(database).registered();
        JsonNode mail = new Outboxes(database).newest("member.verification-requested", shopper.email);
        assertEquals(List.of(), Contract.violations("member.verification-requested", mail));
        shopper.signIn(Shopper.PASSWORD).then().statusCode(401).body("code", equalTo("invalid-credentials"));

        Shopper.SignedIn member = shopper.verified();

        assertEquals(900, member.expiresInSeconds());
        member.request()
                .get("/api/v1/me")
                .then()
                .statusCode(200)
                .body("id", equalTo(mail.path("memberId").asText()))
                .body("email", equalTo(shopper.email))
                .body("displayName", equalTo("Ada"))
                .body("country", equalTo("GB"))
                .body("locale", equalTo("en-GB"))
                .body("currency", equalTo("GBP"))
                .body("registeredAt", notNullValue());
        JsonNode fact = new Outboxes(database).newest("member.registered", shopper.email);
        assertEquals(List.of(), Contract.violations("member.registered", fact));
        assertEquals(1, fact.path("revision").asInt());
        shopper.signIn(Shopper.PASSWORD).then().statusCode(200);
    }

    @Test
    void mailsOnceForARequestThatIsSentAgain() throws SQLException {
        Shopper shopper = new Shopper(database);
        String key = UUID.randomUUID().toString();
        for (String hit : new String[] {null, "true"}) {
            shopper.json(shopper.registration())
                    .header("Idempotency-Key", key)
                    .post("/api/v1/members")
                    .then()
                    .statusCode(202)
                    .header("Idempotency-Hit", equalTo(hit));
        }
        try (Connection connection = database.getConnection();
                PreparedStatement count =
                        connection.prepareStatement("select count(*) from outbox_event where data ->> 'email' = ?")) {
            count.setString(1, shopper.email);
            ResultSet row = count.executeQuery();
            row.next();
            assertEquals(1, row.getInt(1));
        }
    }

    @Test
    void answersAKnownAddressAlikeAndMailsThatItIsKnown() {
        Shopper shopper = new Shopper(database);
        shopper.member();
        Map<String, Object> again = shopper.registration();
        again.put("email", shopper.email.toUpperCase(Locale.ROOT));
        again.put("password", "another password altogether");

        Response known = shopper.json(again).post("/api/v1/members");
        Response fresh = shopper.json(new Shopper(database).registration()).post("/api/v1/members");

        assertEquals(202, known.statusCode());
        assertEquals(fresh.asString(), known.asString());
        JsonNode mail = new Outboxes(database).newest("member.registration-repeated", shopper.email);
        assertEquals(List.of(), Contract.violations("member.registration-repeated", mail));
        assertTrue(mail.path("link").asText().endsWith("/sign-in"));
        assertEquals(
                1,
                new Outboxes(database)
                        .all("member.verification-requested", shopper.email)
                        .size());
        shopper.signIn("another password altogether").then().statusCode(401);
    }

    @Test
    void hashesThePasswordForAKnownAddressAsForANewOne() {
        Shopper known = new Shopper(database);
        known.member();

        for (String email : List.of(known.email, new Shopper(database).email)) {
            RegisterMember.Ready ready = registerMember.prepared(
                    new RegistrationRequest(email, Shopper.PASSWORD, "GB", "en-GB", null, null, null, true));
            assertTrue(ready.registered().passwordHash().startsWith("$argon2id$"), email);
        }
    }

    @Test
    void registersWithOneConnectionAtATimeWithAKeyAndWithout() throws Exception {
        Shopper keyed = new Shopper(database);
        Shopper plain = new Shopper(database);
        Sql.withOneConnectionLeft(database, () -> {
            keyed.json(keyed.registration())
                    .header("Idempotency-Key", UUID.randomUUID())
                    .post("/api/v1/members")
                    .then()
                    .statusCode(202);
            return plain.registered();
        });
    }

    @Test
    void refusesAKeyThatCameWithAnotherRegistration() {
        Shopper shopper = new Shopper(database);
        String key = UUID.randomUUID().toString();
        Map<String, Object> other = shopper.registration();
        other.put("country", "IE");

        shopper.json(shopper.registration())
                .header("Idempotency-Key", key)
                .post("/api/v1/members")
                .then()
                .statusCode(202);
        shopper.json(other)
                .header("Idempotency-Key", key)
                .post("/api/v1/members")
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency-key-reused"));
    }

    @Test
    void usesATokenOnceAndForAMinuteAgainBecauseTheAnswerMayBeLost() {
        Shopper shopper = new Shopper(database).registered();
        String token = shopper.mailedToken();
        Shopper.SignedIn first = shopper.verified();

        Response again = verify(shopper, token);
        again.then().statusCode(200);
        Shopper.SignedIn second = Shopper.SignedIn.of(again);
        assertEquals(first.id(), second.id());
        assertNotEquals(first.refreshToken(), second.refreshToken());
        assertEquals(
                1,
                new Outboxes(database).all("member.registered", shopper.email).size());

        Sql.run(
                database,
                "update used_verifications set used_at = used_at - interval '61 seconds' where member_id = ?",
                first.id());
        verify(shopper, token).then().statusCode(422).body("code", equalTo("token-invalid"));
        shopper.json(Map.of("token", "x".repeat(43)))
                .post("/api/v1/members/verification")
                .then()
                .statusCode(422);
    }

    @Test
    void aUsedTokenSignsNobodyInWhoIsErased() {
        Shopper shopper = new Shopper(database).registered();
        String token = shopper.mailedToken();
        shopper.verified().request().delete("/api/v1/me").then().statusCode(204);

        verify(shopper, token).then().statusCode(422);
    }

    @Test
    void refusesATokenThatIsTooOld() {
        Shopper shopper = new Shopper(database).registered();
        Sql.run(
                database,
                "update registrations set expires_at = now() - interval '1 second' where email = ?",
                shopper.email);

        shopper.json(Map.of("token", shopper.mailedToken()))
                .post("/api/v1/members/verification")
                .then()
                .statusCode(422)
                .body("code", equalTo("token-invalid"));
    }

    @Test
    void makesOneMemberOfTwoRegistrationsThatAreVerifiedAtOnce() throws Exception {
        Shopper shopper = new Shopper(database);
        List<Response> answers =
                Together.times(2, () -> shopper.json(shopper.registration()).post("/api/v1/members"));
        assertEquals(List.of(202, 202), statuses(answers));
        List<String> tokens = new Outboxes(database)
                .all("member.verification-requested", shopper.email).stream()
                        .map(mail -> mail.path("link").asText().replaceFirst(".*token=", ""))
                        .toList();
        assertEquals(2, tokens.size());

        List<Response> verifications = Together.call(List.of(
                () -> verify(shopper, tokens.get(0)),
                () -> verify(shopper, tokens.get(1)),
                () -> verify(shopper, tokens.get(0)),
                () -> verify(shopper, tokens.get(1))));

        // The one that made the member, twice; the other one never.
        assertEquals(List.of(200, 200, 422, 422), statuses(verifications));
        assertEquals(
                1,
                new Outboxes(database).all("member.registered", shopper.email).size());
        assertEquals(0, Sql.count(database, "select count(*) from registrations where email = ?", shopper.email));
        shopper.signIn(Shopper.PASSWORD).then().statusCode(200);
    }

    @Test
    void keepsTokensAndPasswordsOnlyAsHashes() {
        Shopper shopper = new Shopper(database).registered();

        assertEquals(
                1,
                Sql.count(
                        database,
                        "select count(*) from registrations where email = ? and password_hash like '$argon2id$%'",
                        shopper.email));
        assertEquals(
                0,
                Sql.count(
                        database,
                        "select count(*) from registrations r where email = ? and r::text like '%"
                                + shopper.mailedToken() + "%'",
                        shopper.email));
    }

    @Test
    void stopsMailingAnAddressThatIsRegisteredOverAndOver() {
        Shopper shopper = new Shopper(database);
        for (int i = 0; i < 7; i++) {
            shopper.registered();
        }

        assertEquals(
                5,
                new Outboxes(database)
                        .all("member.verification-requested", shopper.email)
                        .size());
    }

    @Test
    void tellsEveryFieldThatIsWrong() {
        given().contentType(ContentType.JSON)
                .body(Map.of(
                        "email",
                        "ada",
                        "password",
                        "short",
                        "country",
                        "XX",
                        "locale",
                        "?",
                        "currency",
                        "XYZ",
                        "displayName",
                        "a\u0007b",
                        "referralCode",
                        "';--",
                        "acceptTerms",
                        false))
                .post("/api/v1/members")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid-request"))
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/email",
                                "/password",
                                "/country",
                                "/locale",
                                "/currency",
                                "/displayName",
                                "/referralCode",
                                "/acceptTerms"));
    }

    private static Response verify(Shopper shopper, String token) {
        return shopper.json(Map.of("token", token)).post("/api/v1/members/verification");
    }

    private static List<Integer> statuses(List<Response> answers) {
        return answers.stream().map(Response::statusCode).sorted().collect(Collectors.toList());
    }
}
