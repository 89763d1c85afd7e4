package shop.pennywell.stats.report;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Collections;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import shop.pennywell.local.testing.TestTokens;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static shop.pennywell.stats.report.ReportResourceTest.clicked;

@QuarkusTest
class StoreClicksResourceTest {
    private static final String CLICKS = "/internal/store-clicks?from=2026-03-09&to=2026-03-11";

    @Test
    void tellsASiblingTheClicksOfStoresByTheDay() {
        String first = clicked("2026-03-10T12:00:00Z", 2).id().toString();
        String second = clicked("2026-03-11T23:59:59Z", 1).id().toString();
        clicked("2026-03-10T12:00:00Z", 1);
        String silent = UUID.randomUUID().toString();

        given().auth()
                .oauth2(TestTokens.service("stats"))
                .get(CLICKS + "&store=" + first + "&store=" + second + "&store=" + silent + "&store=" + first)
                .then()
                .statusCode(200)
                .body("items.storeId", contains(first, second))
                .body("items.day", contains("2026-03-10", "2026-03-11"))
                .body("items.clicks", contains(2, 1));
    }

    @Test
    void isForSiblingsAndForSomeStores() {
        String many = String.join("", Collections.nCopies(101, "&store=" + UUID.randomUUID()));

        given().auth()
                .oauth2(TestTokens.staff())
                .get(CLICKS + "&store=" + UUID.randomUUID())
                .then()
                .statusCode(403);
        for (String wrong : new String[] {"", many}) {
            given().auth()
                    .oauth2(TestTokens.service("stats"))
                    .get(CLICKS + wrong)
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("stores-invalid"));
        }
    }
}
