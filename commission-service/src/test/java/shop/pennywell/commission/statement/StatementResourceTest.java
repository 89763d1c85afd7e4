package shop.pennywell.commission.statement;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.TestShop;
import shop.pennywell.local.testing.TestTokens;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
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
        staff().get(STATEMENTS + "/" + id + "/lines")
                .then()
                .body("items.reference", equalTo(List.of("A", "B")))
                .body("items.amount.amount", equalTo(List.of("5.00", "1.67")));
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
    void anOrderTakenBackOnceItIsPaidComesOffTheNextStatement() {
        // Given 5.00, paid, and taken back
        String transaction = approved("A", "100.00");
        pay(close().path("id"), "5.00", "B-1");
        clawBack(transaction);

        // When 2.50 and 4.00 are billed
        String second = approved("B", "50.00");
        String third = approved("C", "80.00");
        String id = close().then()
                .statusCode(201)
                .body("billed.amount", equalTo("6.50"))
                .body("credited.amount", equalTo("5.00"))
                .body("total.amount", equalTo("1.50"))
                .body("transactions", equalTo(2))
                .extract()
                .path("id");

        // Then the 5.00 pay the first of the two at once, and the rest of them part of the second
        assertEquals(List.of("PAID", "APPROVED"), statuses(second, third));
        pay(id, "1.49", "B-2").then().body("settled", equalTo(0));
        pay(id, "0.01", "B-3").then().body("settled", equalTo(1)).body("overpaid.amount", equalTo("0.00"));
        assertEquals(List.of("CLAWED_BACK", "PAID", "PAID"), statuses(transaction, second, third));
        staff().get(STATEMENTS + "/" + id + "/lines")
                .then()
                .body("items.kind", equalTo(List.of("ORDER", "ORDER", "REVERSED_ORDER")))
                .body("items.reference", equalTo(List.of("B", "C", "A")))
                .body("items.amount.amount", equalTo(List.of("2.50", "4.00", "-5.00")));
    }

    @Test
    void anOrderTakenBackBeforeItsStatementIsPaidIsStillAskedForAndComesOffTheNext() {
        String first = approved("A", "100.00");
        String second = approved("B", "50.00");
        String id = close().path("id");
        clawBack(first);

        pay(id, "7.50", "B-1").then().body("settled", equalTo(1));

        assertEquals(List.of("CLAWED_BACK", "PAID"), statuses(first, second));
        close().then().statusCode(201).body("total.amount", equalTo("-5.00"));
    }

    @Test
    void whatIsPaidTooMuchComesOffTheNextStatementsUntilItIsSpent() {
        approved("A", "100.00");
        pay(close().path("id"), "12.00", "B-1").then().body("overpaid.amount", equalTo("7.00"));

        // A credit of 7.00 against 5.00: 2.00 are left
        String second = approved("B", "100.00");
        String id =
                close().then().body("total.amount", equalTo("-2.00")).extract().path("id");
        assertEquals(List.of("PAID"), statuses(second));

        // Nothing new: nothing to close
        close().then().statusCode(422).body("code", equalTo("statement-empty"));

        approved("C", "100.00");
        String third =
                close().then().body("total.amount", equalTo("3.00")).extract().path("id");
        staff().get(STATEMENTS + "/" + third + "/lines")
                .then()
                .body("items.kind", equalTo(List.of("ORDER", "BALANCE")));

        // Money for a statement that asks for none is credited like any that is too much
        pay(id, "1.00", "B-2").then().statusCode(201).body("overpaid.amount", equalTo("1.00"));
        approved("D", "100.00");
        close().then().body("credited.amount", equalTo("1.00")).body("total.amount", equalTo("4.00"));
        approved("E", "100.00");
        close().then().body("credited.amount", equalTo("0.00"));
    }

    @Test
    void theCsvHasEveryLineAndNoFormula() throws Exception {
        approved("=HYPERLINK(\"http://evil\")", "100.00");
        approved("a \"quoted\", one", "33.33");
        String id = close().path("id");

        Response csv = staff().get(STATEMENTS + "/" + id + "/lines.csv");

        csv.then()
                .statusCode(200)
                .header("Content-Type", startsWith("text/csv"))
                .header("Content-Disposition", startsWith("attachment; filename=\"statement-"));
        List<CSVRecord> rows = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(csv.asString()))
                .getRecords();
        assertEquals(
                List.of("'=HYPERLINK(\"http://evil\")", "a \"quoted\", one"),
                rows.stream().map(row -> row.get("reference")).toList());
        assertEquals(
                List.of("5.00", "1.67"),
                rows.stream().map(row -> row.get("amount")).toList());
    }

    @Test
    void thePdfSaysTheSameInAnyScriptAndFetchesNothing() throws Exception {
        approved("Zażółć <img src='http://127.0.0.1:1/x'/> & 田中", "100.00");
        approved("B", "33.33");
        String id = close().path("id");
        pay(id, "5.00", "B-1");

        byte[] pdf = staff().get(STATEMENTS + "/" + id + "/statement.pdf")
                .then()
                .statusCode(200)
                .contentType("application/pdf")
                .extract()
                .asByteArray();

        try (PDDocument document = Loader.loadPDF(pdf)) {
            String text = new PDFTextStripper().getText(document);
            assertTrue(text.contains("EUR 1.67"), text);
            assertTrue(text.contains("Zażółć <img src='http://127.0.0.1:1/x'/> &"), text);
            assertTrue(text.contains(id), text);
        }
        Files.write(Path.of("target", "statement.pdf"), pdf);
    }

    @Test
    void linesComeByThePage() {
        for (String reference : List.of("A", "B", "C")) {
            approved(reference, "100.00");
        }
        String lines = STATEMENTS + "/" + close().path("id") + "/lines?limit=2";

        String cursor = staff().get(lines)
                .then()
                .body("items.reference", equalTo(List.of("A", "B")))
                .extract()
                .path("next");
        staff().get(lines + "&cursor=" + cursor).then().body("items.reference", equalTo(List.of("C")));
    }

    @Test
    void whatAPartnerTakesBackOfAStatementComesOffTheNext() {
        String transaction = approved("A", "100.00");
        close().then().statusCode(201);
        Map<String, String> reverse = Map.of("transactionId", transaction, "action", "REVERSE", "reason", "RETURNED");

        shop.validate(reverse, reverse).then().body("results.code", equalTo(Arrays.asList(null, "not-reversible")));

        assertEquals(List.of("CLAWED_BACK"), statuses(transaction));
        close().then().statusCode(201).body("total.amount", equalTo("-5.00"));
    }

    @Test
    void aPartnerSeesItsOwnStatementsOnly() {
        approved("A", "100.00");
        String id = close().path("id");
        TestShop other = TestShop.open();

        shop.partner().get("/api/v1/partner/statements").then().statusCode(200).body("items.id", equalTo(List.of(id)));
        shop.partner().get("/api/v1/partner/statements/" + id).then().statusCode(200);
        for (String part : List.of("/lines", "/lines.csv", "/statement.pdf")) {
            shop.partner().get("/api/v1/partner/statements/" + id + part).then().statusCode(200);
            other.partner()
                    .get("/api/v1/partner/statements/" + id + part)
                    .then()
                    .statusCode(404);
        }
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

    private static void clawBack(String transaction) {
        staff().body(Map.of("reason", "RETURNED"))
                .post("/api/v1/admin/transactions/" + transaction + "/clawback")
                .then()
                .statusCode(200);
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
