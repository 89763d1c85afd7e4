package shop.pennywell.commission.hold;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.CommissionProblem;
import shop.pennywell.commission.TestShop;
import shop.pennywell.commission.click.PastClicks;
import shop.pennywell.commission.transaction.HonourClaim;
import shop.pennywell.commission.transaction.QualifyingOrders;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.defaults.problem.Problem;
import shop.pennywell.local.testing.PretendSibling;
import shop.pennywell.local.testing.TestTokens;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.commission.TestShop.as;
import static shop.pennywell.commission.TestShop.item;
import static shop.pennywell.commission.TestShop.staff;
import static shop.pennywell.commission.TestShop.verdict;

/** What is held, how it ends, and that nothing held is ever payable. */
@QuarkusTest
class HoldsTest {
    private static final String HOLDS = "/api/v1/admin/holds";

    private static TestShop monthly;
    private static TestShop advanced;

    @Inject
    HoldCalendar calendar;

    @Inject
    Facts facts;

    @Inject
    PastClicks clicks;

    @Inject
    QualifyingOrders qualifying;

    @Inject
    HonourClaim honourClaim;

    @Inject
    EntityManager entities;

    private final UUID member = UUID.randomUUID();

    @BeforeEach
    void shops() {
        if (monthly == null) {
            monthly = TestShop.open();
            advanced = TestShop.openPayingOnApproval();
        }
    }

    @Test
    void whatIsHeldGoesItsWayAndIsPayableOnceStaffReleaseIt() {
        // Given an order from a disposable address, looked at
        String id = heldOrder(advanced);
        advanced.transaction(id).then().body("status", equalTo("PENDING")).body("heldUntil", notNullValue());

        // When the partner, which pays on approval, approves it
        advanced.validate(verdict(id, "APPROVE")).then().body("results[0].outcome", equalTo("ACCEPTED"));

        // Then it waits, for a reason that staff can read
        advanced.transaction(id).then().body("status", equalTo("APPROVED")).body("payable", equalTo(false));
        Response hold = staff().queryParam("transaction", id).get(HOLDS);
        hold.then()
                .body("items.rule", equalTo(List.of("MAIL_DOMAIN")))
                .body("items[0].status", equalTo("STANDING"))
                .body("items[0].partnerId", equalTo(advanced.partnerId))
                .body("items[0].memberId", equalTo(member.toString()))
                .body("items[0].figures.domain", equalTo("yopmail.com"))
                .body("items[0].note", nullValue());
        assertEquals(
                Duration.ofDays(14),
                Duration.between(
                        Instant.parse(hold.path("items[0].openedAt")),
                        Instant.parse(hold.path("items[0].releasesAt"))));

        // And is payable once they release it
        String holdId = hold.path("items[0].id");
        release(holdId, "known to us").then().statusCode(200).body("status", equalTo("RELEASED"));
        advanced.transaction(id)
                .then()
                .body("payable", equalTo(true))
                .body("heldUntil", nullValue())
                .body("revisions.change", equalTo(List.of("REPORTED", "HELD", "APPROVED", "RELEASED")))
                .body("revisions[3].payload.rules", equalTo(List.of("MAIL_DOMAIN")));
        staff().get(HOLDS + "/" + holdId)
                .then()
                .body("decidedHow", equalTo("STAFF"))
                .body("decidedBy", notNullValue())
                .body("note", equalTo("known to us"));
        release(holdId, "again").then().statusCode(409).body("code", equalTo("hold-decided"));
        decline(holdId).then().statusCode(409).body("code", equalTo("hold-decided"));

        // And the member's next order is not held under the same evidence
        String next = order(advanced, member);
        calendar.check();
        advanced.transaction(next).then().body("heldUntil", nullValue());
    }

    @Test
    void whatNobodyHasLookedAtIsLookedAtBeforeItIsPayable() {
        registered(member, "yopmail.com");
        String id = order(advanced, member);

        advanced.validate(verdict(id, "APPROVE")).then().body("results[0].outcome", equalTo("ACCEPTED"));

        advanced.transaction(id)
                .then()
                .body("payable", equalTo(false))
                .body("revisions.change", equalTo(List.of("REPORTED", "HELD", "APPROVED")));
        calendar.check();
        assertEquals(3, (int) advanced.transaction(id).path("revision"), "it is looked at once");
    }

    @Test
    void theDatabaseItselfRefusesPayableCashbackOfWhatIsUncheckedOrHeld() {
        String held = heldOrder(advanced);
        String unchecked = order(advanced, UUID.randomUUID());

        assertThrows(RuntimeException.class, () -> forcePayable(unchecked));
        assertThrows(RuntimeException.class, () -> forcePayable(held));
        calendar.check();
        forcePayable(unchecked);
    }

    @Test
    void whatHasBecomeKnownMeanwhileIsLookedAtBeforeARelease() {
        String id = heldOrder(advanced);
        advanced.validate(verdict(id, "APPROVE"));
        String hold = hold(id);
        String account = "fingerprint-" + UUID.randomUUID();
        gaveAccount(UUID.randomUUID(), account);
        gaveAccount(member, account);

        release(hold, null).then().statusCode(200);

        advanced.transaction(id).then().body("payable", equalTo(false)).body("heldUntil", notNullValue());
        staff().queryParam("transaction", id)
                .queryParam("status", "STANDING")
                .get(HOLDS)
                .then()
                .body("items.rule", equalTo(List.of("SHARED_ACCOUNT")));
    }

    @Test
    void aPaidOrderThatIsHeldIsPayableWhenItsTimeIsOver() {
        String id = heldOrder(monthly);
        monthly.validate(verdict(id, "APPROVE"));
        payStatement(monthly);
        monthly.transaction(id).then().body("status", equalTo("PAID")).body("payable", equalTo(false));
        calendar.release();
        monthly.transaction(id).then().body("payable", equalTo(false));

        turnTo(id, Instant.now().minusSeconds(1));
        calendar.release();
        calendar.release();

        monthly.transaction(id)
                .then()
                .body("status", equalTo("PAID"))
                .body("payable", equalTo(true))
                .body("revisions.change", equalTo(List.of("REPORTED", "HELD", "APPROVED", "PAID", "RELEASED")));
        staff().queryParam("transaction", id)
                .get(HOLDS)
                .then()
                .body("items[0].status", equalTo("RELEASED"))
                .body("items[0].decidedHow", equalTo("TIME"))
                .body("items[0].decidedBy", nullValue());
    }

    @Test
    void declinesWhatIsPendingAndNoPartnerBringsItBack() {
        String id = heldOrder(monthly);

        decline(hold(id)).then().statusCode(200).body("status", equalTo("DECLINED"));

        monthly.transaction(id).then().body("status", equalTo("DECLINED")).body("reason", equalTo("FRAUD"));
        monthly.validate(verdict(id, "APPROVE")).then().body("results[0].code", equalTo("not-pending"));
        // Only staff can, and then it goes on like any other.
        staff().post("/api/v1/admin/transactions/" + id + "/reinstatement")
                .then()
                .statusCode(200);
        monthly.validate(verdict(id, "APPROVE"));
        payStatement(monthly);
        monthly.transaction(id).then().body("status", equalTo("PAID")).body("payable", equalTo(true));
    }

    @Test
    void takesBackWhatIsPaidAndTheNextStatementTakesItOff() {
        TestShop shop = TestShop.open();
        String id = heldOrder(shop);
        shop.validate(verdict(id, "APPROVE"));
        payStatement(shop);
        String hold = hold(id);
        as(TestTokens.staff())
                .body(Map.of("note", "not up to me"))
                .post(HOLDS + "/" + hold + "/decline")
                .then()
                .statusCode(403);

        decline(hold).then().statusCode(200);

        // And no claim books it anew beside what was taken back.
        HonourClaim.Won won = new HonourClaim.Won(
                "claim",
                UUID.randomUUID(),
                Money.of(10_000, "EUR"),
                MissingNode.getInstance(),
                MissingNode.getInstance());
        Problem refused = assertThrows(Problem.class, () -> honourClaim.declined(UUID.fromString(id), won));
        assertEquals(CommissionProblem.TRANSACTION_STATE, refused.type());
        shop.transaction(id)
                .then()
                .body("status", equalTo("CLAWED_BACK"))
                .body("payable", equalTo(false))
                .body("revisions.change", equalTo(List.of("REPORTED", "HELD", "APPROVED", "PAID", "CLAWED_BACK")));
        statement(shop).then().statusCode(201).body("total.amount", equalTo("-5.00"));
    }

    @Test
    void twoMembersWithOneAccountAreHeldTooForWhatTheyOrderedBefore() {
        UUID other = UUID.randomUUID();
        String before = order(advanced, member);
        calendar.check();
        String account = "fingerprint-" + UUID.randomUUID();
        gaveAccount(member, account);
        gaveAccount(other, account);
        String after = order(advanced, other);
        calendar.check();

        for (String id : List.of(before, after)) {
            staff().queryParam("transaction", id)
                    .get(HOLDS)
                    .then()
                    .body("items.rule", equalTo(List.of("SHARED_ACCOUNT")))
                    .body("items[0].figures.members", equalTo(2));
        }
        gaveAccount(member, account);
        calendar.check();
        assertEquals(2, (int) advanced.transaction(before).path("revision"), "held once for one reason");
    }

    @Test
    void severalRulesHoldAndThePurchaseWaitsForTheLast() {
        for (TestShop shop : List.of(advanced, monthly)) {
            shop.partner()
                    .body(Map.of("mailDomains", List.of("staff.example"), "memberIds", List.of()))
                    .put("/api/v1/partner/staff")
                    .then()
                    .statusCode(200);
        }
        registered(member, "mail.staff.example");
        String account = "fingerprint-" + UUID.randomUUID();
        gaveAccount(UUID.randomUUID(), account);
        gaveAccount(member, account);
        String id = order(advanced, member);
        advanced.validate(verdict(id, "APPROVE"));

        Response both = staff().queryParam("transaction", id).get(HOLDS);
        both.then().body("items.rule", equalTo(List.of("SHARED_ACCOUNT", "PARTNER_STAFF")));
        release(both.path("items[0].id"), null);
        advanced.transaction(id).then().body("payable", equalTo(false)).body("revision", equalTo(3));
        release(both.path("items[1].id"), null);
        advanced.transaction(id).then().body("payable", equalTo(true)).body("revision", equalTo(4));

        // And who was let go as one partner's staff is looked at as another's.
        String elsewhere = order(monthly, member);
        calendar.check();
        staff().queryParam("transaction", elsewhere)
                .get(HOLDS)
                .then()
                .body("items.rule", equalTo(List.of("PARTNER_STAFF")));
    }

    /** What friends are brought for counts once nothing is held against it; until then it neither counts nor is too late. */
    @Test
    void noBonusIsEarnedWithAHeldOrder() {
        registered(member, "yopmail.com");
        String id = order(monthly, member);
        monthly.validate(verdict(id, "APPROVE"));
        QualifyingOrders.Wanted wanted =
                new QualifyingOrders.Wanted(member, "EUR", 1, Instant.now().plusSeconds(60));

        assertEquals(Optional.empty(), asked(() -> qualifying.firstConfirmed(wanted)));
        assertTrue(asked(() -> qualifying.anyPending(wanted)));
        release(hold(id), null);
        assertEquals(Optional.of(UUID.fromString(id)), asked(() -> qualifying.firstConfirmed(wanted)));
        assertFalse(asked(() -> qualifying.anyPending(wanted)));
    }

    private static <T> T asked(Callable<T> question) {
        return QuarkusTransaction.requiringNew().call(question);
    }

    @Test
    void aPartnersWebhooksDoNotHearWhatWeLookAt() {
        TestShop shop = TestShop.openPayingOnApproval();
        String webhook = UUID.randomUUID().toString();
        update("""
                insert into webhook_endpoint (id, partner_id, url, events, secret, created_at)
                values (:id, :value, 'https://hooks.example', array['transaction.changed'], 'sealed', now())
                """, webhook, UUID.fromString(shop.partnerId));
        String id = heldOrder(shop);
        shop.validate(verdict(id, "APPROVE"));
        release(hold(id), null);

        List<?> told = QuarkusTransaction.requiringNew().call(() -> entities.createNativeQuery("""
                        select cast(body as jsonb) -> 'data' ->> 'change' from webhook_delivery
                        where endpoint_id = :webhook order by event_id
                        """)
                .setParameter("webhook", UUID.fromString(webhook))
                .getResultList());
        update("update webhook_endpoint set deleted_at = :value, secret = null where id = :id", webhook, Instant.now());
        assertEquals(List.of("REPORTED", "APPROVED"), told);
    }

    /** A release, a decline, the end of its time and the partner's verdict at one instant: one of the first three wins. */
    @Test
    void whoeverDecidesAtOnceOnlyOneDoes() throws Exception {
        ExecutorService together = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 3; round++) {
                String id = heldOrder(advanced, UUID.randomUUID());
                String hold = hold(id);
                turnTo(id, Instant.now().minusSeconds(1));
                List<Future<Integer>> decisions = together.invokeAll(List.<Callable<Integer>>of(
                        () -> release(hold, null).statusCode(),
                        () -> decline(hold).statusCode(),
                        () -> {
                            calendar.release();
                            return 0;
                        },
                        () -> advanced.validate(verdict(id, "APPROVE")).statusCode()));
                List<Integer> answers = new ArrayList<>();
                for (Future<Integer> decision : decisions) {
                    answers.add(decision.get());
                }
                // The calendar passes over what somebody works on.
                calendar.release();

                Response decided = staff().get(HOLDS + "/" + hold);
                boolean declined = decided.path("status").equals("DECLINED");
                boolean byStaff = decided.path("decidedHow").equals("STAFF");
                assertEquals(
                        List.of(byStaff && !declined ? 200 : 409, declined ? 200 : 409, 0, 200),
                        answers,
                        decided::asString);
                List<String> changes = advanced.transaction(id).path("revisions.change");
                assertEquals(
                        declined ? 0 : 1,
                        changes.stream().filter("RELEASED"::equals).count(),
                        changes::toString);
                boolean payable = advanced.transaction(id).path("payable");
                assertEquals(!declined, payable, changes::toString);
            }
        } finally {
            together.shutdown();
        }
    }

    @Test
    void knowsHowFastAMemberOrdersAndHowLongAfterTheClick() {
        Instant noon = LocalDate.now(ZoneOffset.UTC).minusDays(3).atTime(12, 0).toInstant(ZoneOffset.UTC);
        advanced.click(member); // the read copy knows the store
        String click = clicks.click(advanced.slug, member, noon.minusSeconds(90));
        List<String> ids = new ArrayList<>();
        for (Duration after : List.of(Duration.ZERO, Duration.ofMinutes(59), Duration.ofMinutes(61))) {
            Map<String, Object> order =
                    new HashMap<>(TestShop.order(click, "T-" + UUID.randomUUID(), item("a", "DEFAULT", 1, "10.00")));
            order.put("orderedAt", noon.plus(after).toString());
            ids.add(advanced.report(order).path("results[0].transactionId"));
        }

        Map<UUID, OrderFacts> known = new HashMap<>();
        QuarkusTransaction.requiringNew()
                .call(() -> facts.of(ids.stream().map(UUID::fromString).toList()))
                .forEach(order -> known.put(order.transactionId(), order));

        OrderFacts first = known.get(UUID.fromString(ids.get(0)));
        OrderFacts last = known.get(UUID.fromString(ids.get(2)));
        assertEquals(Duration.ofSeconds(90), first.lapse());
        assertEquals(Duration.ofSeconds(90).plusMinutes(61), last.lapse());
        assertEquals(
                List.of(1, 1, 2, 3),
                List.of(first.ordersInHour(), first.ordersInDay(), last.ordersInHour(), last.ordersInDay()));
        assertEquals(null, first.disposableDomain());
        assertEquals(null, first.staffEntry());
    }

    @Test
    void countsEachOrderOnceAmongTheStoresHabits() {
        TestShop shop = TestShop.open();
        order(shop, member);
        calendar.check();
        gaveAccount(member, "fingerprint-" + UUID.randomUUID());
        registered(member, "example.org");
        calendar.check();

        UUID store = UUID.fromString(shop.storeId);
        Lapse habits = QuarkusTransaction.requiringNew()
                .call(() -> facts.habits(Set.of(store)))
                .get(store);
        assertEquals(1, habits.total());
    }

    @Test
    void forgetsAnErasedMember() {
        String id = heldOrder(monthly);
        release(hold(id), "Ada Penny, Elm Street 1");
        gaveAccount(member, "fingerprint-" + UUID.randomUUID());

        PretendSibling.says(
                "member.erased", PretendSibling.sample("member.erased").put("memberId", member.toString()));
        registered(member, "late.example");
        gaveAccount(member, "fingerprint-" + UUID.randomUUID());

        staff().get(HOLDS + "/" + hold(id)).then().body("note", nullValue()).body("decidedBy", notNullValue());
        assertEquals(0L, count("select count(*) from payout_fingerprint where member_id = :member"));
        assertEquals(0L, count("select count(*) from member_mail where member_id = :member and domain is not null"));
    }

    @Test
    void refusesBadInputAndEverybodyButStaff() {
        String hold = hold(heldOrder(monthly));
        String path = HOLDS + "/" + hold;
        staff().body("{}").post(path + "/decline").then().statusCode(400);
        staff().body(Map.of("note", " ")).post(path + "/decline").then().statusCode(400);
        staff().body(Map.of("note", "x".repeat(2001)))
                .post(path + "/release")
                .then()
                .statusCode(400);
        staff().body(Map.of("note", "x"))
                .post(HOLDS + "/" + UUID.randomUUID() + "/decline")
                .then()
                .statusCode(404);
        staff().queryParam("rule", "NONE").get(HOLDS).then().statusCode(400);
        staff().queryParam("cursor", "?").get(HOLDS).then().statusCode(400);
        as(TestTokens.member(member)).get(HOLDS).then().statusCode(403);
        monthly.partner().get(path).then().statusCode(401);
        Response page = staff().queryParam("limit", 1)
                .queryParam("partner", monthly.partnerId)
                .queryParam("rule", "MAIL_DOMAIN")
                .queryParam("status", "STANDING")
                .get(HOLDS);
        page.then().statusCode(200).body("items.size()", equalTo(1));
        assertTrue(page.<String>path("items[0].id").compareTo(hold) <= 0, "oldest first");
    }

    private String heldOrder(TestShop shop) {
        return heldOrder(shop, member);
    }

    private String heldOrder(TestShop shop, UUID by) {
        registered(by, "eu.yopmail.com");
        String id = order(shop, by);
        calendar.check();
        return id;
    }

    private static String order(TestShop shop, UUID by) {
        return shop.ordered(shop.click(by), "H-" + UUID.randomUUID(), item("a", "DEFAULT", 1, "100.00"));
    }

    private static void registered(UUID member, String domain) {
        PretendSibling.says(
                "member.registered",
                PretendSibling.sample("member.registered")
                        .put("memberId", member.toString())
                        .put("email", "Ada@" + domain));
    }

    private static void gaveAccount(UUID member, String fingerprint) {
        PretendSibling.says(
                "payout-account.changed",
                PretendSibling.sample("payout-account.changed")
                        .put("memberId", member.toString())
                        .put("accountFingerprint", fingerprint));
    }

    private static String hold(String transactionId) {
        return staff().queryParam("transaction", transactionId).get(HOLDS).path("items[0].id");
    }

    private static Response release(String hold, String note) {
        return staff().body(note == null ? Map.of() : Map.of("note", note)).post(HOLDS + "/" + hold + "/release");
    }

    private static Response decline(String hold) {
        return staff().body(Map.of("note", "five accounts, one IBAN")).post(HOLDS + "/" + hold + "/decline");
    }

    private static Response statement(TestShop shop) {
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        return staff().body(Map.of("partnerId", shop.partnerId, "from", today, "to", today))
                .post("/api/v1/admin/statements");
    }

    private static void payStatement(TestShop shop) {
        Response statement = statement(shop);
        staff().body(Map.of(
                        "amount",
                        statement.<Object>path("total"),
                        "receivedOn",
                        LocalDate.now(ZoneOffset.UTC).toString(),
                        "bankReference",
                        UUID.randomUUID().toString()))
                .post("/api/v1/admin/statements/" + statement.path("id") + "/payments")
                .then()
                .statusCode(201);
    }

    private void turnTo(String transactionId, Instant releasesAt) {
        update("update hold set releases_at = :value where transaction_id = :id", transactionId, releasesAt);
    }

    private void forcePayable(String id) {
        update("update transaction set due = true, payable = :value where id = :id", id, true);
    }

    private void update(String sql, String id, Object value) {
        QuarkusTransaction.requiringNew().run(() -> entities.createNativeQuery(sql)
                .setParameter("id", UUID.fromString(id))
                .setParameter("value", value)
                .executeUpdate());
    }

    private long count(String sql) {
        return ((Number) QuarkusTransaction.requiringNew().call(() -> entities.createNativeQuery(sql)
                        .setParameter("member", member)
                        .getSingleResult()))
                .longValue();
    }
}
