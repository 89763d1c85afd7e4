package shop.pennywell.defaults.problem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@QuarkusTest
class ProblemTest {

    @Test
    void answersTheProblemThatWasThrown() {
        problem(given().get("/sample/refused").then(), 409, "conflict").body("detail", equalTo("taken"));
    }

    @Test
    void leaksNothingOfAnUnexpectedFailure() {
        problem(given().get("/sample/broken").then(), 500, "internal")
                .body(not(containsString("secret")))
                .body(not(containsString("Exception")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "nonsense", "{\"lines\":[}", "\u0000"})
    void saysThatABodyIsNotTheExpectedJson(String body) {
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/sample")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void refusesTextThatCannotBeKeptAsTheSendersFault() {
        problem(
                        post("{\"lines\":[{\"sku\":\"a\\u0000\",\"price\":{\"amount\":\"1\",\"currency\":\"EUR\"}}]}"),
                        400,
                        "invalid-request")
                .body("errors[0].pointer", equalTo("/lines/0/sku"));
        problem(
                post("{\"lines\":[{\"sku\":\"\\ud800\",\"price\":{\"amount\":\"1\",\"currency\":\"EUR\"}}]}"),
                400,
                "invalid-request");
        problem(given().urlEncodingEnabled(false).get("/sample/broken?q=a%00b").then(), 400, "malformed-request");
    }

    @Test
    void pointsAtTheInvalidPlace() {
        problem(
                        post("{\"lines\":[{\"sku\":\"a\",\"price\":{\"amount\":\"1\",\"currency\":\"EUR\"}},"
                                + "{\"sku\":\"long\",\"price\":null}]}"),
                        400,
                        "invalid-request")
                .body("errors.pointer", hasItem("/lines/1/sku"))
                .body("errors.pointer", hasItem("/lines/1/price"))
                .body("errors", hasSize(2));
    }

    @Test
    void pointsAtMoneyThatIsNone() {
        problem(
                        post("{\"lines\":[{\"sku\":\"a\",\"price\":{\"amount\":\"1.005\",\"currency\":\"EUR\"}}]}"),
                        400,
                        "invalid-request")
                .body("errors[0].pointer", equalTo("/lines/0/price"))
                .body("errors[0].reason", containsString("decimals"));
    }

    @Test
    void refusesAMissingBody() {
        given().contentType(ContentType.JSON)
                .post("/sample")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void refusesAnOversizedBody() {
        problem(post("{\"lines\":[],\"padding\":\"" + "x".repeat(20_000) + "\"}"), 413, "payload-too-large");
    }

    @Test
    void countsABodyThatComesWithoutALength() throws Exception {
        for (HttpClient.Version version : HttpClient.Version.values()) {
            HttpResponse<String> answer = postInChunks(version, 3_000_000);
            assertEquals(413, answer.statusCode());
            assertTrue(answer.body().contains("\"code\":\"payload-too-large\""), answer.body());
            assertEquals(200, postInChunks(version, 5_000).statusCode());
        }
    }

    private static HttpResponse<String> postInChunks(HttpClient.Version version, int padding) throws Exception {
        byte[] body = ("{\"lines\":[{\"sku\":\"a\",\"price\":{\"amount\":\"1\",\"currency\":\"EUR\"}}],\"padding\":\""
                        + "x".repeat(padding) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/sample"))
                .version(version)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void refusesAnotherMediaType() {
        problem(given().contentType("text/csv").body("a,b").post("/sample").then(), 415, "unsupported-media-type");
    }

    @Test
    void knowsWhatIsNotThere() {
        problem(given().get("/nowhere").then(), 404, "not-found");
        problem(given().get("/sample/ids/not-an-id").then(), 404, "not-found");
        problem(given().delete("/sample").then(), 405, "method-not-allowed");
    }

    @Test
    void asksTheAnonymousToSignIn() {
        problem(given().get("/sample/staff").then(), 401, "unauthenticated");
    }

    /** Quarkus' own would build the map of all resources for each request. */
    @Test
    void seesItselfToWhatFailsAuthentication() {
        given().get("/sample/authentication-failures")
                .then()
                .body(startsWith("shop.pennywell.defaults.security.AuthenticationFailures"));
    }

    @Test
    void keepsTheTraceOfTheCaller() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        given().header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .get("/sample/refused")
                .then()
                .body("traceId", equalTo(trace));
    }

    @Test
    void pagesThroughAList() {
        String next = given().get("/sample/list?limit=40")
                .then()
                .statusCode(200)
                .body("items", hasSize(40))
                .extract()
                .path("next");
        given().queryParam("cursor", next)
                .get("/sample/list?limit=40")
                .then()
                .body("items", hasSize(10))
                .body("items[0]", equalTo(40))
                .body("next", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "limit=abc", "cursor=%25%25"})
    void refusesImpossiblePages(String query) {
        given().urlEncodingEnabled(false)
                .get("/sample/list?" + query)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", matchesPattern("\\?(limit|cursor)"));
    }

    private static ValidatableResponse post(String body) {
        return given().contentType(ContentType.JSON).body(body).post("/sample").then();
    }

    private static ValidatableResponse problem(ValidatableResponse response, int status, String code) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("code", equalTo(code))
                .body("type", equalTo("https://pennywell.shop/errors/" + code))
                .body("traceId", matchesPattern("[0-9a-f]{32}"));
    }
}
