package shop.pennywell.portal.token;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.Test;
import shop.pennywell.local.testing.LocalStores;
import shop.pennywell.local.testing.TestTokens;
import shop.pennywell.portal.testing.Shopper;
import shop.pennywell.portal.testing.Siblings;
import shop.pennywell.portal.testing.Together;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

@QuarkusTest
@WithTestResource(LocalStores.class)
@WithTestResource(Siblings.class)
class TokenTest {

    private static final String SECRET = "commission-secret-for-tests";

    @Inject
    DataSource database;

    @Inject
    RotateKeys rotation;

    @Test
    void publishesNothingButPublicKeys() {
        get("/.well-known/jwks.json")
                .then()
                .statusCode(200)
                .body("keys.kty", everyItem(equalTo("EC")))
                .body("keys.alg", everyItem(equalTo("ES256")))
                .body("keys.d", everyItem(nullValue()));
        get("/.well-known/openid-configuration")
                .then()
                .statusCode(200)
                .body("issuer", equalTo(TestTokens.ISSUER))
                .body("jwks_uri", equalTo(TestTokens.ISSUER + "/.well-known/jwks.json"));
    }

    @Test
    void givesAServiceATokenForOneSiblingThatTheJwksVerifies() throws Exception {
        String token = basic("commission", SECRET)
                .formParam("grant_type", "client_credentials")
                .formParam("audience", "payments")
                .post("/internal/oauth/token")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", equalTo(300))
                .extract()
                .path("access_token");

        JwtClaims claims = verified(token, "payments");
        assertEquals("commission", claims.getSubject());
        assertEquals(List.of("service"), claims.getStringListClaimValue("groups"));
    }

    @Test
    void refusesUnknownClientsGrantsAndAudiences() {
        basic("commission", "wrong")
                .formParam("grant_type", "client_credentials")
                .formParam("audience", "payments")
                .post("/internal/oauth/token")
                .then()
                .statusCode(401)
                .body("code", equalTo("invalid-client"));
        basic("stats", "")
                .formParam("grant_type", "client_credentials")
                .formParam("audience", "payments")
                .post("/internal/oauth/token")
                .then()
                .statusCode(401);
        given().formParam("grant_type", "client_credentials")
                .post("/internal/oauth/token")
                .then()
                .statusCode(401);
        basic("commission", SECRET)
                .formParam("grant_type", "password")
                .post("/internal/oauth/token")
                .then()
                .statusCode(400)
                .body("code", equalTo("unsupported-grant-type"));
        basic("commission", SECRET)
                .formParam("grant_type", "client_credentials")
                .formParam("audience", "pennywell")
                .post("/internal/oauth/token")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid-audience"));
    }

    @Test
    void letsAServiceInWithATokenForThisServiceOnly() {
        String own = serviceToken("portal");
        String other = serviceToken("payments");

        given().auth()
                .oauth2(own)
                .contentType("application/json")
                .body("[]")
                .post("/events")
                .then()
                .statusCode(200);
        given().auth()
                .oauth2(other)
                .contentType("application/json")
                .body("[]")
                .post("/events")
                .then()
                .statusCode(401);
        given().auth().oauth2(own).get("/api/v1/me").then().statusCode(403);
    }

    @Test
    void letsAMemberInWithNothingButTheOwnKeys() throws Exception {
        Shopper.SignedIn member = new Shopper(database).member();
        JwtClaims claims = verified(member.accessToken(), "pennywell");

        assertEquals(List.of("member"), claims.getStringListClaimValue("groups"));
        assertEquals("GB", claims.getClaimValueAsString("country"));
        assertEquals("GBP", claims.getClaimValueAsString("currency"));
        assertEquals("en-GB", claims.getClaimValueAsString("locale"));
        assertEquals(
                900,
                claims.getExpirationTime().getValue() - claims.getIssuedAt().getValue());
        member.request().get("/api/v1/me").then().statusCode(200).body("id", equalTo(claims.getSubject()));
        member.request()
                .contentType("application/json")
                .body("[]")
                .post("/events")
                .then()
                .statusCode(403);
    }

    @Test
    void refusesTokensThatWereTamperedWith() {
        String token = new Shopper(database).member().accessToken();
        String[] parts = token.split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String staff = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.replace("member", "staff").getBytes(StandardCharsets.UTF_8));
        String none = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));

        for (String forged : List.of(
                parts[0] + "." + staff + "." + parts[2],
                none + "." + parts[1] + ".",
                parts[0] + "." + parts[1] + ".",
                "nonsense",
                "a.b.c")) {
            given().auth()
                    .oauth2(forged)
                    .get("/api/v1/me")
                    .then()
                    .statusCode(401)
                    .body("code", equalTo("unauthenticated"));
        }
        given().auth().oauth2(token).get("/api/v1/admin/members").then().statusCode(403);
    }

    @Test
    void keepsNoPrivateKeyInTheClear() throws Exception {
        get("/.well-known/jwks.json").then().statusCode(200);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select id, private_key from signing_keys")) {
            int keys = 0;
            while (rows.next()) {
                // PKCS #8 of an EC key names the algorithm's object identifier.
                String bytes = new String(rows.getBytes(2), StandardCharsets.ISO_8859_1);
                assertFalse(bytes.contains("\u0006\u0007*\u0086H\u00CE="), rows.getString(1));
                keys++;
            }
            assertFalse(keys == 0);
        }
    }

    @Test
    void makesOneKeyHoweverManyReplicasStartAtOnce() throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("update signing_keys set signs_from = signs_from - interval '40 days'");
        }
        Set<String> before = keyIds();
        Set<String> seen = new HashSet<>();
        for (KeyRing ring : Together.times(6, rotation::current)) {
            seen.addAll(ring.all().stream().map(KeyRing.Key::id).toList());
        }

        Set<String> after = keyIds();
        assertEquals(before.size() + 1, after.size());
        assertEquals(after, seen);
    }

    private Set<String> keyIds() throws Exception {
        Set<String> ids = new HashSet<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select id from signing_keys")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    private static String serviceToken(String audience) {
        return basic("commission", SECRET)
                .formParam("grant_type", "client_credentials")
                .formParam("audience", audience)
                .post("/internal/oauth/token")
                .path("access_token");
    }

    private static RequestSpecification basic(String client, String secret) {
        return given().auth().preemptive().basic(client, secret);
    }

    private static JwtClaims verified(String token, String audience) throws Exception {
        JsonWebKeySet jwks = new JsonWebKeySet(get("/.well-known/jwks.json").asString());
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(jwks.getJsonWebKeys()))
                .setExpectedAudience(audience)
                .setExpectedIssuer(TestTokens.ISSUER)
                .setRequireExpirationTime()
                .build()
                .processToClaims(token);
    }
}
