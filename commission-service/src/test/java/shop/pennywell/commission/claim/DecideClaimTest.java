package shop.pennywell.commission.claim;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.TestShop;
import shop.pennywell.commission.click.ClickRepository;
import shop.pennywell.commission.click.PastClick;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static shop.pennywell.commission.TestShop.item;
import static shop.pennywell.commission.TestShop.member;
import static shop.pennywell.commission.TestShop.rate;
import static shop.pennywell.commission.TestShop.staff;
import static shop.pennywell.commission.TestShop.verdict;
import static shop.pennywell.commission.claim.Claimant.about;
import static shop.pennywell.commission.claim.Claimant.decide;
import static shop.pennywell.commission.claim.Claimant.forward;
import static shop.pennywell.commission.claim.Claimant.lost;
import static shop.pennywell.commission.claim.Claimant.missing;
import static shop.pennywell.commission.claim.Claimant.won;

/** What a decision does, to the claim and to the order. */
@QuarkusTest
class DecideClaimTest {
    private static TestShop shop;

    @Inject
    ClickRepository clicks;

    private Claimant ada;
    private String click;
    private String reference;

    @BeforeEach
    void aClick() {
        if (shop == null) {
            shop = Claimant.shopThatListens();
        }
        ada = new Claimant(shop);
        click = ada.click();
        reference = "C-" + UUID.randomUUID();
    }

    @Test
    void aWonClaimBooksTheMissingOrderUnderTheReceiptOfItsClick() {
        String id = ada.filed(missing(click, reference, "40.00"));
        shop.rates(rate("DEFAULT", "50", "100"));

        String order = won(id).then()
                .statusCode(200)
                .body("status", equalTo("WON"))
                .extract()
                .path("wonTransactionId");

        shop.transaction(order)
                .then()
                .body("status", equalTo("PENDING"))
                .body("orderReference", equalTo(reference))
                .body("memberId", equalTo(ada.id.toString()))
                .body("orderValue.amount", equalTo("40.00"))
                .body("commission.amount", equalTo("2.00"))
                .body("cashback.amount", equalTo("1.20"))
                .body("revisions", hasSize(1))
                .body("revisions[0].saidBy", equalTo("claim:" + id))
                .body("revisions[0].payload.clickId", equalTo(click))
                .body("items.sku", equalTo(List.of("claim")));
        ada.mine(id).then().body("timeline.status", equalTo(List.of("SUBMITTED", "WON")));
        shop.rates(rate("DEFAULT", "5", "60"), rate("ELECTRONICS", "2.5", "50"));
        shop.validate(verdict(order, "APPROVE")).then().body("results[0].outcome", equalTo("ACCEPTED"));
    }

    @Test
    void theItemsOfADecisionTakeThePlaceOfTheClaimedValue() {
        String id = ada.filed(missing(click, reference, "140.00"));

        String order = decide(
                        id,
                        Map.of(
                                "outcome",
                                "WON",
                                "items",
                                List.of(
                                        item("vase", "DEFAULT", 2, "40.00"),
                                        item("radio", "ELECTRONICS", 1, "100.00"))))
                .path("wonTransactionId");

        shop.transaction(order)
                .then()
                .body("commission.amount", equalTo("4.50"))
                .body("cashback.amount", equalTo("2.45"));
    }

    @Test
    void itemsThatAreNoneDecideNothing() {
        String id = ada.filed(missing(click, reference, "40.00"));
        for (Object items : List.of(List.of(), List.of(item("a", "DEFAULT", 0, "1.00")), List.of("x"))) {
            decide(id, Map.of("outcome", "WON", "items", items))
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("order-refused"));
        }
        decide(id, Map.of("outcome", "WON", "items", "all"))
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/items"));
        decide(id, Map.of("outcome", "LOST")).then().statusCode(400).body("errors[0].pointer", equalTo("/reason"));
        decide(id, Map.of("outcome", "WON", "reason", "OTHER")).then().statusCode(400);
        decide(id, Map.of("outcome", "LOST", "reason", "OTHER", "items", List.of()))
                .then()
                .statusCode(400);
        decide(id, Map.of("outcome", "MAYBE")).then().statusCode(400);
        decide(id, Map.of()).then().statusCode(400);

        assertEquals("SUBMITTED", ada.status(id));
        ada.mine(id).then().body("timeline", hasSize(1));
    }

    @Test
    void noWindowOfOrdersClosesAWonClaimOut() {
        // Given an order of today from a click of 99 days ago, which the store could not report any more
        String old = PastClick.daysBefore(clicks, click, 99);
        shop.report(TestShop.order(old, reference, item("a", "DEFAULT", 1, "10.00")))
                .then()
                .body("results[0].code", equalTo("window-passed"));

        String id = ada.filed(missing(old, reference, "10.00"));
        String order = won(id).then().statusCode(200).extract().path("wonTransactionId");

        // Then it is confirmed as long after its booking as others are after they were made
        shop.transaction(order)
                .then()
                .body("commission.amount", equalTo("0.50"))
                .body(
                        "expectedPayableOn",
                        equalTo(LocalDate.now(ZoneOffset.UTC).plusDays(30).toString()));
    }

    @Test
    void ofManyDecisionsAtOnceOneIsMade() throws Exception {
        String id = ada.filed(missing(click, reference, "40.00"));
        forward(id);
        List<Callable<Integer>> deciders = new ArrayList<>(Collections.nCopies(3, () -> won(id).statusCode()));
        deciders.addAll(Collections.nCopies(3, () -> lost(id, "OTHER").statusCode()));
        deciders.addAll(Collections.nCopies(
                2, () -> ada.storeSays(id, Map.of("outcome", "ACCEPTED")).statusCode()));
        List<Integer> answers = together(deciders);

        assertEquals(List.of(200, 409, 409, 409, 409, 409, 409, 409), answers);
        int orders = ordersOf(reference).size();
        assertEquals(ada.status(id).equals("WON") ? 1 : 0, orders);
        ada.mine(id).then().body("timeline", hasSize(3));
    }

    @Test
    void anOrderThatTheStoreReportedMeanwhileIsNotBookedTwice() {
        String id = ada.filed(missing(click, reference, "40.00"));
        String reported = shop.ordered(click, reference, item("a", "DEFAULT", 1, "38.00"));

        won(id).then().statusCode(200).body("wonTransactionId", equalTo(reported));

        shop.transaction(reported)
                .then()
                .body("orderValue.amount", equalTo("38.00"))
                .body("revision", equalTo(1));
        assertEquals(1, ordersOf(reference).size());
    }

    @Test
    void theStoreReportsAWonOrderInItsOwnLetters() {
        // Given a reference that its member has copied in small letters
        String order = won(ada.filed(missing(click, reference.toLowerCase(Locale.ROOT), "40.00")))
                .path("wonTransactionId");
        String upper = reference.toUpperCase(Locale.ROOT);

        // When
        shop.report(TestShop.order(click, upper, item("a", "DEFAULT", 1, "38.00")))
                .then()
                .body("results[0].outcome", equalTo("DUPLICATE"))
                .body("results[0].transactionId", equalTo(order));

        // Then it is that order, by the name that the store gives it
        shop.transaction(order)
                .then()
                .body("orderReference", equalTo(upper))
                .body("orderValue.amount", equalTo("40.00"))
                .body("revision", equalTo(2));
        shop.validate(Map.of("orderReference", upper, "action", "APPROVE"))
                .then()
                .body("results[0].transactionId", equalTo(order));
        // and from now on the letters count again
        shop.report(TestShop.order(click, reference, item("a", "DEFAULT", 1, "38.00")))
                .then()
                .body("results[0].outcome", equalTo("ACCEPTED"));
    }

    @Test
    void ofTwoOrdersThatDifferInCaseOneIsTheClaimedOne() {
        String order = won(ada.filed(missing(click, reference.toLowerCase(Locale.ROOT), "40.00")))
                .path("wonTransactionId");

        Response reported = shop.report(
                TestShop.order(click, reference.toUpperCase(Locale.ROOT), item("a", "DEFAULT", 1, "40.00")),
                TestShop.order(click, reference, item("a", "DEFAULT", 1, "50.00")),
                TestShop.order(new Claimant(shop).click(), reference + "-x", item("a", "DEFAULT", 1, "60.00")));

        reported.then()
                .body("results.outcome", equalTo(List.of("DUPLICATE", "ACCEPTED", "ACCEPTED")))
                .body("results[0].transactionId", equalTo(order));
    }

    @Test
    void twoMembersCannotBothWinOneOrder() {
        String id = ada.filed(missing(click, reference, "40.00"));
        Claimant bob = new Claimant(shop);
        String other = bob.filed(missing(bob.click(), reference, "40.00"));
        staff().get("/api/v1/admin/claims/" + id).then().body("rivals", equalTo(List.of(other)));

        won(id).then().statusCode(200);
        won(other).then().statusCode(422).body("code", equalTo("already-tracked"));

        assertEquals("SUBMITTED", bob.status(other));
        lost(other, "ORDER_NOT_FOUND").then().statusCode(200);
        bob.mine(other)
                .then()
                .body("reason", equalTo("ORDER_NOT_FOUND"))
                .body("timeline[1].text", equalTo("Your claim is lost: the store knows no such order."));
    }

    @Test
    void ofMembersWhoClaimOneOrderInOtherLettersOneWins() throws Exception {
        List<Callable<Integer>> deciders = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Claimant another = new Claimant(shop);
            String as = i % 2 == 0 ? reference : reference.toLowerCase(Locale.ROOT);
            String id = another.filed(missing(another.click(), as, "40.00"));
            deciders.add(() -> won(id).statusCode());
        }
        List<Integer> answers = together(deciders);

        assertEquals(List.of(200, 422, 422, 422), answers);
        assertEquals(
                1,
                ordersOf(reference).size()
                        + ordersOf(reference.toLowerCase(Locale.ROOT)).size());
    }

    @Test
    void anothersReportedOrderIsNotWonInOtherLetters() {
        String id = ada.filed(missing(click, reference.toLowerCase(Locale.ROOT), "40.00"));
        Claimant bob = new Claimant(shop);
        shop.ordered(bob.click(), reference.toUpperCase(Locale.ROOT), item("a", "DEFAULT", 1, "38.00"));

        won(id).then().statusCode(422).body("code", equalTo("already-tracked"));
        assertEquals("SUBMITTED", ada.status(id));
    }

    @Test
    void aWonClaimReinstatesADeclinedOrder() {
        String order = declined();
        String id = ada.filed(about("DECLINED", order, null));

        won(id).then().statusCode(200).body("wonTransactionId", equalTo(order));

        shop.transaction(order)
                .then()
                .body("status", equalTo("PENDING"))
                .body("reason", nullValue())
                .body("revisions.change", equalTo(List.of("REPORTED", "DECLINED", "REINSTATED")))
                .body("revisions[2].saidBy", equalTo("claim:" + id))
                .body("revisions[2].payload.claimId", equalTo(id));
        won(id).then().statusCode(409).body("code", equalTo("claim-state"));
        shop.transaction(order).then().body("revision", equalTo(3));
    }

    @Test
    void aDeclineThatWasTakenBackAlreadyNeedsNothingMore() {
        String order = declined();
        String id = ada.filed(about("DECLINED", order, null));
        staff().post("/api/v1/admin/transactions/" + order + "/reinstatement");

        won(id).then().statusCode(200).body("wonTransactionId", equalTo(order));
        shop.transaction(order).then().body("revision", equalTo(3));
    }

    @Test
    void reinstatesWithTheItemsThatCount() {
        String order = declined();
        String id = ada.filed(about("DECLINED", order, null));

        decide(id, Map.of("outcome", "WON", "items", List.of(Map.of("sku", "vase", "quantity", 1, "amount", "20.00"))));

        shop.transaction(order)
                .then()
                .body("revisions.change", equalTo(List.of("REPORTED", "DECLINED", "REINSTATED", "AMENDED")))
                .body("commission.amount", equalTo("1.00"));
    }

    @Test
    void anOrderThatWasTakenBackIsBookedAnewBesideIt() {
        String order = ordered();
        shop.validate(verdict(order, "APPROVE"));
        staff().body(Map.of("reason", "FRAUD")).post("/api/v1/admin/transactions/" + order + "/clawback");
        String id = ada.filed(about("DECLINED", order, null));

        String anew = won(id).path("wonTransactionId");

        assertNotEquals(order, anew);
        shop.transaction(anew)
                .then()
                .body("status", equalTo("PENDING"))
                .body("supplements", equalTo(order))
                .body("commission.amount", equalTo("4.50"))
                .body("cashback.amount", equalTo("2.45"));
        shop.transaction(order).then().body("status", equalTo("CLAWED_BACK"));
    }

    @Test
    void amendsAPendingOrderByWhatIsMissing() {
        String order = ordered();
        String id = ada.filed(about("WRONG_AMOUNT", order, "160.00"));

        won(id).then().statusCode(200).body("wonTransactionId", equalTo(order));

        // 4.50 of the two items and 5 % of the 20.00 that were not counted
        shop.transaction(order)
                .then()
                .body("orderValue.amount", equalTo("160.00"))
                .body("commission.amount", equalTo("5.50"))
                .body("items.sku", equalTo(List.of("vase", "radio", "claim")))
                .body("revisions.change", equalTo(List.of("REPORTED", "AMENDED")))
                .body("revisions[1].saidBy", equalTo("claim:" + id));
    }

    @Test
    void anOrderOfOneItemTakesTheClaimedValue() {
        String order = shop.ordered(click, reference, item("radio", "ELECTRONICS", 1, "100.00"));
        String id = ada.filed(about("WRONG_AMOUNT", order, "200.00"));

        won(id);

        shop.transaction(order)
                .then()
                .body("commission.amount", equalTo("5.00"))
                .body("items.sku", equalTo(List.of("radio")))
                .body("items.group", equalTo(List.of("ELECTRONICS")));
    }

    @Test
    void whatIsWorthLessHasToBeSaidByItem() {
        String order = ordered();
        String id = ada.filed(about("WRONG_AMOUNT", order, "100.00"));
        won(id).then().statusCode(422).body("code", equalTo("order-refused")).body("detail", containsString("items"));

        decide(
                        id,
                        Map.of(
                                "outcome",
                                "WON",
                                "items",
                                List.of(Map.of("sku", "radio", "quantity", 1, "amount", "100.00"))))
                .then()
                .statusCode(200);
        shop.transaction(order).then().body("commission.amount", equalTo("2.50"));
    }

    @Test
    void aCorrectionThatChangesNothingIsRefused() {
        String order = ordered();
        String id = ada.filed(about("WRONG_AMOUNT", order, "140.00"));

        won(id).then().statusCode(422).body("code", equalTo("nothing-to-correct"));

        assertEquals("SUBMITTED", ada.status(id));
        shop.transaction(order).then().body("revision", equalTo(1));
    }

    @Test
    void booksTheDifferenceBesideAnOrderThatIsApproved() {
        String order = ordered();
        shop.validate(verdict(order, "APPROVE"));
        String id = ada.filed(about("WRONG_AMOUNT", order, "160.00"));

        String supplement = won(id).path("wonTransactionId");

        shop.transaction(order).then().body("status", equalTo("APPROVED")).body("revision", equalTo(2));
        shop.transaction(supplement)
                .then()
                .body("status", equalTo("PENDING"))
                .body("supplements", equalTo(order))
                .body("orderReference", equalTo(reference + " + " + id))
                .body("orderValue.amount", equalTo("20.00"))
                .body("commission.amount", equalTo("1.00"))
                .body("cashback.amount", equalTo("0.60"))
                .body("revisions[0].payload.claimId", equalTo(id));
        // It is validated as a whole, for alone it would earn otherwise
        Map<String, Object> amendment = new HashMap<>(verdict(supplement, "AMEND"));
        amendment.put("items", List.of(Map.of("sku", "claim", "quantity", 1, "amount", "1.00")));
        shop.validate(amendment, verdict(supplement, "APPROVE"))
                .then()
                .body("results.outcome", equalTo(List.of("REJECTED", "ACCEPTED")));
    }

    @Test
    void whatStandsBesideAnOrderFallsWithIt() {
        String order = ordered();
        shop.validate(verdict(order, "APPROVE"));
        String approved = won(ada.filed(about("WRONG_AMOUNT", order, "160.00"))).path("wonTransactionId");
        shop.validate(verdict(approved, "APPROVE"));
        String pending = won(ada.filed(about("WRONG_AMOUNT", order, "190.00"))).path("wonTransactionId");

        shop.validate(Map.of("transactionId", order, "action", "REVERSE", "reason", "RETURNED"))
                .then()
                .body("results[0].outcome", equalTo("ACCEPTED"));

        Map.of(order, "CLAWED_BACK", approved, "CLAWED_BACK", pending, "DECLINED")
                .forEach((id, status) -> shop.transaction(id)
                        .then()
                        .body("status", equalTo(status))
                        .body("reason", equalTo("RETURNED"))
                        .body("revisions[-1].payload.transactionId", equalTo(order)));
    }

    @Test
    void whatStandsBesideAnOrderThatStaffTakeBackFallsToo() {
        String order = ordered();
        shop.validate(verdict(order, "APPROVE"));
        String pending = won(ada.filed(about("WRONG_AMOUNT", order, "160.00"))).path("wonTransactionId");

        staff().body(Map.of("reason", "FRAUD"))
                .post("/api/v1/admin/transactions/" + order + "/clawback")
                .then()
                .statusCode(200);

        shop.transaction(pending).then().body("status", equalTo("DECLINED")).body("reason", equalTo("FRAUD"));
    }

    @Test
    void whatAClaimHasWonBesideAnOrderIsNotWonAgain() {
        String order = ordered();
        shop.validate(verdict(order, "APPROVE"));
        won(ada.filed(about("WRONG_AMOUNT", order, "160.00"))).then().statusCode(200);

        won(ada.filed(about("WRONG_AMOUNT", order, "160.00")))
                .then()
                .statusCode(422)
                .body("code", equalTo("nothing-to-correct"));
    }

    @Test
    void aLaterClaimWinsOnlyWhatStandsBesideTheOrderDoesNotEarnYet() {
        String order = ordered();
        shop.validate(verdict(order, "APPROVE"));
        String first = won(ada.filed(about("WRONG_AMOUNT", order, "160.00"))).path("wonTransactionId");

        String second = won(ada.filed(about("WRONG_AMOUNT", order, "190.00"))).path("wonTransactionId");

        assertEquals(List.of("1.00", "1.50"), earnings(first, second));
        // What the store then declines stands for nothing
        shop.validate(Map.of("transactionId", first, "action", "DECLINE", "reason", "OTHER"));
        String third = won(ada.filed(about("WRONG_AMOUNT", order, "190.00"))).path("wonTransactionId");
        assertEquals(List.of("1.00"), earnings(third));
    }

    @Test
    void anOrderThatWasTakenBackIsBookedAnewOnce() {
        String order = ordered();
        shop.validate(verdict(order, "APPROVE"));
        staff().body(Map.of("reason", "FRAUD")).post("/api/v1/admin/transactions/" + order + "/clawback");
        won(ada.filed(about("DECLINED", order, null))).then().statusCode(200);

        won(ada.filed(about("DECLINED", order, null)))
                .then()
                .statusCode(422)
                .body("code", equalTo("nothing-to-correct"));
    }

    @Test
    void whoNamesWhatWasBookedBesideAnOrderClaimsTheOrder() {
        String order = ordered();
        shop.validate(verdict(order, "APPROVE"));
        String supplement =
                won(ada.filed(about("WRONG_AMOUNT", order, "160.00"))).path("wonTransactionId");

        member(ada.id).get(Claimant.MINE + "/orders/" + supplement).then().body("order.transactionId", equalTo(order));
        String id = ada.file(about("WRONG_AMOUNT", supplement, "170.00"))
                .then()
                .statusCode(201)
                .body("transactionId", equalTo(order))
                .extract()
                .path("id");
        assertEquals(List.of("0.50"), earnings(won(id).<String>path("wonTransactionId")));
    }

    @Test
    void aDeclinedOrderComesBackWithTheClaimedValueIfThatWasWrongToo() {
        String order = shop.ordered(click, reference, item("radio", "ELECTRONICS", 1, "100.00"));
        shop.validate(Map.of("transactionId", order, "action", "DECLINE", "reason", "RETURNED"));

        won(ada.filed(about("DECLINED", order, "120.00"))).then().statusCode(200);

        shop.transaction(order)
                .then()
                .body("status", equalTo("PENDING"))
                .body("orderValue.amount", equalTo("120.00"))
                .body("commission.amount", equalTo("3.00"));
    }

    @Test
    void aFixedAmountOfAnOrderCountsOnceAlsoBesideIt() {
        TestShop fixed = Claimant.shopThatListens();
        Map<String, Object> terms = new HashMap<>(rate("DEFAULT", "10.00", "50"));
        terms.put("type", "FIXED");
        terms.put("currency", "EUR");
        fixed.rates(terms, rate("ELECTRONICS", "2.5", "50")).then().statusCode(200);
        Claimant bob = new Claimant(fixed);
        String order = fixed.ordered(bob.click(), reference, item("a", "DEFAULT", 1, "100.00"));
        fixed.validate(verdict(order, "APPROVE"));
        String id = bob.filed(about("WRONG_AMOUNT", order, "200.00"));

        won(id).then().statusCode(422).body("code", equalTo("nothing-to-correct"));
        String supplement = decide(
                        id,
                        Map.of(
                                "outcome",
                                "WON",
                                "items",
                                List.of(item("a", "DEFAULT", 1, "100.00"), item("tv", "ELECTRONICS", 1, "100.00"))))
                .path("wonTransactionId");
        fixed.transaction(supplement)
                .then()
                .body("commission.amount", equalTo("2.50"))
                .body("cashback.amount", equalTo("1.25"));
    }

    @Test
    void anOrderThatWasDeclinedMeanwhileIsNotCorrected() {
        String order = ordered();
        String id = ada.filed(about("WRONG_AMOUNT", order, "160.00"));
        shop.validate(Map.of("transactionId", order, "action", "DECLINE", "reason", "RETURNED"));

        won(id).then().statusCode(409).body("code", equalTo("transaction-state"));
        assertEquals("SUBMITTED", ada.status(id));
    }

    @Test
    void theStoreAcceptsAndRejects() {
        String id = ada.filed(missing(click, reference, "40.00"));
        String other = ada.filed(missing(click, reference + "b", "40.00"));
        forward(id);
        forward(other);

        ada.storeSays(id, Map.of("outcome", "ACCEPTED", "items", List.of(item("tv", "ELECTRONICS", 1, "40.00"))))
                .then()
                .statusCode(200)
                .body("status", equalTo("WON"))
                .body("memberId", nullValue());
        ada.storeSays(other, Map.of("outcome", "REJECTED")).then().statusCode(400);
        ada.storeSays(other, Map.of("outcome", "REJECTED", "reason", "OTHER_SOURCE"))
                .then()
                .statusCode(200)
                .body("status", equalTo("LOST"))
                .body("reason", equalTo("OTHER_SOURCE"));
        ada.storeSays(other, Map.of("outcome", "ACCEPTED")).then().statusCode(409);

        assertEquals(1, ordersOf(reference).size());
        shop.transaction(ordersOf(reference).get(0)).then().body("commission.amount", equalTo("1.00"));
        assertEquals(0, ordersOf(reference + "b").size());
    }

    @Test
    void theSameKeyDecidesOnce() {
        String id = ada.filed(missing(click, reference, "40.00"));
        String key = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) {
            staff().header("Idempotency-Key", key)
                    .body(Map.of("outcome", "WON"))
                    .post("/api/v1/admin/claims/" + id + "/decision")
                    .then()
                    .statusCode(200)
                    .body("status", equalTo("WON"));
        }
        assertEquals(1, ordersOf(reference).size());
    }

    private static List<Integer> together(List<Callable<Integer>> deciders) throws Exception {
        var threads = Executors.newFixedThreadPool(deciders.size());
        List<Integer> answers = new ArrayList<>();
        for (var answer : threads.invokeAll(deciders)) {
            answers.add(answer.get());
        }
        threads.shutdown();
        Collections.sort(answers);
        return answers;
    }

    /** The commission of each. */
    private static List<String> earnings(String... orders) {
        return Arrays.stream(orders)
                .map(order -> shop.transaction(order).<String>path("commission.amount"))
                .toList();
    }

    private String ordered() {
        return shop.ordered(
                click, reference, item("vase", "DEFAULT", 2, "40.00"), item("radio", "ELECTRONICS", 1, "100.00"));
    }

    private String declined() {
        String order = ordered();
        shop.validate(Map.of("transactionId", order, "action", "DECLINE", "reason", "RETURNED"));
        return order;
    }

    private static List<String> ordersOf(String orderReference) {
        Response found = staff().queryParam("orderReference", orderReference).get("/api/v1/admin/transactions");
        return found.path("items.transactionId");
    }
}
