package shop.pennywell.payments.payout;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import shop.pennywell.local.testing.TestTokens;
import shop.pennywell.payments.Calls;
import shop.pennywell.payments.Published;
import shop.pennywell.payments.Purchase;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static shop.pennywell.payments.Calls.IBAN;
import static shop.pennywell.payments.Calls.as;
import static shop.pennywell.payments.Calls.asFinance;
import static shop.pennywell.payments.Calls.asMember;
import static shop.pennywell.payments.Calls.assertBooksBalance;
import static shop.pennywell.payments.Calls.memberWith;
import static shop.pennywell.payments.Calls.requestPayout;
import static shop.pennywell.payments.Calls.setAccount;
import static shop.pennywell.payments.Calls.track;
import static shop.pennywell.payments.Calls.wallet;

@QuarkusTest
class PayoutTest {

    @Inject
    Published published;

    @Inject
    PayoutRepository payouts;

    @Inject
    FollowPayout followPayout;

    @Test
    void reservesTheMoneyAtOnce() {
        var member = memberWith(2000);
        var id = requestPayout(member, "15.00", "k")
                .then()
                .statusCode(201)
                .body("status", equalTo("REQUESTED"))
                .body("amount.amount", equalTo("15.00"))
                .extract()
                .jsonPath()
                .getUUID("id");
        assertEquals("0.00 5.00 15.00 0.00", wallet(member, "EUR"));
        asMember(member)
                .get("/api/v1/me/payouts")
                .then()
                .body("items.id", contains(id.toString()))
                .body("items[0].maskedIban", equalTo("GB29 **** … 19"));
        assertEquals(List.of("REQUESTED"), published.fields("payout.changed", id, "status"));
        assertBooksBalance();
    }

    @Test
    void theWalletSaysTheLeastThatIsPaidOut() {
        asMember(memberWith(2000))
                .get("/api/v1/me/wallet")
                .then()
                .body(
                        "balances.find { it.currency == 'EUR' }.minimumPayout",
                        equalTo(Map.of("amount", "10.00", "currency", "EUR")));
    }

    @Test
    void answersTheSameRequestAgainWithTheFirstAnswer() {
        var member = memberWith(4000);
        var first =
                requestPayout(member, "15.00", "same").then().statusCode(201).extract();
        var again = requestPayout(member, "15.00", "same")
                .then()
                .statusCode(201)
                .header("Idempotency-Hit", "true")
                .extract();
        assertEquals(first.asString(), again.asString());
        assertEquals("0.00 25.00 15.00 0.00", wallet(member, "EUR"));
        requestPayout(member, "16.00", "same").then().statusCode(422).body("code", equalTo("idempotency-key-reused"));
        asMember(member)
                .contentType(ContentType.JSON)
                .body("{\"amount\":{\"amount\":\"10.00\",\"currency\":\"EUR\"}}")
                .post("/api/v1/me/payouts")
                .then()
                .statusCode(400)
                .body("code", equalTo("idempotency-key-missing"));
    }

    /** A key's first answer is kept for some weeks; the payout that it made stays known by it. */
    @Test
    void knowsTheSameRequestAfterItsFirstAnswerIsForgotten() {
        var member = memberWith(4000);
        var id = requestPayout(member, "15.00", "old").jsonPath().getUUID("id");
        QuarkusTransaction.requiringNew()
                .run(() -> assertEquals(
                        1,
                        payouts.getEntityManager()
                                .createNativeQuery(
                                        "delete from idempotency_key where scope like :scope and key = 'old'")
                                .setParameter("scope", member + " POST %")
                                .executeUpdate()));

        requestPayout(member, "16.00", "old").then().statusCode(422).body("code", equalTo("idempotency-key-reused"));
        requestPayout(member, "15.00", "old")
                .then()
                .statusCode(201)
                .body("id", equalTo(id.toString()))
                .body("status", equalTo("REQUESTED"));

        assertEquals("0.00 25.00 15.00 0.00", wallet(member, "EUR"));
        assertEquals(List.of("REQUESTED"), published.fields("payout.changed", id, "status"));
    }

    @Test
    void ofManyRacingForOneBalanceOneWins() throws Exception {
        var member = memberWith(2000);
        var tasks = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < 8; i++) {
            var key = "race-" + i;
            tasks.add(() -> requestPayout(member, "15.00", key).statusCode());
        }
        var threads = Executors.newFixedThreadPool(8);
        var answers = new ArrayList<Integer>();
        for (var done : threads.invokeAll(tasks)) {
            answers.add(done.get());
        }
        threads.shutdown();
        answers.sort(null);
        assertEquals(List.of(201, 422, 422, 422, 422, 422, 422, 422), answers);
        assertEquals("0.00 5.00 15.00 0.00", wallet(member, "EUR"));
        assertBooksBalance();
    }

    @ParameterizedTest
    @CsvSource({
        "20.01, EUR, 422, insufficient-balance",
        "9.99, EUR, 422, below-minimum",
        "20.00, GBP, 422, insufficient-balance",
        "2000, JPY, 422, currency-not-payable",
        "0.00, EUR, 400, invalid-request",
        "-15.00, EUR, 400, invalid-request",
    })
    void saysWhichRuleRefusesIt(String amount, String currency, int status, String code) {
        var member = memberWith(2000);
        post(member, "{\"amount\":{\"amount\":\"" + amount + "\",\"currency\":\"" + currency + "\"}}")
                .statusCode(status)
                .body("code", equalTo(code));
        assertEquals("0.00 20.00 0.00 0.00", wallet(member, "EUR"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"amount\":{\"amount\":\"15.001\",\"currency\":\"EUR\"}}",
                "{\"amount\":{\"amount\":\"15\",\"currency\":\"EURO\"}}",
                "{\"amount\":{\"amount\":\"1e3\",\"currency\":\"EUR\"}}",
                "{\"amount\":{\"amount\":\"99999999999999999999\",\"currency\":\"EUR\"}}",
                "{\"amount\":{\"amount\":\"NaN\",\"currency\":\"EUR\"}}",
                "{\"amount\":{\"currency\":\"EUR\"}}",
                "{\"amount\":15}",
                "{\"amount\":null}",
                "{}",
                "{",
                "",
            })
    void answersAbsurdAmountsWithAProblem(String body) {
        var member = memberWith(2000);
        post(member, body).statusCode(400).contentType("application/problem+json");
        assertEquals("0.00 20.00 0.00 0.00", wallet(member, "EUR"));
    }

    @Test
    void needsABankAccountThatWasNotChangedRecently() {
        var member = UUID.randomUUID();
        track(new Purchase(member, "EUR", 2000).paid());
        requestPayout(member, "15.00", "1").then().statusCode(422).body("code", equalTo("payout-account-missing"));
        setAccount(member, IBAN).statusCode(200);
        setAccount(member, "DE89370400440532013000").statusCode(200);
        requestPayout(member, "15.00", "2").then().statusCode(422).body("code", equalTo("payout-account-on-hold"));
        assertEquals("0.00 20.00 0.00 0.00", wallet(member, "EUR"));
    }

    @Test
    void aRefusedRequestMayBeCorrectedAndSentWithTheSameKey() {
        var member = memberWith(2000);
        requestPayout(member, "25.00", "k").then().statusCode(422);
        track(new Purchase(member, "EUR", 1000).paid());
        requestPayout(member, "25.00", "k").then().statusCode(201);
    }

    @Test
    void isApprovedByFinanceOnly() {
        var member = memberWith(2000);
        var id = requestPayout(member, "15.00", "k").jsonPath().getUUID("id");
        var approval = "/api/v1/admin/payouts/" + id + "/approval";
        as(TestTokens.staff()).post(approval).then().statusCode(403);
        asMember(member).post(approval).then().statusCode(403);
        asFinance().post(approval).then().statusCode(200).body("status", equalTo("APPROVED"));
        asFinance().post(approval).then().statusCode(200).body("status", equalTo("APPROVED"));
        assertEquals(List.of("REQUESTED", "APPROVED"), published.fields("payout.changed", id, "status"));
        asFinance()
                .post("/api/v1/admin/payouts/" + UUID.randomUUID() + "/approval")
                .then()
                .statusCode(404);
        as(TestTokens.staff())
                .get("/api/v1/admin/payouts?status=APPROVED&limit=100")
                .then()
                .statusCode(200)
                .body("items.id", hasItem(id.toString()));
        asFinance().get("/api/v1/admin/payouts?status=LOST").then().statusCode(400);
    }

    @Test
    void showsNobodyAnotherMembersPayouts() {
        var member = memberWith(2000);
        requestPayout(member, "15.00", "k").then().statusCode(201);
        asMember(UUID.randomUUID()).get("/api/v1/me/payouts").then().body("items", hasSize(0));
    }

    @Test
    void becomesUnknownWhenTheBankDoesNotAnswerAndIsNeverSentAgain() {
        // Given a payout that went to the bank four days ago
        var member = memberWith(2000);
        var id = Calls.submittedPayout(member, "15.00");
        QuarkusTransaction.requiringNew().run(() -> payouts.getEntityManager()
                .createNativeQuery("update payout set submitted_at = submitted_at - interval '4 days' where id = :id")
                .setParameter("id", id)
                .executeUpdate());
        // When
        followPayout.loseUnanswered();
        // Then
        assertEquals("UNKNOWN", Calls.payoutStatus(member, id));
        assertEquals("0.00 5.00 15.00 0.00", wallet(member, "EUR"));
        asFinance()
                .post("/api/v1/admin/payouts/" + id + "/approval")
                .then()
                .statusCode(409)
                .body("code", equalTo("payout-state"));
        var other = Calls.approvedPayout(memberWith(2000), "15.00");
        var file = Calls.batchFile(Calls.createBatch());
        assertEquals(
                List.of(true, false),
                List.of(file.contains(Calls.reference(other)), file.contains(Calls.reference(id))));
        // And the bank's late answer is still taken
        QuarkusTransaction.requiringNew().run(() -> followPayout.settle(id));
        assertEquals("0.00 5.00 0.00 15.00", wallet(member, "EUR"));
        assertBooksBalance();
    }

    private static io.restassured.response.ValidatableResponse post(UUID member, String body) {
        return asMember(member)
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(body)
                .post("/api/v1/me/payouts")
                .then();
    }
}
