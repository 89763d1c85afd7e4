package shop.pennywell.commission.partner;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.TestShop;
import shop.pennywell.local.testing.TestTokens;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static shop.pennywell.commission.TestShop.as;
import static shop.pennywell.commission.TestShop.eventually;
import static shop.pennywell.commission.TestShop.staff;

@QuarkusTest
class PartnerResourceTest {
    @Inject
    DataSource dataSource;

    private static final String PARTNERS = "/api/v1/admin/partners";

    @Test
    void letsOnlyStaffAddPartners() {
        Map<String, String> partner = Map.of("name", "P", "currency", "EUR", "settlement", "ON_STATEMENT");

        given().contentType(ContentType.JSON)
                .body(partner)
                .post(PARTNERS)
                .then()
                .statusCode(401);
        as(TestTokens.member(UUID.randomUUID()))
                .body(partner)
                .post(PARTNERS)
                .then()
                .statusCode(403);
        as(TestTokens.service("commission")).body(partner).post(PARTNERS).then().statusCode(403);
        staff().body(partner).post(PARTNERS).then().statusCode(201).body("id", notNullValue());
    }

    @Test
    void refusesAPartnerWithoutARealCurrency() {
        staff().body(Map.of("name", "P", "currency", "XXX", "settlement", "ON_STATEMENT"))
                .post(PARTNERS)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/currency"));
        staff().body("{\"name\":").post(PARTNERS).then().statusCode(400).body("code", equalTo("malformed-request"));
    }

    @Test
    void showsSecretsOnlyOnce() {
        TestShop shop = TestShop.open();

        staff().get(PARTNERS + "/" + shop.partnerId + "/credentials")
                .then()
                .statusCode(200)
                .body("items[0].clientId", equalTo(shop.clientId))
                .body("items", everyItem(not(hasKey("clientSecret"))))
                .body("items", everyItem(not(hasKey("postbackSecret"))));
    }

    @Test
    void givesATokenForBasicAndForFormCredentials() {
        TestShop shop = TestShop.open();

        given().formParam("grant_type", "client_credentials")
                .formParam("client_id", shop.clientId)
                .formParam("client_secret", shop.clientSecret)
                .post("/api/v1/partner/oauth/token")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", equalTo(600));
        shop.partner().get("/api/v1/partner/transactions").then().statusCode(200);
        staff().get(PARTNERS + "/" + shop.partnerId + "/credentials")
                .then()
                .body("items[0].lastUsedAt", notNullValue());
    }

    @Test
    void refusesWrongCredentialsAsOAuthDoes() {
        TestShop shop = TestShop.open();

        for (String[] wrong :
                new String[][] {{shop.clientId, "wrong"}, {"nobody", shop.clientSecret}, {shop.clientId, ""}}) {
            given().auth()
                    .preemptive()
                    .basic(wrong[0], wrong[1])
                    .formParam("grant_type", "client_credentials")
                    .post("/api/v1/partner/oauth/token")
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", notNullValue())
                    .body("error", equalTo("invalid_client"));
        }
        for (String id : List.of("%00", "", "a%20b", "%C3%A4", "a".repeat(101))) {
            given().contentType("application/x-www-form-urlencoded")
                    .body("grant_type=client_credentials&client_secret=x&client_id=" + id)
                    .post("/api/v1/partner/oauth/token")
                    .then()
                    .statusCode(401)
                    .body("error", equalTo("invalid_client"));
        }
        given().header("Authorization", "Basic JTAwOng=")
                .formParam("grant_type", "client_credentials")
                .post("/api/v1/partner/oauth/token")
                .then()
                .statusCode(401);
        given().formParam("grant_type", "password")
                .post("/api/v1/partner/oauth/token")
                .then()
                .statusCode(400)
                .body("error", equalTo("unsupported_grant_type"));
        given().header("Authorization", "Basic %%%")
                .formParam("grant_type", "client_credentials")
                .post("/api/v1/partner/oauth/token")
                .then()
                .statusCode(401);
    }

    @Test
    void keepsPartnersAndOthersApart() {
        TestShop shop = TestShop.open();

        as(TestTokens.member(UUID.randomUUID()))
                .get("/api/v1/partner/transactions")
                .then()
                .statusCode(401);
        staff().get("/api/v1/partner/transactions").then().statusCode(401);
        shop.partner().get(PARTNERS).then().statusCode(401);
        given().get("/api/v1/partner/transactions").then().statusCode(401);
    }

    @Test
    void revocationBitesAtOnceForNewTokensAndSoonForOldOnes() {
        // Given a token that works
        TestShop shop = TestShop.open();
        shop.partner().get("/api/v1/partner/transactions").then().statusCode(200);

        // When
        staff().delete(PARTNERS + "/" + shop.partnerId + "/credentials/" + shop.clientId)
                .then()
                .statusCode(204);

        // Then
        given().auth()
                .preemptive()
                .basic(shop.clientId, shop.clientSecret)
                .formParam("grant_type", "client_credentials")
                .post("/api/v1/partner/oauth/token")
                .then()
                .statusCode(401);
        eventually(() -> shop.partner().get("/api/v1/partner/transactions").statusCode() == 401);
    }

    /** Whoever asks first keeps the answer: an empty one would shut every partner out for long. */
    @Test
    void publishesAKeyBeforeTheFirstTokenIsAskedFor() throws Exception {
        try (Connection connection = dataSource.getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("delete from signing_key");
        }

        String published = given().get("/internal/partner-jwks.json")
                .then()
                .statusCode(200)
                .body("keys", hasSize(1))
                .body("keys[0]", not(hasKey("d")))
                .extract()
                .path("keys[0].kid");

        TestShop shop = TestShop.open();
        assertEquals(published, given().get("/internal/partner-jwks.json").path("keys[0].kid"));
        eventually(() -> shop.partner().get("/api/v1/partner/transactions").statusCode() == 200);
    }

    @Test
    void severalCredentialsAreValidSideBySide() {
        TestShop shop = TestShop.open();
        String second = staff().post(PARTNERS + "/" + shop.partnerId + "/credentials")
                .then()
                .statusCode(201)
                .extract()
                .path("clientId");

        staff().delete(PARTNERS + "/" + shop.partnerId + "/credentials/" + second)
                .then()
                .statusCode(204);

        assertEquals(200, shop.partner().get("/api/v1/partner/transactions").statusCode());
    }

    @Test
    void revokesOnlyCredentialsOfThePartnerNamed() {
        TestShop shop = TestShop.open();
        TestShop other = TestShop.open();

        staff().delete(PARTNERS + "/" + other.partnerId + "/credentials/" + shop.clientId)
                .then()
                .statusCode(404);
    }
}
