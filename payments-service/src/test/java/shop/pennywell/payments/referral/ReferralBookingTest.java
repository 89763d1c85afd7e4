package shop.pennywell.payments.referral;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import shop.pennywell.contracts.Contracts;
import shop.pennywell.payments.Calls;
import shop.pennywell.payments.Purchase;
import shop.pennywell.payments.bankfile.BankXml;

import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static shop.pennywell.payments.Calls.asFinance;
import static shop.pennywell.payments.Calls.asMember;
import static shop.pennywell.payments.Calls.assertBooksBalance;
import static shop.pennywell.payments.Calls.deliver;
import static shop.pennywell.payments.Calls.tell;
import static shop.pennywell.payments.Calls.track;
import static shop.pennywell.payments.Calls.wallet;

/** The bonuses of a referral, as the members' wallets and the ledger show them. */
@QuarkusTest
class ReferralBookingTest {
    private final UUID id = UUID.randomUUID();
    private final UUID referrer = UUID.randomUUID();
    private final UUID friend = UUID.randomUUID();

    @Test
    void bothSidesGetTheirBonusFromOurMarketingOnce() {
        long given = marketing();

        tell("referral.changed", at(1, "PENDING"));
        assertEquals(0, entriesOf(referrer));
        tell("referral.changed", at(2, "EARNED"));
        tell("referral.changed", at(2, "EARNED"), at(1, "PENDING"), at(2, "EARNED"));

        assertEquals("0.00 10.00 0.00 0.00", wallet(referrer, "GBP"));
        assertEquals("0.00 5.00 0.00 0.00", wallet(friend, "GBP"));
        assertEquals(1, entriesOf(referrer));
        assertEquals(1, entriesOf(friend));
        assertEquals(given + 1500, marketing());
        assertBooksBalance();
    }

    @Test
    void whatIsTakenBackMayLeaveADebt() {
        // Given a referrer who has had the bonus paid out
        ObjectNode earned = at(2, "EARNED");
        inEuros(earned);
        Calls.setAccount(referrer, Calls.IBAN).statusCode(200);
        tell("referral.changed", earned);
        Calls.requestPayout(referrer, "10.00", UUID.randomUUID().toString())
                .then()
                .statusCode(201);

        // When
        ObjectNode revoked = at(3, "REVOKED");
        inEuros(revoked);
        tell("referral.changed", revoked, earned);

        // Then
        assertEquals("0.00 -10.00 10.00 0.00", wallet(referrer, "EUR"));
        assertEquals("0.00 0.00 0.00 0.00", wallet(friend, "EUR"));
        assertBooksBalance();
    }

    @Test
    void oneThatIsRevokedBeforeItsEarningComesBooksNothing() {
        tell("referral.changed", at(3, "REVOKED"), at(2, "EARNED"));

        assertEquals(0, entriesOf(referrer));
        assertEquals(0, entriesOf(friend));
    }

    @Test
    void whoIsErasedGetsNothingAndWhatWasGivenStaysInTheBooks() {
        ObjectNode erased = (ObjectNode) sample("member.erased");
        tell("member.erased", erased.put("memberId", referrer.toString()));
        tell("referral.changed", at(2, "EARNED"));
        tell("member.erased", erased.deepCopy().put("memberId", friend.toString()));

        assertEquals(0, entriesOf(referrer));
        assertEquals("0.00 5.00 0.00 0.00", wallet(friend, "GBP"));
        tell("referral.changed", at(3, "REVOKED"));
        assertEquals("0.00 0.00 0.00 0.00", wallet(friend, "GBP"));
        assertEquals(2, entriesOf(friend));
        assertBooksBalance();
    }

    @Test
    void theSameAtTheSameInstantIsBookedOnce() {
        JsonNode earned = at(2, "EARNED");

        IntStream.range(0, 4).parallel().forEach(i -> tell("referral.changed", earned));

        assertEquals("0.00 10.00 0.00 0.00", wallet(referrer, "GBP"));
        assertEquals(1, entriesOf(friend));
        assertBooksBalance();
    }

    @Test
    void whatCannotBeBookedIsHandedBack() {
        ObjectNode mixed = at(2, "EARNED");
        ((ObjectNode) mixed.get("friendBonus")).put("currency", "EUR");
        ObjectNode negative = at(2, "EARNED");
        ((ObjectNode) negative.get("friendBonus")).put("amount", "-5.00");
        for (JsonNode wrong : List.of(
                mixed,
                negative,
                at(2, "EARNED").put("friendId", referrer.toString()),
                at(2, "GIVEN"),
                at(0, "EARNED"))) {
            deliver("referral.changed", wrong).then().statusCode(200).body("failed", hasSize(1));
        }
        tell("referral.changed", at(2, "EARNED"));
        deliver(
                        "referral.changed",
                        at(3, "EARNED").put("friendId", UUID.randomUUID().toString()))
                .then()
                .body("failed", hasSize(1));
        assertEquals("0.00 5.00 0.00 0.00", wallet(friend, "GBP"));
    }

    /** A payout takes the oldest money first, and bonuses are money. */
    @Test
    void cashbackIsNotPaidByThePayoutOfAnOlderBonus() {
        ObjectNode earned = at(2, "EARNED");
        inEuros(earned);
        tell("referral.changed", earned);
        Purchase purchase = new Purchase(referrer, "EUR", 1000);
        track(purchase.reported(), purchase.approved(), payableFarInTheFuture(purchase));
        Calls.setAccount(referrer, Calls.IBAN).statusCode(200);
        UUID payout = Calls.submittedPayout(referrer, "10.00");

        String booked = BankXml.entry(Calls.reference(payout), "10.00", "DBIT", "BOOK", null);
        Calls.upload(BankXml.statement("B-" + payout, booked)).then().statusCode(200);

        assertEquals("0.00 10.00 0.00 10.00", wallet(referrer, "EUR"));
        assertEquals("PAYABLE", asMember(referrer).get("/api/v1/me/cashback").path("items[0].status"));
        assertBooksBalance();
    }

    private static JsonNode payableFarInTheFuture(Purchase purchase) {
        return ((ObjectNode) purchase.paid()).put("changedAt", "2099-01-01T00:00:00Z");
    }

    private ObjectNode at(int revision, String status) {
        return ((ObjectNode) sample("referral.changed"))
                .put("referralId", id.toString())
                .put("referrerId", referrer.toString())
                .put("friendId", friend.toString())
                .put("revision", revision)
                .put("status", status);
    }

    private static void inEuros(ObjectNode change) {
        for (String bonus : List.of("referrerBonus", "friendBonus")) {
            ((ObjectNode) change.get(bonus)).put("currency", "EUR");
        }
    }

    private static JsonNode sample(String type) {
        try {
            return new ObjectMapper().readTree(Contracts.sample(type));
        } catch (java.io.IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static int entriesOf(UUID member) {
        List<String> accounts = asFinance()
                .get("/api/v1/admin/ledger/accounts?limit=100&owner=MEMBER&ownerId=" + member)
                .path("items.findAll { it.purpose == 'AVAILABLE' }.id");
        return accounts.stream()
                .mapToInt(account -> asFinance()
                        .get("/api/v1/admin/ledger/entries?limit=100&account=" + account)
                        .<List<?>>path("items")
                        .size())
                .sum();
    }

    private static long marketing() {
        List<String> balances = asFinance()
                .get("/api/v1/admin/ledger/accounts?limit=100&owner=PLATFORM&currency=GBP")
                .path("items.findAll { it.purpose == 'MARKETING' }.balance.amount");
        return balances.isEmpty()
                ? 0
                : new java.math.BigDecimal(balances.get(0)).movePointRight(2).longValueExact();
    }
}
