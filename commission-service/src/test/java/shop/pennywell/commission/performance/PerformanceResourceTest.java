package shop.pennywell.commission.performance;

import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.TestShop;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static shop.pennywell.commission.TestShop.item;

@QuarkusTest
class PerformanceResourceTest {
    private static final String STATS = "/api/v1/partner/stats";

    @ConfigProperty(name = "pennywell.siblings.stats")
    String stats;

    private TestShop shop;

    /** Of three orders one is declined, one approved; two groups were sold. */
    @BeforeEach
    void orders() {
        shop = TestShop.open();
        String click = shop.click(UUID.randomUUID());
        String first = shop.ordered(click, "S-1", item("a", "DEFAULT", 1, "10.00"));
        String second =
                shop.ordered(click, "S-2", item("a", "DEFAULT", 2, "20.01"), item("b", "ELECTRONICS", 1, "100.00"));
        shop.ordered(click, "S-3", item("a", "DEFAULT", 1, "30.00"));
        shop.validate(Map.of("transactionId", first, "action", "DECLINE", "reason", "RETURNED"));
        shop.validate(Map.of("transactionId", second, "action", "APPROVE"));
    }

    @AfterEach
    void statsIsBack() {
        given().put(stats + "/away/false");
        given().body("{\"items\":[]}").put(stats + "/clicks");
    }

    @Test
    void showsClicksOrdersAndWhatFollowsFromThem() {
        clicks(7, 40);

        shop.partner()
                .get(STATS + "?groups=true&from=" + today().minusDays(8))
                .then()
                .statusCode(200)
                .body("clicksKnown", equalTo(true))
                .body("stores.storeSlug", contains(shop.slug))
                .body("stores[0].clicks", equalTo(47))
                .body("stores[0].orders", equalTo(3))
                .body("stores[0].pending", equalTo(1))
                .body("stores[0].approved", equalTo(1))
                .body("stores[0].declined", equalTo(1))
                .body("stores[0].orderValue.amount", equalTo("150.01"))
                .body("stores[0].commission.amount", equalTo("5.00"))
                .body("stores[0].conversion", equalTo(0.0638f))
                .body("stores[0].averageOrder.amount", equalTo("75.01"))
                .body("stores[0].approvalRate", equalTo(0.5f))
                .body("days.clicks.sum()", equalTo(47))
                .body("days.orders.sum()", equalTo(3))
                .body("days[0].clicks", equalTo(7))
                .body("days[0].orders", equalTo(0))
                .body("groups.findAll { it.group == 'DEFAULT' }.quantity.sum()", equalTo(3))
                .body("groups.findAll { it.group == 'DEFAULT' }.orders.sum()", equalTo(2))
                .body("groups.findAll { it.group == 'ELECTRONICS' }.orderValue.amount", contains("100.00"))
                .body("groups.findAll { it.group == 'ELECTRONICS' }.commission.amount", contains("2.50"));
    }

    @Test
    void showsItsOrdersWhileStatisticsAreAway() {
        clicks(7, 40);
        given().put(stats + "/away/true");

        shop.partner()
                .get(STATS)
                .then()
                .statusCode(200)
                .body("clicksKnown", equalTo(false))
                .body("stores[0].clicks", nullValue())
                .body("stores[0].conversion", nullValue())
                .body("stores[0].orders", equalTo(3))
                .body("groups", nullValue());
    }

    @Test
    void saysNoRateOfNothing() {
        TestShop fresh = TestShop.open();

        fresh.partner()
                .get(STATS)
                .then()
                .statusCode(200)
                .body("stores[0].orders", equalTo(0))
                .body("stores[0].clicks", equalTo(0))
                .body("stores[0].conversion", nullValue())
                .body("stores[0].averageOrder", nullValue())
                .body("stores[0].approvalRate", nullValue())
                .body("days", empty());
    }

    @Test
    void refusesAPeriodThatIsTooLongOrNone() {
        LocalDate today = today();
        for (String wrong : List.of(
                "from=2026-02-01&to=2026-01-01",
                "from=" + today.minusDays(366) + "&to=" + today,
                "groups=true&from=" + today.minusDays(31) + "&to=" + today)) {
            shop.partner().get(STATS + "?" + wrong).then().statusCode(422).body("code", equalTo("period-invalid"));
        }
        for (String longest : List.of(
                "from=" + today.minusDays(365) + "&to=" + today,
                "groups=true&from=" + today.minusDays(30) + "&to=" + today)) {
            shop.partner().get(STATS + "?" + longest).then().statusCode(200);
        }
    }

    /** Some a week ago, some today; and of a store of somebody else, which stats never says unasked. */
    private void clicks(int lastWeek, int now) {
        String day = "{\"storeId\":\"%s\",\"day\":\"%s\",\"clicks\":%d}";
        given().body("{\"items\":["
                        + String.join(
                                ",",
                                day.formatted(shop.storeId, today().minusDays(7), lastWeek),
                                day.formatted(shop.storeId, today(), now),
                                day.formatted(UUID.randomUUID(), today(), 1000))
                        + "]}")
                .put(stats + "/clicks");
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }
}
