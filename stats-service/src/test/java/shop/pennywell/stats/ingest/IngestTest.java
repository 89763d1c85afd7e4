package shop.pennywell.stats.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import shop.pennywell.stats.Figures.Store;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static shop.pennywell.local.testing.PretendSibling.delivers;
import static shop.pennywell.local.testing.PretendSibling.event;
import static shop.pennywell.local.testing.PretendSibling.sample;
import static shop.pennywell.local.testing.PretendSibling.says;
import static shop.pennywell.stats.Figures.totals;

/** Every fact counts once, whatever the order, the repeats and the haste it comes in. */
@QuarkusTest
class IngestTest {

    private static final String DAY = "2026-11-23";

    @Inject
    DynamoDbClient dynamo;

    @Test
    void countsClicksAndTheFirstOfEachMemberAndDay() {
        Store store = Store.fresh();
        String ada = UUID.randomUUID().toString();
        String bob = UUID.randomUUID().toString();
        says("click.recorded", click(store, ada, DAY + "T00:00:00Z"));
        says("click.recorded", click(store, ada, DAY + "T23:59:59.999Z"));
        says("click.recorded", click(store, bob, DAY + "T12:00:00Z"));
        says("click.recorded", click(store, ada, "2026-11-24T00:00:00Z"));
        JsonPath day = totals(DAY, DAY, store.slug());
        assertEquals(3, day.getInt("clicks"));
        assertEquals(2, day.getInt("uniqueClicks"));
        JsonPath both = totals(DAY, "2026-11-24", store.slug());
        assertEquals(4, both.getInt("clicks"));
        assertEquals(3, both.getInt("uniqueClicks"));
    }

    @Test
    void theSameEventAgainCountsNothing() {
        Store store = Store.fresh();
        Map<String, Object> click =
                event("click.recorded", click(store, UUID.randomUUID().toString(), DAY + "T10:00:00Z"));
        delivers(List.of(click, click)).body("failed", empty());
        delivers(List.of(click)).body("failed", empty());
        assertEquals(1, totals(DAY, DAY, store.slug()).getInt("clicks"));
        assertEquals(1, totals(DAY, DAY, store.slug()).getInt("uniqueClicks"));
    }

    @Test
    void countsClaimsByTheirLatestStateOnTheDayTheyWereMade() {
        Store store = Store.fresh();
        String won = UUID.randomUUID().toString();
        String lost = UUID.randomUUID().toString();
        says("claim.changed", claim(store, won, 4, "WON"));
        says("claim.changed", claim(store, won, 1, "SUBMITTED"));
        says("claim.changed", claim(store, lost, 1, "ON_ICE"));
        JsonPath day = totals("2026-11-30", "2026-11-30", store.slug());
        assertEquals(2, day.getInt("claims"));
        assertEquals(1, day.getInt("claimsWon"));
        assertEquals(0, day.getInt("claimsLost"));

        says("claim.changed", claim(store, lost, 2, "LOST"));
        says("claim.changed", claim(store, UUID.randomUUID().toString(), 2, "WITHDRAWN"));
        day = totals("2026-11-30", "2026-11-30", store.slug());
        assertEquals(3, day.getInt("claims"));
        assertEquals(1, day.getInt("claimsLost"));
        assertEquals(0, totals("2026-12-03", "2026-12-03", store.slug()).getInt("claims"));
    }

    private static ObjectNode claim(Store store, String id, int revision, String status) {
        return store.in(sample("claim.changed"))
                .put("claimId", id)
                .put("revision", revision)
                .put("status", status);
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, 1, 0, 0, true",
        "APPROVED, 1, 1, 0, true",
        "PAID, 1, 1, 0, true",
        "DECLINED, 1, 0, 1, false",
        "CLAWED_BACK, 1, 0, 1, false"
    })
    void anOrderCountsByItsState(String status, int orders, int approved, int declined, boolean withAmounts) {
        Store store = Store.fresh();
        says("transaction.changed", transaction(store, UUID.randomUUID(), 1, status, "61.25"));
        JsonPath totals = totals(DAY, DAY, store.slug());
        assertEquals(orders, totals.getInt("orders"));
        assertEquals(approved, totals.getInt("approved"));
        assertEquals(declined, totals.getInt("declined"));
        List<Map<String, String>> none = List.of();
        assertEquals(withAmounts ? money("61.25") : none, totals.getList("saleAmounts"));
        assertEquals(withAmounts ? money("4.90") : none, totals.getList("commissions"));
        assertEquals(withAmounts ? money("2.45") : none, totals.getList("cashbacks"));
    }

    @Test
    void everyOrderOfArrivalAndEveryRepeatGivesTheSameFigures() {
        Random random = new Random(42);
        for (int round = 0; round < 8; round++) {
            Store store = Store.fresh();
            UUID id = UUID.randomUUID();
            List<Map<String, Object>> events = new ArrayList<>(List.of(
                    event("transaction.changed", transaction(store, id, 1, "PENDING", "100.00")),
                    event("transaction.changed", transaction(store, id, 2, "PENDING", "80.00")),
                    event("transaction.changed", transaction(store, id, 3, "DECLINED", "80.00")),
                    event("transaction.changed", transaction(store, id, 4, "APPROVED", "75.50"))));
            events.addAll(List.copyOf(events));
            Collections.shuffle(events, random);
            delivers(events).body("failed", empty());
            JsonPath totals = totals(DAY, DAY, store.slug());
            assertEquals(1, totals.getInt("orders"));
            assertEquals(1, totals.getInt("approved"));
            assertEquals(0, totals.getInt("declined"));
            assertEquals(money("75.50"), totals.getList("saleAmounts"));
        }
    }

    @Test
    void anAmendedDayMovesTheOrderToIt() {
        Store store = Store.fresh();
        UUID id = UUID.randomUUID();
        says("transaction.changed", transaction(store, id, 1, "PENDING", "10.00"));
        says(
                "transaction.changed",
                transaction(store, id, 2, "PENDING", "12.00").put("orderedAt", "2026-11-20T10:00:00Z"));
        assertEquals(0, totals(DAY, DAY, store.slug()).getInt("orders"));
        assertEquals(List.of(), totals(DAY, DAY, store.slug()).getList("saleAmounts"));
        assertEquals(
                money("12.00"), totals("2026-11-20", "2026-11-20", store.slug()).getList("saleAmounts"));
    }

    @Test
    void keepsCurrenciesApart() {
        Store store = Store.fresh();
        says("transaction.changed", transaction(store, UUID.randomUUID(), 1, "PENDING", "10.00"));
        ObjectNode yen = transaction(store, UUID.randomUUID(), 1, "PENDING", "1");
        yen.putObject("orderValue").put("amount", "1250").put("currency", "JPY");
        says("transaction.changed", yen);
        assertEquals(
                List.of(Map.of("amount", "10.00", "currency", "GBP"), Map.of("amount", "1250", "currency", "JPY")),
                totals(DAY, DAY, store.slug()).getList("saleAmounts"));
    }

    @Test
    void sumsGoBeyondTheLargestSingleAmount() {
        Store store = Store.fresh();
        says("transaction.changed", transaction(store, UUID.randomUUID(), 1, "PENDING", "9999999999999.99"));
        says("transaction.changed", transaction(store, UUID.randomUUID(), 1, "PENDING", "9999999999999.99"));
        assertEquals(money("19999999999999.98"), totals(DAY, DAY, store.slug()).getList("saleAmounts"));
    }

    @Test
    void hasteOfManySendersLosesAndDoublesNothing() throws Exception {
        Store store = Store.fresh();
        List<List<Map<String, Object>>> batches = new ArrayList<>();
        for (int batch = 0; batch < 6; batch++) {
            List<Map<String, Object>> events = new ArrayList<>();
            for (int i = 0; i < 15; i++) {
                events.add(
                        event("click.recorded", click(store, UUID.randomUUID().toString(), DAY + "T10:00:00Z")));
                events.add(event("transaction.changed", transaction(store, UUID.randomUUID(), 1, "PENDING", "0.01")));
            }
            // Each batch is delivered twice, at the same time: as when a producer's time-out was too short.
            batches.add(events);
            batches.add(events);
        }
        ExecutorService senders = Executors.newFixedThreadPool(6);
        try {
            List<Callable<Object>> deliveries = new ArrayList<>();
            for (List<Map<String, Object>> batch : batches) {
                deliveries.add(() -> {
                    int failed = 1;
                    for (int attempt = 0; failed > 0 && attempt < 10; attempt++) {
                        failed = delivers(batch)
                                .extract()
                                .jsonPath()
                                .getList("failed")
                                .size();
                    }
                    return failed;
                });
            }
            for (Future<Object> delivery : senders.invokeAll(deliveries)) {
                assertEquals(0, delivery.get());
            }
        } finally {
            senders.shutdown();
        }
        JsonPath totals = totals(DAY, DAY, store.slug());
        assertEquals(90, totals.getInt("clicks"));
        assertEquals(90, totals.getInt("uniqueClicks"));
        assertEquals(90, totals.getInt("orders"));
        assertEquals(money("0.90"), totals.getList("saleAmounts"));
    }

    @Test
    void aPayoutThatComesBackCountsNoLonger() {
        String day = "2003-04-05";
        UUID id = UUID.randomUUID();
        ObjectNode payout =
                sample("payout.changed").put("payoutId", id.toString()).put("changedAt", day + "T10:00:00Z");
        says("payout.changed", payout.deepCopy().put("revision", 3).put("status", "SETTLED"));
        says("payout.changed", payout.deepCopy().put("revision", 2).put("status", "SUBMITTED"));
        assertEquals(1, totals(day, day, null).getInt("payouts"));
        assertEquals(money("2.45"), totals(day, day, null).getList("payoutAmounts"));
        says(
                "payout.changed",
                payout.deepCopy()
                        .put("revision", 4)
                        .put("status", "RETURNED")
                        .put("changedAt", "2003-04-09T10:00:00Z"));
        assertEquals(0, totals(day, day, null).getInt("payouts"));
        assertEquals(List.of(), totals(day, day, null).getList("payoutAmounts"));
    }

    @Test
    void countsWhatConcernsThePlatformOnly() {
        String day = "2004-05-06";
        says("search.performed", sample("search.performed").put("at", day + "T10:00:00Z"));
        says("member.registered", sample("member.registered").put("registeredAt", day + "T10:00:00Z"));
        says("message.changed", sample("message.changed").put("changedAt", day + "T10:00:00Z"));
        says(
                "message.changed",
                sample("message.changed").put("changedAt", day + "T11:00:00Z").put("status", "FAILED"));
        says("statement.settled", sample("statement.settled").put("receivedOn", day));
        JsonPath totals = totals(day, day, null);
        assertEquals(1, totals.getInt("searches"));
        assertEquals(1, totals.getInt("registrations"));
        assertEquals(1, totals.getInt("messagesSent"));
        assertEquals(1, totals.getInt("messagesFailed"));
        assertEquals(money("4.90"), totals.getList("statementPayments"));
    }

    @Test
    void aStorePageCountsForItsStoreOnceTheStoreIsKnown() {
        String day = "2005-06-07";
        Store store = Store.fresh();
        ObjectNode view = sample("page.viewed").put("at", day + "T10:00:00Z").put("storeSlug", store.slug());
        says("page.viewed", view);
        says(
                "store.changed",
                sample("store.changed").put("storeId", store.id().toString()).put("slug", store.slug()));
        says("page.viewed", view);
        assertEquals(2, totals(day, day, null).getInt("pageViews"));
        assertEquals(1, totals(day, day, store.slug()).getInt("pageViews"));
        assertEquals(1, totals(day, day, store.id().toString()).getInt("pageViews"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "click.recorded",
                "transaction.changed",
                "payout.changed",
                "page.viewed",
                "search.performed",
                "member.registered",
                "message.changed",
                "statement.settled",
                "store.changed"
            })
    void readsTheContractsSampleAndHandsBackWhatIsNoSuchThing(String type) {
        UUID broken = UUID.randomUUID();
        delivers(List.of(event(type, sample(type)), event(broken, type, sample("cloudevent"))))
                .body("failed", hasSize(1))
                .body("failed[0].id", equalTo(broken.toString()));
    }

    @Test
    void noMembersIdIsKept() {
        String member = UUID.randomUUID().toString();
        says("click.recorded", click(Store.fresh(), member, DAY + "T10:00:00Z"));
        says(
                "transaction.changed",
                transaction(Store.fresh(), UUID.randomUUID(), 1, "PENDING", "1.00")
                        .put("memberId", member));
        dynamo.scanPaginator(scan -> scan.tableName("pennywell-stats"))
                .items()
                .forEach(item -> assertFalse(item.toString().contains(member), item::toString));
    }

    private static ObjectNode click(Store store, String memberId, String at) {
        return store.in(sample("click.recorded")).put("memberId", memberId).put("clickedAt", at);
    }

    private static ObjectNode transaction(Store store, UUID id, int revision, String status, String amount) {
        ObjectNode data = store.in(sample("transaction.changed"))
                .put("transactionId", id.toString())
                .put("revision", revision)
                .put("status", status);
        data.putObject("orderValue").put("amount", amount).put("currency", "GBP");
        return data;
    }

    private static List<Map<String, String>> money(String amount) {
        return List.of(Map.of("amount", amount, "currency", "GBP"));
    }
}
