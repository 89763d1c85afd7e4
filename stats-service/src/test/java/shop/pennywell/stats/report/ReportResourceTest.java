package shop.pennywell.stats.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import shop.pennywell.local.testing.TestTokens;
import shop.pennywell.stats.Figures.Store;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static shop.pennywell.local.testing.PretendSibling.sample;
import static shop.pennywell.local.testing.PretendSibling.says;

@QuarkusTest
class ReportResourceTest {

    private static final String TOTALS = "/api/v1/admin/stats/totals";
    private static final String SERIES = "/api/v1/admin/stats/series";

    @Test
    void totalsOfAStoreThatNothingWasHeardOfAreZero() {
        staff().get(TOTALS + "?from=2026-11-01&to=2026-11-30&store=nowhere")
                .then()
                .statusCode(200)
                .body("clicks", equalTo(0))
                .body("uniqueClicks", equalTo(0))
                .body("orders", equalTo(0))
                .body("saleAmounts", empty())
                .body("commissions", empty())
                .body("cashbacks", empty());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-10, 2026-03-10, 1",
        "2026-03-09, 2026-03-11, 1",
        "2026-03-11, 2026-03-12, 0",
        "2026-03-10T00:00:00Z, 2026-03-11T00:00:00Z, 1",
        "2026-03-09T00:00:00Z, 2026-03-10T00:00:00Z, 0",
        "2026-03-10T15:00:00Z, 2026-03-10T16:00:00Z, 1",
        "2026-03-10T00:30:00%2B01:00, 2026-03-10T00:59:59%2B01:00, 0"
    })
    void daysAreIncludedAndInstantsReachUpToTheirDay(String from, String to, int clicks) {
        Store store = clicked("2026-03-10T12:00:00Z", 1);
        staff().urlEncodingEnabled(false)
                .get(TOTALS + "?from=" + from + "&to=" + to + "&store=" + store.slug())
                .then()
                .statusCode(200)
                .body("clicks", equalTo(clicks));
    }

    @Test
    void aSeriesHasAPointForEveryStep() {
        Store store = clicked("2026-03-30T12:00:00Z", 2);
        String range = "&from=2026-03-29&to=2026-04-02&store=" + store.slug();
        staff().get(SERIES + "?metric=clicks&grain=day" + range)
                .then()
                .statusCode(200)
                .body("points.value", contains(0, 2, 0, 0, 0))
                .body("points[0].at", equalTo("2026-03-29T00:00:00Z"));
        staff().get(SERIES + "?metric=clicks&grain=week" + range)
                .then()
                .body("points.at", contains("2026-03-23T00:00:00Z", "2026-03-30T00:00:00Z"))
                .body("points.value", contains(0, 2));
        staff().get(SERIES + "?metric=clicks&grain=month" + range)
                .then()
                .body("points.at", contains("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z"))
                .body("points.value", contains(2, 0));
    }

    @Test
    void aSeriesOfAmountsIsInOneCurrency() {
        Store store = Store.fresh();
        ordered(store, "10.00", "GBP");
        String query = SERIES + "?metric=saleAmounts&from=2026-11-23&to=2026-11-23&store=" + store.slug();
        staff().get(query)
                .then()
                .statusCode(200)
                .body("points", hasSize(1))
                .body("points[0].value", equalTo(Map.of("amount", "10.00", "currency", "GBP")));
        ordered(store, "7.00", "EUR");
        staff().get(query).then().statusCode(400).body("code", equalTo("currency-needed"));
        staff().get(query + "&currency=EUR")
                .then()
                .statusCode(200)
                .body("points[0].value", equalTo(Map.of("amount", "7.00", "currency", "EUR")));
        staff().get(query + "&currency=USD")
                .then()
                .body("points[0].value", equalTo(Map.of("amount", "0.00", "currency", "USD")));
    }

    @ParameterizedTest
    @CsvSource({
        "/totals, range-invalid",
        "/totals?from=2026-11-01, range-invalid",
        "/totals?from=yesterday&to=2026-11-01, range-invalid",
        "/totals?from=2026-02-30&to=2026-11-01, range-invalid",
        "/totals?from=2026-11-02&to=2026-11-01, range-invalid",
        "/totals?from=0001-01-01&to=0001-01-02, range-invalid",
        "/totals?from=%2B999999999-01-01T00:00:00Z&to=%2B999999999-01-01T00:00:00Z, range-invalid",
        "/totals?from=2020-01-01&to=2026-11-01, range-too-long",
        "/series?from=2026-11-01&to=2026-11-02, metric-unknown",
        "/series?metric=luck&from=2026-11-01&to=2026-11-02, metric-unknown",
        "/series?metric=clicks&grain=hour&from=2026-11-01&to=2026-11-02, grain-unknown",
        "/series?metric=clicks&from=2026-11-01, range-invalid",
        "/series?metric=saleAmounts&currency=XYZ&from=2026-11-01&to=2026-11-02, currency-needed",
        "/series?metric=saleAmounts&currency=XXX&from=2026-11-01&to=2026-11-02, currency-needed"
    })
    void answersBadQuestionsWithAProblem(String path, String code) {
        staff().urlEncodingEnabled(false)
                .get("/api/v1/admin/stats" + path)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("traceId", notNullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/admin/stats/totals", "/api/v1/admin/stats/series"})
    void isForStaffOnly(String path) {
        given().get(path).then().statusCode(401);
        given().auth()
                .oauth2(TestTokens.member(UUID.randomUUID()))
                .get(path)
                .then()
                .statusCode(403);
        given().auth().oauth2(TestTokens.service("stats")).get(path).then().statusCode(403);
    }

    @Test
    void isReadyWithItsTable() {
        given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
    }

    static Store clicked(String at, int times) {
        Store store = Store.fresh();
        for (int i = 0; i < times; i++) {
            says("click.recorded", store.in(sample("click.recorded")).put("clickedAt", at));
        }
        return store;
    }

    private static void ordered(Store store, String amount, String currency) {
        ObjectNode data = store.in(sample("transaction.changed"))
                .put("transactionId", UUID.randomUUID().toString());
        data.putObject("orderValue").put("amount", amount).put("currency", currency);
        says("transaction.changed", data);
    }

    private static RequestSpecification staff() {
        return given().auth().oauth2(TestTokens.staff());
    }
}
