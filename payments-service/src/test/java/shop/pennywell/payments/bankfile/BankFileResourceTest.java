package shop.pennywell.payments.bankfile;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.pennywell.contracts.Contracts;
import shop.pennywell.local.testing.TestTokens;
import shop.pennywell.payments.Calls;
import shop.pennywell.payments.Published;
import shop.pennywell.payments.Purchase;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.payments.Calls.as;
import static shop.pennywell.payments.Calls.asFinance;
import static shop.pennywell.payments.Calls.asMember;
import static shop.pennywell.payments.Calls.assertBooksBalance;
import static shop.pennywell.payments.Calls.memberWith;
import static shop.pennywell.payments.Calls.payoutStatus;
import static shop.pennywell.payments.Calls.reference;
import static shop.pennywell.payments.Calls.submittedPayout;
import static shop.pennywell.payments.Calls.track;
import static shop.pennywell.payments.Calls.upload;
import static shop.pennywell.payments.Calls.wallet;

@QuarkusTest
class BankFileResourceTest {

    private UUID member;
    private UUID payout;
    private String report;

    @Inject
    Published published;

    @Inject
    DataSource dataSource;

    @BeforeEach
    void aPayoutLiesAtTheBank() {
        member = memberWith(2000);
        payout = submittedPayout(member, "15.00");
        report = "R-" + payout;
    }

    @Test
    void settlesWhatTheBankHasPaid() {
        answer(upload(status("ACCP", null)).then(), 1, 0, 0);
        assertEquals("SUBMITTED", payoutStatus(member, payout));
        answer(upload(status("ACSC", null)).then().body("kind", equalTo("pain.002.001.10")), 1, 0, 0);
        assertEquals("SETTLED", payoutStatus(member, payout));
        assertEquals("0.00 5.00 0.00 15.00", wallet(member, "EUR"));
        assertEquals("SETTLED", last(published.fields("payout.changed", payout, "status")));
        assertBooksBalance();
    }

    @Test
    void changesNothingWhenTheSameFileComesAgain() throws Exception {
        var xml = status("ACSC", null);
        answer(upload(xml).then(), 1, 0, 0);
        answer(upload(xml).then(), 0, 0, 1);
        // Also when it comes from several sides at once, and when a statement confirms it
        var booking = BankXml.statement("S-" + payout, BankXml.entry(reference(payout), "15.00", "DBIT", "BOOK", null));
        var tasks = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < 4; i++) {
            tasks.add(() ->
                    upload(booking).then().statusCode(200).extract().jsonPath().getInt("matched"));
        }
        var threads = Executors.newFixedThreadPool(4);
        int matched = 0;
        for (var done : threads.invokeAll(tasks)) {
            matched += done.get();
        }
        threads.shutdown();
        assertEquals(1, matched);
        assertEquals("0.00 5.00 0.00 15.00", wallet(member, "EUR"));
        assertEquals(4, published.about("payout.changed", payout).size());
        assertBooksBalance();
    }

    @Test
    void givesTheMoneyBackWhenTheBankRejects() {
        answer(upload(status("RJCT", "AC04")).then(), 1, 0, 0);
        asMember(member)
                .get("/api/v1/me/payouts")
                .then()
                .body("items[0].status", equalTo("REJECTED"))
                .body("items[0].reason", equalTo("The account is closed."));
        assertEquals("0.00 20.00 0.00 0.00", wallet(member, "EUR"));
        // A contradiction afterwards is listed and changes nothing
        answer(upload(status("ACSC", null)).then().body("open[0].reason", containsString("REJECTED")), 0, 1, 0);
        assertEquals("0.00 20.00 0.00 0.00", wallet(member, "EUR"));
        assertBooksBalance();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AM05", "DU01", "DU04"})
    void givesNothingBackWhenTheBankOnlyRefusesASecondCopy(String code) {
        var repeat = BankXml.statusReport("D-" + payout, "B", null, BankXml.status(reference(payout), "RJCT", code));
        answer(upload(repeat).then().body("open[0].reason", containsString(code)), 0, 1, 0);
        answer(upload(repeat).then(), 0, 1, 0); // still open
        assertEquals("SUBMITTED", payoutStatus(member, payout));
        assertEquals("0.00 5.00 15.00 0.00", wallet(member, "EUR"));
        answer(upload(status("ACSC", null)).then(), 1, 0, 0);
        answer(upload(repeat).then(), 0, 1, 0);
        assertEquals("SETTLED", payoutStatus(member, payout));
        assertEquals("0.00 5.00 0.00 15.00", wallet(member, "EUR"));
        assertEquals(
                List.of("REQUESTED", "APPROVED", "SUBMITTED", "SETTLED"),
                published.fields("payout.changed", payout, "status"));
        assertBooksBalance();
    }

    @Test
    void givesNothingBackWhenTheBankOnlyRefusesASecondCopyOfTheWholeFile() {
        var shopper = memberWith(2000);
        var out = Calls.approvedPayout(shopper, "12.00");
        var batch = Calls.createBatch();
        Calls.batchFile(batch);
        var repeat = BankXml.statusReport("D-" + batch, reference(batch), "RJCT")
                .replace("</GrpSts>", "</GrpSts><StsRsnInf><Rsn><Cd>DU01</Cd></Rsn></StsRsnInf>");
        upload(repeat)
                .then()
                .body("matched", equalTo(0))
                .body("open.find { it.reference == '" + reference(out) + "' }.reason", containsString("DU01"));
        assertEquals("SUBMITTED", payoutStatus(shopper, out));
        upload(BankXml.statusReport("R-" + batch, reference(batch), "ACSC"));
        assertEquals("SETTLED", payoutStatus(shopper, out));
        assertEquals("0.00 8.00 0.00 12.00", wallet(shopper, "EUR"));
        assertBooksBalance();
    }

    @Test
    void followsBothStatementsWhenTwoBanksGiveThemTheSameId() {
        var shopper = memberWith(2000);
        var other = submittedPayout(shopper, "15.00");
        var id = "2026-11-" + payout;
        var first = BankXml.statement(id, BankXml.entry(reference(payout), "15.00", "DBIT", "BOOK", null));
        var second = BankXml.statementOf(
                "FR7630006000011234567890189", id, BankXml.entry(reference(other), "15.00", "DBIT", "BOOK", null));
        answer(upload(first).then(), 1, 0, 0);
        answer(upload(second).then(), 1, 0, 0);
        answer(upload(second).then(), 0, 0, 1);
        assertEquals("SETTLED", payoutStatus(member, payout));
        assertEquals("SETTLED", payoutStatus(shopper, other));
        assertBooksBalance();
    }

    @Test
    void settlesOnADebitThatIsBookedAndReopensWhatComesBack() {
        var debit = BankXml.entry(reference(payout), "15.00", "DBIT", "BOOK", null);
        answer(upload(BankXml.statement("S1-" + payout, debit)).then(), 1, 0, 0);
        assertEquals("0.00 5.00 0.00 15.00", wallet(member, "EUR"));
        var credit = BankXml.entry(reference(payout), "15.00", "CRDT", "BOOK", "AC01");
        answer(upload(BankXml.statement("S2-" + payout, credit)).then(), 1, 0, 0);
        assertEquals("RETURNED", payoutStatus(member, payout));
        assertEquals("0.00 20.00 0.00 0.00", wallet(member, "EUR"));
        answer(upload(BankXml.statement("S2-" + payout, credit)).then(), 0, 0, 1);
        assertEquals("0.00 20.00 0.00 0.00", wallet(member, "EUR"));
        assertBooksBalance();
    }

    @Test
    void givesTheMoneyBackOnceWhenTheReturnIsReadBeforeTheDebit() {
        var credit = BankXml.entry(reference(payout), "15.00", "CRDT", "BOOK", "AC01");
        var debit = BankXml.entry(reference(payout), "15.00", "DBIT", "BOOK", null);
        upload(BankXml.statement("S2-" + payout, credit)).then().statusCode(200);
        upload(BankXml.statement("S1-" + payout, debit)).then().statusCode(200);
        assertEquals("RETURNED", payoutStatus(member, payout));
        assertEquals("0.00 20.00 0.00 0.00", wallet(member, "EUR"));
        assertBooksBalance();
    }

    @Test
    void aWholeBatchIsAnsweredAtOnceButForThoseNamedByThemselves() {
        var other = memberWith(2000);
        var first = Calls.approvedPayout(memberWith(2000), "10.00");
        var second = Calls.approvedPayout(other, "12.00");
        var batch = Calls.createBatch();
        Calls.batchFile(batch);
        var xml = BankXml.statusReport(
                "R-" + batch, reference(batch), "ACSC", BankXml.status(reference(second), "RJCT", "AC06"));
        answer(upload(xml).then(), 2, 0, 0);
        answer(upload(xml).then(), 0, 0, 2);
        assertEquals("SETTLED", last(published.fields("payout.changed", first, "status")));
        assertEquals("REJECTED", payoutStatus(other, second));
    }

    @Test
    void listsWhatItCannotMatchAndFollowsTheRest() {
        var xml = BankXml.statusReport(
                report,
                "B",
                null,
                BankXml.status("SOMEBODY-ELSES", "ACSC", null),
                BankXml.status(reference(UUID.randomUUID()), "ACSC", null),
                BankXml.status(reference(payout), "ACSC", null));
        answer(upload(xml).then().body("open[0].reference", equalTo("SOMEBODY-ELSES")), 1, 2, 0);
        assertEquals("SETTLED", payoutStatus(member, payout));
    }

    @Test
    void doesNotTakeAnotherAmountForThePayouts() {
        var xml = BankXml.statement("S-" + payout, BankXml.entry(reference(payout), "14.99", "DBIT", "BOOK", null));
        answer(upload(xml).then().body("open[0].reason", containsString("14.99 EUR")), 0, 1, 0);
        assertEquals("SUBMITTED", payoutStatus(member, payout));
    }

    @Test
    void showsTheOldestPayableCashbackAsPaidAsFarAsThePayoutGoes() {
        // Given three purchases that became payable one after the other
        var shopper = UUID.randomUUID();
        var purchases = new ArrayList<Purchase>();
        for (long cents : List.of(600, 700, 800)) {
            var purchase = new Purchase(shopper, "EUR", cents);
            purchases.add(purchase);
            track(((ObjectNode) purchase.paid()).put("changedAt", "2026-11-24T10:00:0" + purchases.size() + "Z"));
        }
        Calls.setAccount(shopper, Calls.IBAN).statusCode(200);
        var out = submittedPayout(shopper, "14.00");
        // When
        upload(BankXml.statusReport("R-" + out, "B", null, BankXml.status(reference(out), "ACSC", null)));
        // Then
        assertEquals(List.of("PAID", "PAID", "PAYABLE"), statuses(shopper, purchases));
        assertEquals(List.of("PAYABLE", "PAID"), published.fields("cashback.changed", purchases.get(0).id, "status"));
        // And a purchase that is taken back leaves what was paid for it to the next
        track(purchases.get(0).clawedBack());
        assertEquals(List.of("DECLINED", "PAID", "PAYABLE"), statuses(shopper, purchases));
        // And what the bank sends back is payable again
        upload(BankXml.statement("S-" + out, BankXml.entry(reference(out), "14.00", "CRDT", "BOOK", "AC04")));
        assertEquals(List.of("DECLINED", "PAYABLE", "PAYABLE"), statuses(shopper, purchases));
        assertEquals("0.00 15.00 0.00 0.00", wallet(shopper, "EUR"));
        assertBooksBalance();
    }

    @Test
    void forgetsTheBankDetailsOfAnErasedMemberWhenThePayoutIsDone() throws Exception {
        var erased = (ObjectNode) new ObjectMapper().readTree(Contracts.sample("member.erased"));
        Calls.tell("member.erased", erased.put("memberId", member.toString()));
        assertTrue(sealed(payout), "still needed on the way to the bank");
        upload(status("ACSC", null)).then().statusCode(200);
        assertTrue(!sealed(payout));
        assertEquals("erased", last(published.fields("payout.changed", payout, "maskedIban")));
        assertEquals("0.00 5.00 0.00 15.00", wallet(member, "EUR"));
        assertBooksBalance();
    }

    @Test
    void keepsUnmatchedLinesForStaffUntilTheyAreMatched() {
        var early = Calls.approvedPayout(memberWith(2000), "11.00");
        var xml = BankXml.statement(
                "U-" + early,
                BankXml.entry(reference(early), "11.00", "DBIT", "BOOK", null),
                BankXml.entry("NONE-" + early, "7.50", "CRDT", "BOOK", null));
        answer(upload(xml).then(), 0, 2, 0);
        answer(upload(xml).then(), 0, 2, 0);
        assertEquals(List.of("The line does not fit a payout that is APPROVED."), unmatched("payoutId", early));
        assertEquals(List.of("No payout has this reference."), unmatched("reference", "NONE-" + early));
        // When the payout is at the bank, the same file fits it
        Calls.batchFile(Calls.createBatch());
        answer(upload(xml).then(), 1, 1, 0);
        answer(upload(xml).then(), 0, 1, 1);
        assertEquals(List.of(), unmatched("payoutId", early));
        assertEquals(1, unmatched("reference", "NONE-" + early).size());
    }

    @Test
    void keepsARepeatForStaffUntilTheFirstCopyIsThrough() {
        upload(BankXml.statusReport("D-" + payout, "B", null, BankXml.status(reference(payout), "RJCT", "DU01")));
        assertEquals(1, unmatched("payoutId", payout).size());
        upload(status("ACSP", null)).then().statusCode(200);
        assertEquals(1, unmatched("payoutId", payout).size());
        upload(status("ACSC", null)).then().statusCode(200);
        assertEquals(List.of(), unmatched("payoutId", payout));
    }

    @Test
    void showsUnmatchedLinesPageByPageToFinanceOnly() {
        var lines = new ArrayList<String>();
        for (int i = 0; i < 3; i++) {
            lines.add(BankXml.status(i + "-" + payout, "ACSC", null));
        }
        upload(BankXml.statusReport(report, "B", null, lines.toArray(String[]::new)));
        var first =
                asFinance().get("/api/v1/admin/bank-files/unmatched?limit=2").jsonPath();
        var second = asFinance()
                .get("/api/v1/admin/bank-files/unmatched?limit=1&cursor=" + first.getString("next"))
                .jsonPath();
        assertEquals(
                List.of("2-" + payout, "1-" + payout, "0-" + payout),
                Stream.of(first, second)
                        .flatMap(page -> page.getList("items.reference", String.class).stream())
                        .toList());
        asFinance()
                .get("/api/v1/admin/bank-files/unmatched?cursor=bm9uc2Vuc2U")
                .then()
                .statusCode(400);
        as(TestTokens.staff()).get("/api/v1/admin/bank-files/unmatched").then().statusCode(403);
        asMember(member).get("/api/v1/admin/bank-files/unmatched").then().statusCode(403);
    }

    private static List<String> unmatched(String field, Object value) {
        return asFinance()
                .get("/api/v1/admin/bank-files/unmatched?limit=100")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.findAll { it." + field + " == '" + value + "' }.reason", String.class);
    }

    @Test
    void refusesFilesThatItCannotReadAndChangesNothing() {
        upload("<Document").then().statusCode(400).body("code", equalTo("bank-file-malformed"));
        upload("<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08'/>")
                .then()
                .statusCode(422)
                .body("code", equalTo("bank-file-unsupported"));
        var whole = status("ACSC", null);
        upload(whole.substring(0, whole.length() - 20)).then().statusCode(400);
        upload(status("ACSC", null).replace("<Document", "<!DOCTYPE Document [<!ENTITY x 'y'>]><Document"))
                .then()
                .statusCode(400);
        upload("").then().statusCode(400);
        upload("x".repeat(11 * 1024 * 1024)).then().statusCode(413);
        asFinance()
                .contentType("application/json")
                .body("{}")
                .post("/api/v1/admin/bank-files")
                .then()
                .statusCode(415);
        as(TestTokens.staff())
                .contentType("application/xml")
                .body(whole)
                .post("/api/v1/admin/bank-files")
                .then()
                .statusCode(403);
        assertEquals("SUBMITTED", payoutStatus(member, payout));
    }

    private String status(String status, String reason) {
        return BankXml.statusReport(report, "B", null, BankXml.status(reference(payout), status, reason));
    }

    private static void answer(ValidatableResponse response, int matched, int unmatched, int duplicates) {
        response.statusCode(200)
                .body("matched", equalTo(matched))
                .body("unmatched", equalTo(unmatched))
                .body("duplicates", equalTo(duplicates));
    }

    private static List<String> statuses(UUID shopper, List<Purchase> purchases) {
        var cashback = asMember(shopper).get("/api/v1/me/cashback").jsonPath();
        return purchases.stream()
                .map(purchase -> cashback.getString("items.find { it.transactionId == '" + purchase.id + "' }.status"))
                .toList();
    }

    private boolean sealed(UUID id) throws Exception {
        try (var connection = dataSource.getConnection();
                var rows = connection
                        .createStatement()
                        .executeQuery("select iban_sealed is not null from payout where id = '" + id + "'")) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private static String last(List<String> values) {
        return values.get(values.size() - 1);
    }
}
