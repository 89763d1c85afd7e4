package shop.pennywell.commission.referral;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.TestShop;
import shop.pennywell.commission.hold.SharedAccounts;
import shop.pennywell.commission.referral.Referral.Status;
import shop.pennywell.commission.transaction.QualifyingOrders;
import shop.pennywell.defaults.sql.Outbox;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static shop.pennywell.commission.TestShop.eventually;
import static shop.pennywell.commission.TestShop.member;
import static shop.pennywell.commission.TestShop.staff;
import static shop.pennywell.commission.TestShop.verdict;
import static shop.pennywell.commission.referral.Brought.REFERRALS;
import static shop.pennywell.commission.referral.Brought.assertAmount;

@QuarkusTest
class ReferralTest {
    private static final String MINE = "/api/v1/me/referrals";
    private static TestShop shop;

    @Inject
    ReferralRepository referrals;

    @Inject
    JudgeReferral judgeReferral;

    @Inject
    QualifyingOrders orders;

    @Inject
    SharedAccounts sharedAccounts;

    @Inject
    ReferralConfig config;

    @Inject
    Outbox outbox;

    private final UUID referrer = UUID.randomUUID();
    private final String country = Brought.country();

    private static TestShop shop() {
        if (shop == null) {
            shop = TestShop.open();
        }
        return shop;
    }

    @Test
    void bothSidesEarnOnceByTheFirstConfirmedPurchaseThatIsLargeEnough() {
        // Given
        Brought.programme(country, 5);
        Brought ada = Brought.by(referrer, country, shop());
        member(referrer)
                .get(MINE)
                .then()
                .body("items", hasSize(1))
                .body("items[0].status", equalTo("PENDING"))
                .body("items[0].bonus.amount", equalTo("10.00"));

        // When orders are approved that are too small, and two at once that are not
        ada.buys("24.99");
        String first = ada.orders("25.00");
        String second = ada.orders("80.00");
        atOnce(
                () -> shop().validate(verdict(first, "APPROVE")),
                () -> shop().validate(verdict(second, "APPROVE")),
                this::judgeAll,
                this::judgeAll);
        becomes(ada, Status.EARNED);
        ada.buys("100.00");
        ada.register(referrer, country, Instant.now());
        judgeAll();
        eventually(() -> waiting().isEmpty());

        // Then
        Map<String, Object> earned = ada.referral();
        assertEquals(2, earned.get("revision"), "PENDING and EARNED, nothing else");
        assertAmount("10.00", earned.get("referrerBonus"));
        assertAmount("5.00", earned.get("friendBonus"));
        member(referrer)
                .get(MINE)
                .then()
                .body("items[0].status", equalTo("EARNED"))
                .body("items[0].capped", equalTo(false))
                .body("asFriend", nullValue());
        member(ada.friend)
                .get(MINE)
                .then()
                .body("items", hasSize(0))
                .body("asFriend.status", equalTo("EARNED"))
                .body("asFriend.bonus.amount", equalTo("5.00"));
    }

    @Test
    void atTheCapOfTheYearOnlyTheFriendsEarn() {
        // Given
        Brought.programme(country, 2);
        List<Brought> friends = IntStream.range(0, 6)
                .mapToObj(i -> Brought.by(referrer, country, shop()))
                .toList();
        Object[] verdicts = friends.stream()
                .map(friend -> verdict(friend.orders("25.00"), "APPROVE"))
                .toArray();

        // When all are confirmed at once, and judged by several replicas
        shop().validate(verdicts);
        atOnce(this::judgeAll, this::judgeAll, this::judgeAll);
        friends.forEach(friend -> becomes(friend, Status.EARNED));

        // Then
        List<Boolean> capped = member(referrer).get(MINE).path("items.capped");
        assertEquals(2, capped.stream().filter(each -> !each).count());
        assertEquals(6, capped.size());
        assertEquals(
                List.of("0.00", "0.00", "0.00", "0.00", "10.00", "10.00"),
                friends.stream()
                        .map(friend -> staff().get(
                                        REFERRALS + "/" + friend.referral().get("id"))
                                .<String>path("referrerBonus.amount"))
                        .sorted()
                        .toList());
        friends.forEach(friend -> assertAmount("5.00", friend.referral().get("friendBonus")));
    }

    @Test
    void isRevokedOnlyWhenNoOrderThatCountsIsLeftAndThenForGood() {
        // Given two that count
        Brought.programme(country, 1);
        Brought bob = Brought.by(referrer, country, shop());
        String first = bob.buys("30.00");
        becomes(bob, Status.EARNED);
        String second = bob.buys("40.00");

        // When the first comes back, the bonuses hang on the second
        bob.takesBack(first);
        judgeAll();
        eventually(() -> second.equals(bob.referral().get("transactionId")));
        assertEquals("EARNED", bob.status());
        bob.takesBack(second);
        becomes(bob, Status.REVOKED);

        // Then another purchase does not bring it back, and the cap has room again
        bob.buys("50.00");
        judgeAll();
        eventually(() -> waiting().isEmpty());
        assertEquals("REVOKED", bob.status());
        Brought eve = Brought.by(referrer, country, shop());
        eve.buys("25.00");
        becomes(eve, Status.EARNED);
        assertAmount("10.00", eve.referral().get("referrerBonus"));
    }

    @Test
    void expiresUnlessAnOrderThatWasPlacedInTimeWaitsForItsVerdict() {
        // Given one who bought nothing, and one whose order is pending
        Brought.programme(country, 5);
        Brought idle = Brought.by(referrer, country, shop());
        Brought slow = Brought.by(referrer, country, shop());
        String order = slow.orders("25.00");
        Duration end = Duration.ofDays(30).plus(config.lateReports());

        // When
        judgeDueAfter(end.minusMinutes(1));
        assertEquals("PENDING", idle.status());
        judgeDueAfter(end.plusMinutes(1));

        // Then
        assertEquals("EXPIRED", idle.status());
        assertEquals("PENDING", slow.status());
        idle.buys("25.00");
        shop().validate(verdict(order, "APPROVE"));
        becomes(slow, Status.EARNED);
        judgeAll();
        eventually(() -> waiting().isEmpty());
        assertEquals("EXPIRED", idle.status());
        member(idle.friend).get(MINE).then().body("asFriend.status", equalTo("EXPIRED"));
    }

    @Test
    void ordersPlacedAfterItsEndDoNotCount() {
        Brought.programme(country, 5);
        Brought late = Brought.by(referrer, country, shop());
        UUID id = UUID.fromString((String) late.referral().get("id"));
        QuarkusTransaction.requiringNew()
                .run(() -> referrals.update("expiresAt = ?1 where id = ?2", Instant.now(), id));

        late.buys("25.00");

        judgeAll();
        eventually(() -> waiting().isEmpty());
        assertEquals("PENDING", late.status());
    }

    @Test
    void anErasedFriendEndsItAndAnErasedReferrerGetsNothing() {
        // Given
        Brought.programme(country, 5);
        Brought gone = Brought.by(referrer, country, shop());
        Brought stays = Brought.by(referrer, country, shop());

        // When
        Brought.erase(gone.friend);
        gone.buys("25.00");
        Brought.erase(referrer);
        stays.buys("25.00");

        // Then
        becomes(stays, Status.EARNED);
        assertAmount("0.00", stays.referral().get("referrerBonus"));
        assertAmount("5.00", stays.referral().get("friendBonus"));
        assertEquals("EXPIRED", gone.status());
        assertNull(Brought.by(referrer, country, shop()).referral(), "who is gone brings nobody");
    }

    @Test
    void nobodyEarnsWhereBothArePaidToOneAccount() {
        // Given one who has earned a bonus, and one who has not
        Brought.programme(country, 5);
        Brought earned = Brought.by(referrer, country, shop());
        earned.buys("25.00");
        becomes(earned, Status.EARNED);
        Brought pending = Brought.by(referrer, country, shop());
        Brought other = Brought.by(referrer, country, shop());
        Brought.givesAccount(other.friend, "another-account-" + referrer);

        // When both turn out to be paid to the referrer's account
        for (UUID member : List.of(earned.friend, pending.friend, referrer)) {
            Brought.givesAccount(member, "one-account-" + referrer);
        }
        becomes(earned, Status.REVOKED);
        becomes(pending, Status.EXPIRED);

        // Then no purchase changes that, and others are not concerned
        pending.buys("25.00");
        other.buys("25.00");
        becomes(other, Status.EARNED);
        eventually(() -> waiting().isEmpty());
        assertEquals("EXPIRED", pending.status());
        assertEquals("REVOKED", earned.status());
    }

    @Test
    void nothingBeginsWithoutAProgrammeOrWithOneself() {
        assertNull(Brought.by(referrer, country, shop()).referral());
        String programme = Brought.programme(country, 5);
        Brought early = Brought.by(referrer, "ZZ", shop());
        early.register(referrer, country, Instant.now().minusSeconds(3600));
        assertNull(early.referral(), "registered before there was one");
        early.register(early.friend, country, Instant.now());
        assertNull(early.referral(), "nobody brings themselves");

        early.register(referrer, country, Instant.now());
        early.register(UUID.randomUUID(), country, Instant.now());

        assertEquals(referrer.toString(), early.referral().get("referrerId"), "the first one stays");
        assertEquals(programme, early.referral().get("programmeId"));
    }

    @Test
    void listsAreForThoseWhomTheyConcern() {
        Brought.programme(country, 5);
        List<Brought> friends = IntStream.range(0, 3)
                .mapToObj(i -> Brought.by(referrer, country, shop()))
                .toList();

        String next = member(referrer).get(MINE + "?limit=2").path("next");
        member(referrer)
                .get(MINE + "?limit=2&cursor=" + next)
                .then()
                .body("items", hasSize(1))
                .body("next", nullValue());
        String seen = member(referrer).get(MINE).asString();
        friends.forEach(friend -> assertEquals(false, seen.contains(friend.friend.toString()), seen));
        staff().get(REFERRALS + "?status=PENDING&limit=2&referrer=" + referrer)
                .then()
                .body("items", hasSize(2));
        staff().get(REFERRALS + "?status=EARNED&referrer=" + referrer).then().body("items", hasSize(0));
        staff().get(REFERRALS + "?status=SOMEHOW").then().statusCode(400);
        staff().get(REFERRALS + "?friend=me").then().statusCode(400);
        staff().get(REFERRALS + "/" + UUID.randomUUID()).then().statusCode(404);
        staff().get(MINE).then().statusCode(403);
        member(referrer).get(REFERRALS).then().statusCode(403);
    }

    private void becomes(Brought brought, Status status) {
        judgeAll();
        eventually(() -> brought.status().equals(status.name()));
    }

    private List<ReferralRepository.Check> waiting() {
        return QuarkusTransaction.requiringNew().call(() -> referrals.checks(1000));
    }

    private void judgeAll() {
        waiting().forEach(judgeReferral::judge);
    }

    /** Only what is this test's, as its clock runs ahead. */
    private void judgeDueAfter(Duration time) {
        Instant then = Instant.now().plus(time);
        JudgeReferral later =
                new JudgeReferral(referrals, orders, sharedAccounts, config, outbox, Clock.fixed(then, ZoneOffset.UTC));
        List<String> mine = staff().get(REFERRALS + "?referrer=" + referrer).path("items.id");
        for (UUID due : QuarkusTransaction.requiringNew().call(() -> referrals.due(then, 1000))) {
            if (mine.contains(due.toString())) {
                QuarkusTransaction.requiringNew().run(() -> later.judgeDue(due));
            }
        }
    }

    private static void atOnce(Runnable... tasks) {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.length);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Runnable task : tasks) {
                running.add(threads.submit(task));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } catch (Exception failure) {
            throw new AssertionError(failure);
        } finally {
            threads.shutdownNow();
        }
    }
}
