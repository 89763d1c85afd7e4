package shop.pennywell.commission.transaction;

import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.TestShop;

import static org.hamcrest.Matchers.equalTo;
import static shop.pennywell.commission.TestShop.item;
import static shop.pennywell.commission.TestShop.order;
import static shop.pennywell.commission.TestShop.staff;
import static shop.pennywell.commission.TestShop.verdict;

@QuarkusTest
class JourneyTest {

    @Test
    void anOrderGoesFromClickToPaid() {
        // Given a click and an order in two groups: 5 % of 100.00 and 2.5 % of 49.99
        TestShop shop = TestShop.open();
        String click = shop.click(UUID.randomUUID());
        String id = shop.report(order(
                        click, "A-1", item("vase", "DEFAULT", 1, "100.00"), item("radio", "ELECTRONICS", 2, "49.99")))
                .then()
                .statusCode(200)
                .body("results[0].outcome", equalTo("ACCEPTED"))
                .body("results[0].code", equalTo(null))
                .extract()
                .path("results[0].transactionId");
        shop.transaction(id)
                .then()
                .body("status", equalTo("PENDING"))
                .body("orderValue.amount", equalTo("149.99"))
                .body("commission.amount", equalTo("6.25"))
                .body("cashback.amount", equalTo("3.62"));

        // When it is approved, billed and paid
        shop.validate(verdict(id, "APPROVE")).then().body("results[0].outcome", equalTo("ACCEPTED"));
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        String statement = staff().body(Map.of("partnerId", shop.partnerId, "from", today, "to", today))
                .post("/api/v1/admin/statements")
                .then()
                .statusCode(201)
                .body("total.amount", equalTo("6.25"))
                .body("transactions", equalTo(1))
                .extract()
                .path("id");
        staff().body(Map.of(
                        "amount",
                        Map.of("amount", "6.25", "currency", "EUR"),
                        "receivedOn",
                        today,
                        "bankReference",
                        "B-1"))
                .post("/api/v1/admin/statements/" + statement + "/payments")
                .then()
                .statusCode(201)
                .body("settled", equalTo(1));

        // Then
        shop.transaction(id)
                .then()
                .body("status", equalTo("PAID"))
                .body("payable", equalTo(true))
                .body("revision", equalTo(3))
                .body("revisions.change", equalTo(java.util.List.of("REPORTED", "APPROVED", "PAID")));
    }
}
