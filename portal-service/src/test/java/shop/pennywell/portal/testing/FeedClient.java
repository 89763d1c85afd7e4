package shop.pennywell.portal.testing;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import shop.pennywell.local.testing.TestTokens;

import static io.restassured.RestAssured.given;

/** What staff does with the feeds of one store. */
public final class FeedClient {

    /** Of a test, with tens of thousands of rows on a machine that does other things too; no promise of ours. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    public final String feedId;

    public FeedClient(Partner partner, String format) {
        feedId = staff().contentType(ContentType.JSON)
                .body("""
                        {"storeId":"%s","name":"All products","format":"%s","country":"GB","currency":"GBP"}
                        """.formatted(partner.storeId, format))
                .post("/api/v1/admin/feeds")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    public static RequestSpecification staff() {
        return given().auth().oauth2(TestTokens.staff());
    }

    /** Hands a file in and answers how its import ended. */
    public JsonPath load(String content) {
        return ended(upload(content));
    }

    public String upload(String content) {
        return staff().contentType("text/plain; charset=UTF-8")
                .body(content)
                .put("/api/v1/admin/feeds/" + feedId + "/content")
                .then()
                .statusCode(202)
                .extract()
                .path("importId");
    }

    public JsonPath ended(String importId) {
        return eventually(() -> {
            JsonPath progress = progress(importId);
            return progress.getString("status").equals("RUNNING") ? null : progress;
        });
    }

    public JsonPath progress(String importId) {
        return staff().get("/api/v1/admin/feeds/" + feedId + "/imports/" + importId)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** Asks again until the answer is not null. */
    public static <T> T eventually(Supplier<T> condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            T answer = condition.get();
            if (answer != null) {
                return answer;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        throw new AssertionError("not within " + PATIENCE);
    }
}
