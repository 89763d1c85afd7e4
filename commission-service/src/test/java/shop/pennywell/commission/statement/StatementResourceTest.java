package shop.pennywell.commission.statement;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.TestShop;
import shop.pennywell.local.testing.TestTokens;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static shop.pennywell.commission.TestShop.as;
import static shop.pennywell.commission.TestShop.item;
import static shop.pennywell.commission.TestShop.staff;
import static shop.pennywell.commission.TestShop.verdict;

@QuarkusTest
class StatementResourceTest {
    private static final String STATEMENTS = "/api/v1/admin/statements";

    private TestShop shop;
    private String click;

    @BeforeEach
    void aShop() {
        shop = TestShop.open();
        click = shop.click(UUID.randomUUID());
    }

    @Test
    void billsWhatIsApprovedOnceToTheCent() {
        // Given two approved orders, one pending and one declined
        approved("A", "100.00");
        approved("B", "33.33");
        shop.ordered(click, "C", item("a", "DEFAULT", 1, "10.00"));

        // When
        String id = close().then()
                .statusCode(201)
                .body("total.amount", equalTo("6.67"))
                .body("transactions", equalTo(2))
                .extract()
                .path("id");

        // Then
        staff().get(STATEMENTS + "/" + id)
                .then()
                .body("lines.orderReference", equalTo(List.of("A", "B")))
                .body("lines.commission.amount", equalTo(List.of("5.00", "1.67")));
        close().then().statusCode(422).body("code", equalTo("statement-empty"));
        approved("D", "20.00");
        close().then().statusCode(201).body("total.amount", equalTo("1.00"));
    }

    @Test
    void leavesOtherDaysOut() {
        String yesterday =
                LocalDate.now(ZoneOffset.UTC).minusDays(1).toString(); // before the approval, if midnight passes
        approved("A", "100.00");

        staff().body(Map.of("partnerId", shop.partnerId, "from", "2026-01-01", "to", yesterday))
                .post(STATEMENTS)
                .then()
                .statusCode(422)
                .body("code", equalTo("statement-empty"));
        staff().body(Map.of("partnerId", shop.partnerId, "from", today(), "to", "2026-01-01"))
                .post(STATEMENTS)
                .then()
                .statusCode(422)
                .body("code", equalTo("period-invalid"));
        staff().body(Map.of("partnerId", UUID.randomUUID().toString(), "from", today(), "to", today()))
                .post(STATEMENTS)
                .then()
                .statusCode(422)
                .body("code", equalTo("partner-unknown"));
        staff().body(Map.of("partnerId", shop.partnerId, "from", "sometime", "to", today()))
                .post(STATEMENTS)
                .then()
                .statusCode(400);
    }

    @Test
    void billsWhatWasApprovedTooLateForAnEarlierPeriod() {
        String tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1).toString();
        approved("A", "100.00");

        staff().body(Map.of("partnerId", shop.partnerId, "from", tomorrow, "to", tomorrow))
                .post(STATEMENTS)
                .then()
                .statusCode(201)
                .body("total.amount", equalTo("5.00"));
    }

    @Test
    void refusesDaysThatNeverCome() {
        approved("A", "100.00");
        for (String absurd : List.of("+999999999-12-31", "-999999999-01-01", "3000-01-01", "1999-12-31")) {
            for (String field : List.of("from", "to")) {
                Map<String, String> period =
                        new HashMap<>(Map.of("partnerId", shop.partnerId, "from", today(), "to", today()));
                period.put(field, absurd);
                staff().body(period)
                        .post(STATEMENTS)
                        .then()
                        .statusCode(400)
                        .body("errors.pointer", equalTo(List.of("/" + field)));
            }
            Map<String, Object> payment = new HashMap<>(payment("5.00", "EUR", "B"));
            payment.put("receivedOn", absurd);
            staff().body(payment)
                    .post(STATEMENTS + "/" + UUID.randomUUID() + "/payments")
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", equalTo(List.of("/receivedOn")));
        }
        staff().get(STATEMENTS + "?partnerId=me")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid-request"))
                .body("errors.pointer", equalTo(List.of("?partnerId")));
    }

    @Test
    void aPaymentInPartsPaysInTheOrderOfApproval() {
        // Given 5.00, 2.50 and 1.00
        String first = approved("A", "100.00");
        String second = approved("B", "50.00");
        String third = approved("C", "20.00");
        String id = close().path("id");

        // When 7.00 comes in: enough for the first alone
        pay(id, "7.00", "B-1")
                .then()
                .statusCode(201)
                .body("settled", equalTo(1))
                .body("overpaid.amount", equalTo("0.00"));
        assertEquals(List.of("PAID", "APPROVED", "APPROVED"), statuses(first, second, third));

        // When 0.50 more comes in, then too much
        pay(id, "0.50", "B-2").then().body("settled", equalTo(1));
        assertEquals(List.of("PAID", "PAID", "APPROVED"), statuses(first, second, third));
        pay(id, "3.00", "B-3").then().body("settled", equalTo(1)).body("overpaid.amount", equalTo("2.00"));

        // Then
        assertEquals(List.of("PAID", "PAID", "PAID"), statuses(first, second, third));
        staff().get(STATEMENTS + "/" + id)
                .then()
                .body("paid.amount", equalTo("10.50"))
                .body("payments", hasSize(3));
    }

    @Test
    void theSameBankReferenceIsTheSamePayment() {
        String transaction = approved("A", "100.00");
        String id = close().path("id");

        Response first = pay(id, "5.00", "B-1");
        Response again = pay(id, "5.00", "B-1");

        assertEquals((String) first.path("id"), again.path("id"));
        pay(id, "6.00", "B-1").then().statusCode(409).body("code", equalTo("bank-reference-used"));
        staff().get(STATEMENTS + "/" + id).then().body("paid.amount", equalTo("5.00"));
        shop.transaction(transaction).then().body("revision", equalTo(3));
    }

    @Test
    void simultaneousPaymentsAndStatementsCountOnce() throws Exception {
        approved("A", "100.00");
        ExecutorService staff = Executors.newFixedThreadPool(8);

        List<Integer> closings = statuses(staff, this::close);
        String id = staff().get(STATEMENTS + "?partnerId=" + shop.partnerId).path("items[0].id");
        List<Integer> payments = statuses(staff, () -> pay(id, "5.00", "B-1"));
        staff.shutdown();

        assertEquals(1, Collections.frequency(closings, 201));
        assertEquals(7, Collections.frequency(closings, 422));
        assertEquals(8, Collections.frequency(payments, 201));
        staff().get(STATEMENTS + "/" + id)
                .then()
                .body("paid.amount", equalTo("5.00"))
                .body("payments", hasSize(1));
    }

    @Test
    void refusesAPaymentThatCannotBe() {
        approved("A", "100.00");
        String id = close().path("id");

        pay(id, "0.00", "B").then().statusCode(422).body("code", equalTo("amount-invalid"));
        pay(id, "-5.00", "B").then().statusCode(422);
        pay(id, "5.001", "B").then().statusCode(400);
        pay(UUID.randomUUID().toString(), "5.00", "B").then().statusCode(404);
        staff().body(payment("5.00", "USD", "B"))
                .post(STATEMENTS + "/" + id + "/payments")
                .then()
                .statusCode(422)
                .body("code", equalTo("currency-mismatch"));
        as(TestTokens.staff())
                .body(payment("5.00", "EUR", "B"))
                .post(STATEMENTS + "/" + id + "/payments")
                .then()
                .statusCode(403);
        staff().get(STATEMENTS + "/" + id).then().body("paid.amount", equalTo("0.00"));
    }

    @Test
    void takesAnAbsurdAmountForASlip() {
        // Given a total of 5.00, of which 50.00 and 1000.00 are believed
        approved("A", "100.00");
        String id = close().path("id");

        for (String absurd : List.of("1050.01", "5000000.00", "10000000000000.00")) {
            pay(id, absurd, "B-1").then().statusCode(422).body("code", equalTo("amount-invalid"));
        }
        pay(id, "1050.00", "B-1").then().statusCode(201).body("overpaid.amount", equalTo("1045.00"));
        pay(id, "0.01", "B-2").then().statusCode(422).body("code", equalTo("amount-invalid"));
        pay(id, "1050.00", "B-1").then().statusCode(201);

        staff().get(STATEMENTS + "/" + id)
                .then()
                .body("paid.amount", equalTo("1050.00"))
                .body("payments", hasSize(1));
    }

    @Test
    void refusesMoneyOfTheFuture() {
        approved("A", "100.00");
        String id = close().path("id");
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Map<String, Object> payment = new HashMap<>(payment("5.00", "EUR", "B"));

        payment.put("receivedOn", today.plusDays(3).toString());
        staff().body(payment)
                .post(STATEMENTS + "/" + id + "/payments")
                .then()
                .statusCode(400)
                .body("errors.pointer", equalTo(List.of("/receivedOn")));
        payment.put("receivedOn", today.plusDays(1).toString());
        staff().body(payment).post(STATEMENTS + "/" + id + "/payments").then().statusCode(201);
    }

    /** Nobody pays nothing, and these orders would stay approved for good. */
    @Test
    void aStatementOfNothingIsPaidWhenItIsClosed() {
        String first = approved("A", "0.00");
        String second = approved("B", "0.05");

        close().then().statusCode(201).body("total.amount", equalTo("0.00")).body("transactions", equalTo(2));

        assertEquals(List.of("PAID", "PAID"), statuses(first, second));
        shop.transaction(second)
                .then()
                .body("payable", equalTo(true))
                .body("revisions.change", equalTo(List.of("REPORTED", "APPROVED", "PAID")))
                .body("revisions[2].saidBy", equalTo(shop.transaction(first).path("revisions[2].saidBy")));
    }

    @Test
    void aBilledOrderIsClawedBackOnlyOncePaid() {
        String transaction = approved("A", "100.00");
        String id = close().path("id");
        Map<String, String> reason = Map.of("reason", "RETURNED");

        staff().body(reason)
                .post("/api/v1/admin/transactions/" + transaction + "/clawback")
                .then()
                .statusCode(409);
        pay(id, "5.00", "B-1");
        staff().body(reason)
                .post("/api/v1/admin/transactions/" + transaction + "/clawback")
                .then()
                .statusCode(200)
                .body("status", equalTo("CLAWED_BACK"));
    }

    @Test
    void aPartnerSeesItsOwnStatementsOnly() {
        approved("A", "100.00");
        String id = close().path("id");
        TestShop other = TestShop.open();

        shop.partner().get("/api/v1/partner/statements").then().statusCode(200).body("items.id", equalTo(List.of(id)));
        shop.partner().get("/api/v1/partner/statements/" + id).then().body("lines", hasSize(1));
        other.partner().get("/api/v1/partner/statements").then().body("items", hasSize(0));
        other.partner().get("/api/v1/partner/statements/" + id).then().statusCode(404);
    }

    private String approved(String reference, String amount) {
        String id = shop.ordered(click, reference, item("a", "DEFAULT", 1, amount));
        shop.validate(verdict(id, "APPROVE"));
        return id;
    }

    private static String today() {
        return LocalDate.now(ZoneOffset.UTC).toString();
    }

    /** From yesterday on, so that midnight may pass meanwhile. */
    private Response close() {
        String yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1).toString();
        return staff().body(Map.of("partnerId", shop.partnerId, "from", yesterday, "to", today()))
                .post(STATEMENTS);
    }

    private static Response pay(String id, String amount, String bankReference) {
        return staff().body(payment(amount, "EUR", bankReference)).post(STATEMENTS + "/" + id + "/payments");
    }

    private static Map<String, Object> payment(String amount, String currency, String bankReference) {
        return Map.of(
                "amount",
                Map.of("amount", amount, "currency", currency),
                "receivedOn",
                today(),
                "bankReference",
                bankReference);
    }

    private List<String> statuses(String... ids) {
        List<String> statuses = new ArrayList<>();
        for (String id : ids) {
            statuses.add(shop.transaction(id).path("status"));
        }
        return statuses;
    }

    private static List<Integer> statuses(ExecutorService threads, Callable<Response> call) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (Future<Response> answer : threads.invokeAll(Collections.nCopies(8, call))) {
            statuses.add(answer.get().statusCode());
        }
        return statuses;
    }
}
