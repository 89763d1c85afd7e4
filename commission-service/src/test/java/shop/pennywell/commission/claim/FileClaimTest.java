package shop.pennywell.commission.claim;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.TestShop;
import shop.pennywell.commission.click.ClickRepository;
import shop.pennywell.commission.click.PastClick;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static shop.pennywell.commission.TestShop.item;
import static shop.pennywell.commission.TestShop.member;
import static shop.pennywell.commission.TestShop.staff;
import static shop.pennywell.commission.claim.Claimant.MINE;
import static shop.pennywell.commission.claim.Claimant.about;
import static shop.pennywell.commission.claim.Claimant.euros;
import static shop.pennywell.commission.claim.Claimant.missing;

@QuarkusTest
class FileClaimTest {
    private static TestShop listening;
    private static TestShop usual;

    @Inject
    ClickRepository clicks;

    private Claimant ada;
    private String click;

    @BeforeEach
    void aClick() {
        if (listening == null) {
            listening = Claimant.shopThatListens();
            usual = TestShop.open();
        }
        ada = new Claimant(listening);
        click = ada.click();
    }

    @Test
    void takesAMissingOrderAndTellsItInPlainWords() {
        Map<String, Object> claim = missing(click, " GS-1001 ", "40.00");
        claim.put("note", " I used the app. ");
        Response taken = ada.file(claim);
        taken.then()
                .statusCode(201)
                .body("status", equalTo("SUBMITTED"))
                .body("orderReference", equalTo("GS-1001"))
                .body("note", equalTo("I used the app."))
                .body("store.slug", equalTo(listening.slug))
                .body("memberId", nullValue());

        ada.mine(taken.path("id"))
                .then()
                .statusCode(200)
                .body("timeline", hasSize(1))
                .body("timeline[0].text", equalTo("We have your claim and look at it next."))
                .body("timeline[0].saidBy", nullValue());
    }

    @Test
    void theSameKeyFilesOnce() {
        Map<String, Object> claim = missing(click, "ONCE-1", "40.00");
        String key = UUID.randomUUID().toString();

        String first = ada.file(claim, key).path("id");
        ada.file(claim, key)
                .then()
                .statusCode(201)
                .header("Idempotency-Hit", "true")
                .body("id", equalTo(first));
        claim.put("orderValue", euros("41.00"));
        ada.file(claim, key).then().statusCode(422).body("code", equalTo("idempotency-key-reused"));
        member(ada.id).body(claim).post(MINE).then().statusCode(400).body("code", equalTo("idempotency-key-missing"));
        member(ada.id).get(MINE).then().body("items.id", equalTo(List.of(first)));
    }

    @Test
    void aClaimThatComesTooEarlyLiesOnIceUntilItsDay() {
        Claimant early = new Claimant(usual);
        String opens = LocalDate.now(ZoneOffset.UTC).plusDays(7).toString();

        String id = early.file(missing(early.click(), "E-1", "10.00"))
                .then()
                .statusCode(201)
                .body("status", equalTo("ON_ICE"))
                .body("opensOn", equalTo(opens))
                .body("closesOn", equalTo(LocalDate.parse(opens).plusDays(93).toString()))
                .extract()
                .path("id");
        early.mine(id).then().body("timeline[0].text", startsWith("We have your claim. Shop & Söhne hears of claims"));
        Claimant.forward(id).then().statusCode(409).body("code", equalTo("claim-state"));
        Claimant.won(id).then().statusCode(409);
    }

    @Test
    void aClaimIsTakenOnTheLastDayAndRefusedAfterIt() {
        String last = PastClick.daysBefore(clicks, click, 100);
        String past = PastClick.daysBefore(clicks, click, 101);

        ada.file(missing(last, "LAST", "10.00")).then().statusCode(201);
        ada.file(missing(past, "PAST", "10.00")).then().statusCode(422).body("code", equalTo("claim-too-late"));
    }

    @Test
    void refusesClicksThatAreNotTheMembersOwn() {
        String others = new Claimant(listening).click();
        for (String clickId : List.of(others, "01ARZ3NDEKTSV4RRFFQ69G5FAV", "nonsense")) {
            ada.file(missing(clickId, "R-1", "10.00")).then().statusCode(422).body("code", equalTo("click-unknown"));
        }
        ada.file(missing(click.toLowerCase(java.util.Locale.ROOT), "R-1", "10.00"))
                .then()
                .statusCode(201);
    }

    @Test
    void refusesOrdersThatCannotBeOfThatClick() {
        Map<String, Object> before = missing(click, "R-1", "10.00");
        before.put("orderedAt", Instant.now().minus(2, ChronoUnit.MINUTES).toString());
        ada.file(before).then().statusCode(422).body("code", equalTo("ordered-before-click"));
        Map<String, Object> later = missing(click, "R-1", "10.00");
        later.put("orderedAt", Instant.now().plus(2, ChronoUnit.MINUTES).toString());
        ada.file(later).then().statusCode(400).body("errors[0].pointer", equalTo("/orderedAt"));
        for (String value : List.of("0.00", "-1.00", "100000000.01")) {
            ada.file(missing(click, "R-1", value)).then().statusCode(422).body("code", equalTo("amount-invalid"));
        }
        Map<String, Object> dollars = missing(click, "R-1", "10.00");
        dollars.put("orderValue", Map.of("amount", "10.00", "currency", "USD"));
        ada.file(dollars).then().statusCode(422).body("code", equalTo("currency-mismatch"));
    }

    @Test
    void namesWhatIsMissingOrTooMuch() {
        ada.file(new HashMap<>(Map.of("type", "MISSING", "transactionId", UUID.randomUUID())))
                .then()
                .statusCode(400)
                .body(
                        "errors.pointer",
                        equalTo(List.of("/clickId", "/transactionId", "/orderReference", "/orderedAt", "/orderValue")));
        ada.file(new HashMap<>(Map.of("type", "WRONG_AMOUNT", "clickId", click)))
                .then()
                .statusCode(400)
                .body("errors.pointer", equalTo(List.of("/clickId", "/transactionId", "/orderValue")));
        ada.file(new HashMap<>(Map.of("type", "NONSENSE"))).then().statusCode(400);
        ada.file(new HashMap<>()).then().statusCode(400).body("errors[0].pointer", equalTo("/type"));
        Map<String, Object> reference = missing(click, "a\nb", "10.00");
        ada.file(reference).then().statusCode(400).body("errors[0].pointer", equalTo("/orderReference"));
        reference.put("orderReference", "x".repeat(101));
        ada.file(reference).then().statusCode(400);
        reference.put("orderReference", "x".repeat(100));
        ada.file(reference).then().statusCode(201);
    }

    @Test
    void anOrderThatTheStoreHasReportedIsNotMissing() {
        String reference = "TRACKED-" + UUID.randomUUID();
        listening.ordered(click, reference, item("a", "DEFAULT", 1, "10.00"));

        ada.file(missing(click, reference, "10.00"))
                .then()
                .statusCode(422)
                .body("code", equalTo("already-tracked"))
                .body("detail", equalTo("It is among your cashback."));
        ada.file(missing(click, reference.toLowerCase(java.util.Locale.ROOT), "10.00"))
                .then()
                .statusCode(422)
                .body("code", equalTo("already-tracked"));
        Claimant bob = new Claimant(listening);
        bob.file(missing(bob.click(), reference, "10.00"))
                .then()
                .statusCode(422)
                .body("code", equalTo("already-tracked"))
                .body("detail", not(equalTo("It is among your cashback.")));
    }

    @Test
    void aMissingOrderIsClaimedOnceUnlessItIsWithdrawn() {
        String id = ada.filed(missing(click, "TWICE-1", "10.00"));

        ada.file(missing(click, "twice-1", "12.00")).then().statusCode(409).body("code", equalTo("claim-exists"));
        ada.filed(missing(click, "TWICE-2", "10.00"));
        member(ada.id)
                .post(MINE + "/" + id + "/withdrawal")
                .then()
                .statusCode(200)
                .body("status", equalTo("WITHDRAWN"));
        ada.filed(missing(click, "TWICE-1", "10.00"));
    }

    @Test
    void ofManyClaimsAboutOneOrderAtTheSameInstantOneIsTaken() throws Exception {
        List<Callable<Integer>> tries = Collections.nCopies(
                8, () -> ada.file(missing(click, "RACE-1", "10.00")).statusCode());
        var together = Executors.newFixedThreadPool(8);
        List<Integer> answers = new ArrayList<>();
        for (var answer : together.invokeAll(tries)) {
            answers.add(answer.get());
        }
        together.shutdown();

        Collections.sort(answers);
        assertEquals(List.of(201, 409, 409, 409, 409, 409, 409, 409), answers);
    }

    @Test
    void claimsAreAboutOrdersInTheRightState() {
        String reference = "STATE-" + UUID.randomUUID();
        String order = listening.ordered(click, reference, item("a", "DEFAULT", 1, "10.00"));

        ada.file(about("DECLINED", order, null)).then().statusCode(409).body("code", equalTo("transaction-state"));
        listening.validate(Map.of("transactionId", order, "action", "DECLINE", "reason", "RETURNED"));
        ada.file(about("WRONG_AMOUNT", order, "20.00"))
                .then()
                .statusCode(409)
                .body("code", equalTo("transaction-state"));
        ada.file(about("DECLINED", order, null))
                .then()
                .statusCode(201)
                .body("status", equalTo("SUBMITTED"))
                .body("orderReference", equalTo(reference))
                .body("orderValue.amount", equalTo("10.00"));
        ada.file(about("DECLINED", order, null)).then().statusCode(409).body("code", equalTo("claim-exists"));
        Claimant bob = new Claimant(listening);
        for (String unknown : List.of(order, UUID.randomUUID().toString())) {
            bob.file(about("DECLINED", unknown, null))
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("transaction-unknown"));
        }
    }

    @Test
    void aDeclineMayBeClaimedAtOnceAndAnAmountAfterTheStoresDays() {
        Claimant early = new Claimant(usual);
        String clickId = early.click();
        String order = usual.ordered(clickId, "W-" + clickId, item("a", "DEFAULT", 1, "10.00"));
        String declined = usual.ordered(clickId, "D-" + clickId, item("a", "DEFAULT", 1, "10.00"));
        usual.validate(Map.of("transactionId", declined, "action", "DECLINE", "reason", "RETURNED"));

        early.file(about("WRONG_AMOUNT", order, "12.00")).then().body("status", equalTo("ON_ICE"));
        early.file(about("DECLINED", declined, null)).then().body("status", equalTo("SUBMITTED"));
    }

    @Test
    void aLostClaimIsNotFiledAgain() {
        String order = listening.ordered(click, "L-" + click, item("a", "DEFAULT", 1, "10.00"));
        String id = ada.filed(about("WRONG_AMOUNT", order, "20.00"));
        Claimant.lost(id, "AMOUNT_CORRECT").then().statusCode(200);

        ada.file(about("WRONG_AMOUNT", order, "20.00")).then().statusCode(409).body("code", equalTo("claim-exists"));
        listening.validate(Map.of("transactionId", order, "action", "DECLINE", "reason", "RETURNED"));
        ada.file(about("DECLINED", order, null)).then().statusCode(201);
    }

    @Test
    @Tag("slow")
    void boundsTheOpenClaimsOfAMember() {
        for (int i = 0; i < 50; i++) {
            ada.filed(missing(click, "MANY-" + i, "10.00"));
        }
        ada.file(missing(click, "MANY-50", "10.00")).then().statusCode(422).body("code", equalTo("too-many-claims"));
        // Taking claims back makes room, but not for claims without end
        for (int i = 0; i < 10; i++) {
            ada.withdraw(member(ada.id).get(MINE).path("items[0].id")).then().statusCode(200);
            ada.filed(missing(click, "AGAIN-" + i, "10.00"));
        }
        ada.withdraw(member(ada.id).get(MINE).path("items[0].id")).then().statusCode(200);
        ada.file(missing(click, "MANY-50", "10.00"))
                .then()
                .statusCode(422)
                .body("code", equalTo("too-many-claims"))
                .body("detail", startsWith("At most 60 within 24 hours"));
        new Claimant(listening).file(missing(click, "MANY-50", "10.00")).then().body("code", equalTo("click-unknown"));
    }

    @Test
    void showsTheMembersClicksFirstWithWhatHasComeOfThem() {
        String order = listening.ordered(click, "C-" + click, item("a", "DEFAULT", 1, "10.00"));
        String claim = ada.filed(missing(click, "C-2", "10.00"));
        String older = PastClick.daysBefore(clicks, click, 40);
        PastClick.daysBefore(clicks, click, 101);

        Response page = member(ada.id).get(MINE + "/clicks");
        page.then()
                .statusCode(200)
                .body("items.clickId", equalTo(List.of(click, older)))
                .body("next", nullValue())
                .body("items[0].store.name", equalTo("Shop & Söhne"))
                .body("items[0].currency", equalTo("EUR"))
                .body("items[0].opensOn", equalTo(LocalDate.now(ZoneOffset.UTC).toString()))
                .body("items[0].orders.transactionId", equalTo(List.of(order)))
                .body("items[0].orders[0].status", equalTo("PENDING"))
                .body("items[0].claims.claimId", equalTo(List.of(claim)))
                .body("items[1].orders", hasSize(0))
                .body(
                        "items[1].closesOn",
                        equalTo(LocalDate.now(ZoneOffset.UTC).plusDays(60).toString()));
        Response first = member(ada.id).queryParam("limit", 1).get(MINE + "/clicks");
        first.then().body("items.clickId", equalTo(List.of(click)));
        member(ada.id)
                .queryParam("cursor", first.<String>path("next"))
                .get(MINE + "/clicks")
                .then()
                .body("items.clickId", equalTo(List.of(older)));
        member(ada.id)
                .queryParam("cursor", "bm90IGEgY2xpY2s")
                .get(MINE + "/clicks")
                .then()
                .statusCode(400);
        member(UUID.randomUUID()).get(MINE + "/clicks").then().body("items", hasSize(0));
        member(ada.id)
                .get(MINE + "/clicks/" + older)
                .then()
                .statusCode(200)
                .body("clickId", equalTo(older))
                .body("orders", hasSize(0));
        for (String unknown : List.of(new Claimant(listening).click(), "01ARZ3NDEKTSV4RRFFQ69G5FAV", "nonsense")) {
            member(ada.id).get(MINE + "/clicks/" + unknown).then().statusCode(404);
        }
    }

    @Test
    void showsWhatCanBeClaimedAboutAnOrderAndWhen() {
        Claimant early = new Claimant(usual);
        String order = usual.ordered(early.click(), "O-" + click, item("a", "DEFAULT", 1, "10.00"));
        LocalDate today = LocalDate.now(ZoneOffset.UTC);

        member(early.id)
                .get(MINE + "/orders/" + order)
                .then()
                .statusCode(200)
                .body("type", equalTo("WRONG_AMOUNT"))
                .body("opensOn", equalTo(today.plusDays(7).toString()))
                .body("order.orderValue.amount", equalTo("10.00"))
                .body("store.slug", equalTo(usual.slug))
                .body("claims", hasSize(0));
        usual.validate(Map.of("transactionId", order, "action", "DECLINE", "reason", "RETURNED"));
        String claim = early.filed(about("DECLINED", order, null));
        member(early.id)
                .get(MINE + "/orders/" + order)
                .then()
                .body("type", equalTo("DECLINED"))
                .body("opensOn", equalTo(today.toString()))
                .body("closesOn", equalTo(today.plusDays(100).toString()))
                .body("claims.claimId", equalTo(List.of(claim)));
        member(ada.id).get(MINE + "/orders/" + order).then().statusCode(404);
        member(ada.id).get(MINE + "/orders/nonsense").then().statusCode(404);
    }

    @Test
    void anothersClaimIsNotThere() {
        String id = ada.filed(missing(click, "MINE-1", "10.00"));
        Claimant bob = new Claimant(listening);

        bob.mine(id).then().statusCode(404);
        bob.answer(id, "Hello").then().statusCode(404);
        member(bob.id).post(MINE + "/" + id + "/withdrawal").then().statusCode(404);
        member(bob.id).get(MINE + "/" + id + "/receipt").then().statusCode(404);
        member(bob.id)
                .contentType("image/png")
                .body(new byte[] {1})
                .put(MINE + "/" + id + "/receipt")
                .then()
                .statusCode(404);
        member(bob.id).get(MINE).then().body("items", hasSize(0));
        staff().get(MINE).then().statusCode(403);
        given().get(MINE).then().statusCode(401);
        assertEquals("SUBMITTED", ada.status(id));
    }

    @Test
    void listsClaimsNewestFirstByPages() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(0, ada.filed(missing(click, "PAGE-" + i, "10.00")));
        }
        Response first = member(ada.id).queryParam("limit", 2).get(MINE);
        first.then().body("items.id", equalTo(ids.subList(0, 2)));
        member(ada.id)
                .queryParam("limit", 2)
                .queryParam("cursor", first.<String>path("next"))
                .get(MINE)
                .then()
                .body("items.id", equalTo(ids.subList(2, 3)))
                .body("next", nullValue());
    }

    @Test
    void storesSayWhenTheyHearOfClaims() {
        TestShop shop = TestShop.open();
        staff().get("/api/v1/admin/stores/" + shop.storeId)
                .then()
                .body("claimOpensAfterDays", is(7))
                .body("claimClosesAfterDays", is(100));

        Claimant.terms(shop, 14, 450)
                .then()
                .statusCode(200)
                .body("claimOpensAfterDays", is(14))
                .body("claimClosesAfterDays", is(450));
        Claimant.terms(shop, 14, 14)
                .then()
                .statusCode(422)
                .body("code", equalTo("store-invalid"))
                .body("errors.pointer", hasItem("/claimClosesAfterDays"));
        Claimant.terms(shop, 14, 451)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/claimClosesAfterDays"));
        Claimant.terms(shop, -1, 100).then().statusCode(400).body("errors[0].pointer", equalTo("/claimOpensAfterDays"));
    }
}
