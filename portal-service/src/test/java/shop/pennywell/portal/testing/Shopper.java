package shop.pennywell.portal.testing;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;

import static io.restassured.RestAssured.given;

/**
 * Somebody new in every test, at a network address of his own, so that tests count no failures of others. Mails are read
 * where they begin: in the outbox.
 */
public final class Shopper {

    public static final String PASSWORD = "a penny saved is a penny got";

    public final String email = "shopper-" + UUID.randomUUID() + "@example.com";
    public final String network = network();
    private final Outboxes outbox;

    public Shopper(DataSource database) {
        this.outbox = new Outboxes(database);
    }

    public Map<String, Object> registration() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("email", email);
        body.put("password", PASSWORD);
        body.put("country", "GB");
        body.put("locale", "en-GB");
        body.put("displayName", "Ada");
        body.put("acceptTerms", true);
        return body;
    }

    public Shopper registered() {
        json(registration()).post("/api/v1/members").then().statusCode(202);
        return this;
    }

    /** The token of the newest verification link. */
    public String mailedToken() {
        return token("member.verification-requested");
    }

    public String mailedResetToken() {
        return token("member.password-reset-requested");
    }

    private String token(String type) {
        String link = outbox.newest(type, email).path("link").asText();
        return link.substring(link.indexOf("token=") + "token=".length());
    }

    public SignedIn verified() {
        Response answer = json(Map.of("token", mailedToken())).post("/api/v1/members/verification");
        answer.then().statusCode(200);
        return SignedIn.of(answer);
    }

    public SignedIn member() {
        return registered().verified();
    }

    public Response signIn(String password) {
        return json(Map.of("email", email, "password", password)).post("/api/v1/sessions");
    }

    public RequestSpecification json(Object body) {
        return given().header("X-Forwarded-For", network)
                .contentType(ContentType.JSON)
                .body(body);
    }

    public record SignedIn(String accessToken, String refreshToken, long expiresInSeconds) {

        public static SignedIn of(Response answer) {
            return answer.as(SignedIn.class);
        }

        public RequestSpecification request() {
            return given().auth().oauth2(accessToken);
        }

        public UUID id() {
            return UUID.fromString(request().get("/api/v1/me").path("id"));
        }
    }

    private static String network() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "198." + random.nextInt(18, 20) + "." + random.nextInt(256) + "." + random.nextInt(256);
    }
}
