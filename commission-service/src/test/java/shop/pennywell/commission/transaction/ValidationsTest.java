package shop.pennywell.commission.transaction;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.TestShop;
import shop.pennywell.local.testing.TestTokens;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static shop.pennywell.commission.TestShop.as;
import static shop.pennywell.commission.TestShop.item;
import static shop.pennywell.commission.TestShop.rate;
import static shop.pennywell.commission.TestShop.staff;
import static shop.pennywell.commission.TestShop.verdict;

@QuarkusTest
class ValidationsTest {
    private static final String ADMIN = "/api/v1/admin/transactions/";

    private static TestShop shop;
    private String reference;
    private String id;

    @BeforeEach
    void anOrder() {
        if (shop == null) {
            shop = TestShop.open();
        }
        reference = "V-" + UUID.randomUUID();
        id = shop.ordered(
                shop.click(UUID.randomUUID()),
                reference,
                item("vase", "DEFAULT", 2, "40.00"),
                item("radio", "ELECTRONICS", 1, "100.00"));
    }

    @Test
    void approvesOnceOnly() {
        shop.validate(Map.of("orderReference", reference, "action", "APPROVE"), verdict(id, "APPROVE"))
                .then()
                .body("results.outcome", equalTo(List.of("ACCEPTED", "REJECTED")))
                .body("results[1].code", equalTo("not-pending"));

        shop.transaction(id)
                .then()
                .body("status", equalTo("APPROVED"))
                .body("payable", equalTo(false))
                .body("revision", equalTo(2));
    }

    @Test
    void takesBothNamesIfTheyAreOfTheSameOrder() {
        String another = "V-" + UUID.randomUUID();
        String anotherId = shop.ordered(shop.click(UUID.randomUUID()), another, item("vase", "DEFAULT", 1, "10.00"));

        Response response = shop.validate(
                Map.of("transactionId", id, "orderReference", another, "action", "APPROVE"),
                Map.of("transactionId", id, "orderReference", "no such order", "action", "APPROVE"),
                Map.of("transactionId", UUID.randomUUID().toString(), "orderReference", reference, "action", "APPROVE"),
                Map.of("transactionId", id, "orderReference", reference, "action", "APPROVE"));

        assertEquals(
                Arrays.asList("transaction-unknown", "transaction-unknown", "transaction-unknown", null),
                response.path("results.code"));
        shop.transaction(id).then().body("status", equalTo("APPROVED"));
        shop.transaction(anotherId).then().body("status", equalTo("PENDING"));
    }

    @Test
    void anAdvancedPartnersOrderIsPayableOnApproval() {
        TestShop advanced = TestShop.openPayingOnApproval();
        String theirs = advanced.ordered(advanced.click(UUID.randomUUID()), "A", item("a", "DEFAULT", 1, "10.00"));

        advanced.validate(verdict(theirs, "APPROVE"));

        advanced.transaction(theirs).then().body("status", equalTo("APPROVED")).body("payable", equalTo(true));
    }

    @Test
    void declinesWithAReason() {
        Response response = shop.validate(
                verdict(id, "DECLINE"),
                declined("NO_IDEA"),
                declined("RETURNED"),
                declined("FRAUD"),
                verdict(id, "APPROVE"));

        assertEquals(
                Arrays.asList("reason-missing", "reason-unknown", null, "not-pending", "not-pending"),
                response.path("results.code"));
        shop.transaction(id).then().body("status", equalTo("DECLINED")).body("reason", equalTo("RETURNED"));
    }

    @Test
    void reversesAnApprovedOrderForAReason() {
        Map<String, Object> reverse = new HashMap<>(verdict(id, "REVERSE"));
        Map<String, Object> forAReason = new HashMap<>(reverse);
        forAReason.put("reason", "RETURNED");

        Response response = shop.validate(
                forAReason, verdict(id, "APPROVE"), reverse, forAReason, forAReason, verdict(id, "APPROVE"));

        assertEquals(
                Arrays.asList("not-reversible", null, "reason-missing", null, "not-reversible", "not-pending"),
                response.path("results.code"));
        shop.transaction(id)
                .then()
                .body("status", equalTo("CLAWED_BACK"))
                .body("reason", equalTo("RETURNED"))
                .body("payable", equalTo(false))
                .body("revisions[2].change", equalTo("CLAWED_BACK"))
                .body("revisions[2].saidBy", equalTo(shop.clientId));
    }

    @Test
    void refusesADeclineAfterApproval() {
        shop.validate(verdict(id, "APPROVE"), declined("RETURNED"))
                .then()
                .body("results[1].code", equalTo("not-pending"));

        shop.transaction(id).then().body("status", equalTo("APPROVED")).body("reason", nullValue());
    }

    @Test
    void amendsToWhatIsLeftUnderTheReceiptOfTheClick() {
        // Given rates that are much better now
        shop.rates(rate("DEFAULT", "50", "100"), rate("ELECTRONICS", "50", "100"));

        // When one vase came back
        shop.validate(amended(left("vase", 1, "20.00"), left("radio", 1, "100.00")))
                .then()
                .body("results[0].outcome", equalTo("ACCEPTED"));

        // Then 5 % of 20.00 and 2.5 % of 100.00 as promised then; 60 % and 50 % of that
        shop.transaction(id)
                .then()
                .body("status", equalTo("PENDING"))
                .body("revision", equalTo(2))
                .body("orderValue.amount", equalTo("120.00"))
                .body("commission.amount", equalTo("3.50"))
                .body("cashback.amount", equalTo("1.85"))
                .body("items.group", equalTo(List.of("DEFAULT", "ELECTRONICS")));
        shop.rates(rate("DEFAULT", "5", "60"), rate("ELECTRONICS", "2.5", "50"));
    }

    @Test
    void anAmendmentBelowTheMinimumOrderEarnsNothingAnyMore() {
        // Given 5 % of at most 3.00 for orders from 50.00 on
        TestShop limited = TestShop.open();
        Map<String, Object> rate = new HashMap<>(rate("DEFAULT", "5", "60"));
        rate.put("capPerOrder", Map.of("amount", "3.00", "currency", "EUR"));
        rate.put("minimumOrder", Map.of("amount", "50.00", "currency", "EUR"));
        limited.rates(rate).then().statusCode(200);
        String order = limited.ordered(limited.click(UUID.randomUUID()), "L", item("a", "DEFAULT", 4, "100.00"));
        limited.transaction(order)
                .then()
                .body("commission.amount", equalTo("3.00"))
                .body("cashback.amount", equalTo("1.80"));

        // When half comes back, then a cent more
        limited.validate(amendment(order, left("a", 2, "50.00")));
        limited.transaction(order).then().body("commission.amount", equalTo("2.50"));
        limited.validate(amendment(order, left("a", 2, "49.99")));

        // Then
        limited.transaction(order)
                .then()
                .body("commission.amount", equalTo("0.00"))
                .body("cashback.amount", equalTo("0.00"));
    }

    @Test
    void whatIsNotGivenOrHasNoPiecesIsGone() {
        shop.validate(amended(left("radio", 0, "0.00"), left("vase", 2, "40.00")));
        shop.transaction(id).then().body("items.sku", equalTo(List.of("vase")));

        shop.validate(amended(left("vase", 0, "0")));
        shop.transaction(id)
                .then()
                .body("items", equalTo(List.of()))
                .body("cashback.amount", equalTo("0.00"))
                .body("status", equalTo("PENDING"));
    }

    @Test
    void anApprovalMayRestOnWhatIsLeft() {
        shop.validate(approved(left("vase", -1, "0"), left("radio", 1, "100.00")))
                .then()
                .body("results[0].code", equalTo("quantity-invalid"));
        shop.transaction(id).then().body("status", equalTo("PENDING")).body("revision", equalTo(1));

        Map<String, Object> approval = approved(left("vase", 1, "20.00"), left("radio", 1, "100.00"));
        Response response = shop.validate(approval, approval);

        assertEquals(Arrays.asList(null, "not-pending"), response.path("results.code"));
        shop.transaction(id)
                .then()
                .body("status", equalTo("APPROVED"))
                .body("orderValue.amount", equalTo("120.00"))
                .body("cashback.amount", equalTo("1.85"))
                .body("revisions.change", equalTo(List.of("REPORTED", "AMENDED", "APPROVED")))
                .body("revisions.orderValue.amount", equalTo(List.of("140.00", "120.00", "120.00")))
                .body("revisions.status", equalTo(List.of("PENDING", "PENDING", "APPROVED")));
    }

    @Test
    void anApprovalOfWhatWeKnowAmendsNothing() {
        shop.validate(approved(left("vase", 2, "40.00"), left("radio", 1, "100.00")))
                .then()
                .body("results[0].outcome", equalTo("ACCEPTED"));

        shop.transaction(id).then().body("revisions.change", equalTo(List.of("REPORTED", "APPROVED")));
    }

    @Test
    void anAmendmentThatChangesNothingIsADuplicate() {
        shop.validate(amended(left("vase", 2, "40.00"), left("radio", 1, "100.0")))
                .then()
                .body("results[0].outcome", equalTo("DUPLICATE"));

        shop.transaction(id).then().body("revision", equalTo(1));
    }

    @Test
    void severalVerdictsOfOneBatchKeepEachRevisionAsItWas() {
        shop.validate(amended(left("vase", 1, "20.00")), verdict(id, "APPROVE"));

        shop.transaction(id)
                .then()
                .body("revisions.change", equalTo(List.of("REPORTED", "AMENDED", "APPROVED")))
                .body("revisions.status", equalTo(List.of("PENDING", "PENDING", "APPROVED")))
                .body("revisions.orderValue.amount", equalTo(List.of("140.00", "20.00", "20.00")));
    }

    @Test
    void refusesWhatItCannotApply() {
        TestShop other = TestShop.open();
        Response response = shop.validate(
                verdict(UUID.randomUUID().toString(), "APPROVE"),
                verdict("not-an-id", "APPROVE"),
                Map.of("orderReference", "no such order", "action", "APPROVE"),
                Map.of("action", "APPROVE"),
                verdict(id, "PRAISE"),
                verdict(id, "AMEND"),
                amended(left("vase", -1, "1.00")),
                amended(left("vase", 1, "-1.00")),
                amended(left("vase", 0, "1.00")),
                "nonsense");

        assertEquals(
                List.of(
                        "transaction-unknown",
                        "transaction-unknown",
                        "transaction-unknown",
                        "malformed-validation",
                        "action-unknown",
                        "items-missing",
                        "quantity-invalid",
                        "amount-invalid",
                        "amount-invalid",
                        "malformed-order"),
                response.path("results.code"));
        other.validate(verdict(id, "APPROVE")).then().body("results[0].code", equalTo("transaction-unknown"));
        shop.transaction(id).then().body("revision", equalTo(1));
    }

    @Test
    void staffReinstateADeclinedOrder() {
        shop.validate(declined("RETURNED"));

        staff().post(ADMIN + id + "/reinstatement")
                .then()
                .statusCode(200)
                .body("status", equalTo("PENDING"))
                .body("reason", nullValue());
        staff().post(ADMIN + id + "/reinstatement").then().statusCode(409).body("code", equalTo("transaction-state"));
        shop.validate(verdict(id, "APPROVE")).then().body("results[0].outcome", equalTo("ACCEPTED"));
    }

    @Test
    void financeClawsAnApprovedOrderBack() {
        Map<String, String> reason = Map.of("reason", "FRAUD");

        staff().body(reason).post(ADMIN + id + "/clawback").then().statusCode(409);
        shop.validate(verdict(id, "APPROVE"));
        as(TestTokens.staff())
                .body(reason)
                .post(ADMIN + id + "/clawback")
                .then()
                .statusCode(403);
        staff().body("{}").post(ADMIN + id + "/clawback").then().statusCode(400);
        staff().body(reason)
                .post(ADMIN + id + "/clawback")
                .then()
                .statusCode(200)
                .body("status", equalTo("CLAWED_BACK"))
                .body("payable", equalTo(false));
        staff().body(reason)
                .post(ADMIN + UUID.randomUUID() + "/clawback")
                .then()
                .statusCode(404);
    }

    private Map<String, Object> declined(String reason) {
        return Map.of("transactionId", id, "action", "DECLINE", "reason", reason);
    }

    private Map<String, Object> amended(Map<?, ?>... items) {
        return amendment(id, items);
    }

    private Map<String, Object> approved(Map<?, ?>... items) {
        Map<String, Object> approval = amended(items);
        approval.put("action", "APPROVE");
        return approval;
    }

    private static Map<String, Object> amendment(String transaction, Map<?, ?>... items) {
        Map<String, Object> amendment = new HashMap<>(verdict(transaction, "AMEND"));
        amendment.put("items", List.of(items));
        return amendment;
    }

    private static Map<String, Object> left(String sku, int quantity, String amount) {
        return Map.of("sku", sku, "quantity", quantity, "amount", amount);
    }
}
