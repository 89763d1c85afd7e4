package shop.pennywell.payments.cashback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.pennywell.contracts.Contracts;
import shop.pennywell.payments.Calls;
import shop.pennywell.payments.Published;
import shop.pennywell.payments.Purchase;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.payments.Calls.asMember;
import static shop.pennywell.payments.Calls.assertBooksBalance;
import static shop.pennywell.payments.Calls.deliver;
import static shop.pennywell.payments.Calls.track;
import static shop.pennywell.payments.Calls.wallet;

@QuarkusTest
class CashbackTest {

    private final UUID member = UUID.randomUUID();

    @Inject
    Published published;

    @Test
    void showsAPurchaseFromTrackedToPayable() {
        var purchase = new Purchase(member, "GBP", 245);
        track(purchase.reported());
        cashback()
                .body("items", hasSize(1))
                .body("items[0].transactionId", equalTo(purchase.id.toString()))
                .body("items[0].store.slug", equalTo("paper-lantern"))
                .body("items[0].store.name", equalTo("Paper Lantern"))
                .body("items[0].status", equalTo("TRACKED"))
                .body("items[0].cashback.amount", equalTo("2.45"))
                .body("items[0].orderValue.currency", equalTo("GBP"))
                .body("items[0].estimate", equalTo("2026-12-31"))
                .body("next", nullValue());
        assertEquals("2.45 0.00 0.00 0.00", wallet(member, "GBP"));

        track(purchase.approved());
        assertEquals("2.45 0.00 0.00 0.00", wallet(member, "GBP"));
        track(purchase.paid());
        assertEquals("0.00 2.45 0.00 0.00", wallet(member, "GBP"));

        cashback()
                .body("items[0].status", equalTo("PAYABLE"))
                .body("items[0].estimate", nullValue())
                .body("items[0].timeline.status", contains("TRACKED", "CONFIRMED", "PAYABLE"))
                .body("items[0].timeline[0].detail", equalTo("Paper Lantern told us about your order."));
        assertEquals(
                List.of("TRACKED", "CONFIRMED", "PAYABLE"),
                published.fields("cashback.changed", purchase.id, "status"));
        assertEquals(List.of("1", "2", "3"), published.fields("cashback.changed", purchase.id, "revision"));
        assertBooksBalance();
    }

    /** We look at it: whatever the partner says and pays, the member waits, knows until when, and is not told why. */
    @Test
    void whatIsHeldWaitsUntilItIsReleased() {
        var purchase = new Purchase(member, "GBP", 245);
        track(purchase.reported());
        purchase.with("heldUntil", "2027-01-08T10:00:00Z");
        track(purchase.at(2, "HELD", "PENDING", false));
        cashback()
                .body("items[0].status", equalTo("TRACKED"))
                .body("items[0].checkedBy", equalTo("2027-01-08"))
                .body("items[0].estimate", equalTo("2027-01-08"))
                .body(
                        "items[0].timeline[1].detail",
                        equalTo("We are checking this purchase, which takes until 8 January 2027 at the latest."
                                + " You need do nothing."));

        track(purchase.at(3, "APPROVED", "APPROVED", false), purchase.at(4, "PAID", "PAID", false));
        cashback()
                .body("items[0].status", equalTo("CONFIRMED"))
                .body(
                        "items[0].timeline[3].detail",
                        equalTo("Paper Lantern has paid us. The cashback follows once we have checked the purchase."));
        assertEquals("2.45 0.00 0.00 0.00", wallet(member, "GBP"));
        assertBooksBalance();

        purchase.with("heldUntil", null);
        track(purchase.at(5, "RELEASED", "PAID", true));
        cashback()
                .body("items[0].status", equalTo("PAYABLE"))
                .body("items[0].checkedBy", nullValue())
                .body(
                        "items[0].timeline[4].detail",
                        equalTo("We have checked this purchase. You can take the cashback out."));
        assertEquals("0.00 2.45 0.00 0.00", wallet(member, "GBP"));
        assertEquals(
                List.of("TRACKED", "CONFIRMED", "PAYABLE"),
                published.fields("cashback.changed", purchase.id, "status"));
        assertBooksBalance();
    }

    /** An order that earns nothing ends like any other, without moving money. */
    @Test
    void endsAPurchaseThatEarnsNothing() {
        var purchase = new Purchase(member, "EUR", 0);
        track(purchase.reported(), purchase.approved(), purchase.paid());
        cashback()
                .body("items[0].status", equalTo("PAYABLE"))
                .body("items[0].cashback.amount", equalTo("0.00"))
                .body("items[0].timeline.status", contains("TRACKED", "CONFIRMED", "PAYABLE"))
                .body("items[0].timeline[2].detail", equalTo("Paper Lantern has paid us."));
        assertEquals(
                List.of("TRACKED", "CONFIRMED", "PAYABLE"),
                published.fields("cashback.changed", purchase.id, "status"));
        assertEquals("0.00 0.00 0.00 0.00", wallet(member, "EUR"));
        track(purchase.clawedBack());
        cashback().body("items[0].status", equalTo("DECLINED"));
        assertBooksBalance();
    }

    @Test
    void ignoresARevisionThatComesLateAndShowsItInTheTimelineAllTheSame() {
        var purchase = new Purchase(member, "EUR", 300);
        track(purchase.paid());
        track(purchase.reported(), purchase.approved());
        assertEquals("0.00 3.00 0.00 0.00", wallet(member, "EUR"));
        cashback().body("items[0].timeline.status", contains("TRACKED", "CONFIRMED", "PAYABLE"));
        assertEquals(List.of("PAYABLE"), published.fields("cashback.changed", purchase.id, "status"));
    }

    @Test
    void appliesTheSameEventOnceHoweverOftenItComes() {
        var purchase = new Purchase(member, "EUR", 300);
        var event = Calls.event(UUID.randomUUID(), "transaction.changed", purchase.reported());
        for (int i = 0; i < 3; i++) {
            Calls.deliverEvents(List.of(event, event)).then().statusCode(200).body("failed", hasSize(0));
        }
        track(purchase.reported());
        assertEquals("3.00 0.00 0.00 0.00", wallet(member, "EUR"));
        cashback().body("items[0].timeline", hasSize(1));
    }

    @Test
    void amendsTheAmountAndSaysSo() {
        var purchase = new Purchase(member, "EUR", 300);
        track(purchase.reported());
        track(purchase.amounts("EUR", 200, 100).at(2, "AMENDED", "PENDING", false));
        assertEquals("1.00 0.00 0.00 0.00", wallet(member, "EUR"));
        cashback().body("items[0].timeline[1].detail", containsString("earns 1.00 EUR"));
        assertEquals(List.of("false", "true"), published.fields("cashback.changed", purchase.id, "amended"));
    }

    @Test
    void declinesWithAReasonInPlainWordsAndReinstates() {
        var purchase = new Purchase(member, "EUR", 300);
        track(purchase.reported());
        track(purchase.with("reason", "RETURNED").at(2, "DECLINED", "DECLINED", false));
        assertEquals("0.00 0.00 0.00 0.00", wallet(member, "EUR"));
        cashback()
                .body("items[0].status", equalTo("DECLINED"))
                .body("items[0].reason", equalTo("RETURNED"))
                .body("items[0].timeline[1].detail", containsString("the order was returned"));
        track(purchase.with("reason", null).at(3, "REINSTATED", "APPROVED", false));
        assertEquals("3.00 0.00 0.00 0.00", wallet(member, "EUR"));
        cashback().body("items[0].status", equalTo("CONFIRMED"));
    }

    @Test
    void leavesADebtWhenCashbackIsTakenBackAfterItWasReserved() {
        var memberId = Calls.memberWith(2000);
        var later = new Purchase(memberId, "EUR", 500);
        track(later.paid());
        Calls.requestPayout(memberId, "25.00", "all").then().statusCode(201);
        track(later.clawedBack());
        assertEquals("0.00 -5.00 25.00 0.00", wallet(memberId, "EUR"));
        track(new Purchase(memberId, "EUR", 800).paid());
        assertEquals("0.00 3.00 25.00 0.00", wallet(memberId, "EUR"));
        assertBooksBalance();
    }

    @ParameterizedTest
    @ValueSource(strings = {"negative", "more-than-commission", "two-currencies", "no-status", "no-money"})
    void refusesAnEventThatNoCashbackCanBePostedFromAndAppliesTheRest(String fault) {
        var good = new Purchase(member, "EUR", 100);
        var bad = (com.fasterxml.jackson.databind.node.ObjectNode) new Purchase(member, "EUR", 100).reported();
        switch (fault) {
            case "negative" -> bad.withObject("/cashback").put("amount", "-1.00");
            case "more-than-commission" -> bad.withObject("/cashback").put("amount", "2.01");
            case "two-currencies" -> bad.withObject("/cashback").put("currency", "GBP");
            case "no-status" -> bad.put("status", "DOUBTFUL");
            default -> bad.put("cashback", "a lot");
        }
        deliver("transaction.changed", bad, good.reported())
                .then()
                .statusCode(200)
                .body("failed", hasSize(1));
        assertEquals("1.00 0.00 0.00 0.00", wallet(member, "EUR"));
    }

    @Test
    void pagesAndFiltersNewestOrderFirst() {
        for (int day = 1; day <= 5; day++) {
            var purchase = new Purchase(member, "EUR", day * 100L).with("orderedAt", "2026-11-0" + day + "T10:00:00Z");
            track(day == 2 ? purchase.approved() : purchase.reported());
        }
        var seen = new ArrayList<String>();
        String cursor = "";
        do {
            var page = asMember(member)
                    .get("/api/v1/me/cashback?limit=2" + cursor)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            seen.addAll(page.getList("items.cashback.amount"));
            cursor = page.getString("next") == null ? null : "&cursor=" + page.getString("next");
        } while (cursor != null);
        assertEquals(List.of("5.00", "4.00", "3.00", "2.00", "1.00"), seen);
        asMember(member)
                .get("/api/v1/me/cashback?status=CONFIRMED")
                .then()
                .body("items.cashback.amount", contains("2.00"));
        asMember(member).get("/api/v1/me/cashback?status=LOST").then().statusCode(400);
        asMember(member).get("/api/v1/me/cashback?cursor=bm9uc2Vuc2U").then().statusCode(400);
        asMember(member).get("/api/v1/me/cashback?limit=1000").then().statusCode(400);
    }

    @Test
    void showsNobodyAnotherMembersCashback() {
        track(new Purchase(UUID.randomUUID(), "EUR", 100).reported());
        cashback().body("items", hasSize(0));
        Calls.as(shop.pennywell.local.testing.TestTokens.staff("finance"))
                .get("/api/v1/me/cashback")
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"));
        io.restassured.RestAssured.get("/api/v1/me/cashback").then().statusCode(401);
    }

    @Test
    void readsTheContractsSample() throws Exception {
        var sample = new ObjectMapper().readTree(Contracts.sample("transaction.changed"));
        track(sample);
        asMember(UUID.fromString(sample.get("memberId").asText()))
                .get("/api/v1/me/cashback")
                .then()
                .body(
                        "items.transactionId",
                        contains(sample.get("transactionId").asText()));
    }

    /** Random lives of several purchases of one member, delivered shuffled, repeated and from several senders at once. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void endsWhereTheNewestRevisionsSayWhateverTheOrder(long seed) throws Exception {
        // Given
        var random = new Random(seed);
        var deliveries = new ArrayList<JsonNode>();
        var expected = new HashMap<String, Long>(Map.of("pending", 0L, "available", 0L));
        for (int p = 0; p < 4; p++) {
            var purchase = new Purchase(member, "EUR", 0);
            int revisions = 1 + random.nextInt(6);
            for (int revision = 1; revision <= revisions; revision++) {
                long cashback = random.nextInt(5000);
                purchase.amounts("EUR", cashback + random.nextInt(5000), cashback);
                var status = List.of("PENDING", "APPROVED", "DECLINED", "PAID", "CLAWED_BACK")
                        .get(random.nextInt(5));
                boolean payable = random.nextBoolean();
                var state = purchase.at(revision, "AMENDED", status, payable);
                for (int copies = random.nextInt(2); copies >= 0; copies--) {
                    deliveries.add(state);
                }
                if (revision == revisions) {
                    var stage = Stage.of(TransactionChanged.Status.valueOf(status), payable);
                    expected.merge(
                            "pending", stage == Stage.PENDING || stage == Stage.APPROVED ? cashback : 0, Long::sum);
                    expected.merge("available", stage == Stage.PAYABLE ? cashback : 0, Long::sum);
                }
            }
        }
        Collections.shuffle(deliveries, random);
        // When
        var senders = Executors.newFixedThreadPool(3);
        var tasks = new ArrayList<Callable<Boolean>>();
        for (var delivery : deliveries) {
            tasks.add(() -> {
                track(delivery);
                return true;
            });
        }
        for (var done : senders.invokeAll(tasks)) {
            assertTrue(done.get());
        }
        senders.shutdown();
        // Then
        var pending = shop.pennywell.defaults.money.Money.of(expected.get("pending"), "EUR")
                .amount();
        var available = shop.pennywell.defaults.money.Money.of(expected.get("available"), "EUR")
                .amount();
        assertEquals(pending + " " + available + " 0.00 0.00", wallet(member, "EUR"));
        assertBooksBalance();
    }

    private ValidatableResponse cashback() {
        return asMember(member).get("/api/v1/me/cashback").then().statusCode(200);
    }
}
