package shop.pennywell.commission.referral;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import shop.pennywell.commission.referral.Referral.Orders;
import shop.pennywell.commission.referral.Referral.Status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Whatever the friend's orders do, and whenever a referral is looked at. */
class ReferralStatesPropertyTest {
    private static final Instant REGISTERED = Instant.parse("2026-11-24T10:00:00Z");
    private static final Duration LATE = Duration.ofDays(7);
    private static final Duration AGAIN = Duration.ofDays(1);
    private static final Terms TERMS = new Terms("EUR", 1000, 500, 2500, 30, 10);

    /** @param hours since the look before */
    record Look(Orders orders, boolean referrerMayEarn, int hours) {}

    @Property
    void isEarnedAtMostOnceAndWhatIsOverStaysOver(@ForAll("looks") List<Look> looks) {
        Referral referral = referral();
        List<Status> path = new ArrayList<>(List.of(referral.status()));
        Instant now = REGISTERED;
        for (Look look : looks) {
            now = now.plus(Duration.ofHours(look.hours()));
            int before = referral.revision();
            boolean told = referral.judge(look.orders(), look::referrerMayEarn, AGAIN, now);

            assertEquals(told ? before + 1 : before, referral.revision());
            if (told) {
                path.add(referral.status());
                assertEquals(now, referral.changedAt());
            }
        }

        assertTrue(
                List.of(
                                List.of(Status.PENDING),
                                List.of(Status.PENDING, Status.EARNED),
                                List.of(Status.PENDING, Status.EXPIRED),
                                List.of(Status.PENDING, Status.EARNED, Status.REVOKED))
                        .contains(path),
                path::toString);
    }

    @Property
    void isEarnedAtTheFirstLookThatFindsAConfirmedOrderUnlessItWasOverBefore(@ForAll("looks") List<Look> looks) {
        Referral referral = referral();
        Instant now = REGISTERED;
        for (Look look : looks) {
            now = now.plus(Duration.ofHours(look.hours()));
            referral.judge(look.orders(), look::referrerMayEarn, AGAIN, now);
            if (look.orders().confirmed() != null || referral.status() != Status.PENDING) {
                if (referral.status() == Status.EXPIRED) {
                    assertNull(referral.transactionId());
                    assertTrue(
                            !now.isBefore(REGISTERED.plus(Duration.ofDays(30)).plus(LATE)), "not before its time");
                    assertTrue(!look.orders().pending(), "not while an order that counts waits for its verdict");
                    assertEquals(1000, referral.referrerBonus(), "what was promised");
                } else {
                    assertEquals(Status.EARNED, referral.status());
                    assertNotNull(referral.transactionId());
                    assertEquals(now, referral.earnedAt());
                    assertEquals(look.referrerMayEarn() ? 1000 : 0, referral.referrerBonus());
                }
                return;
            }
        }
        assertEquals(1, referral.revision());
    }

    @Property
    void oneAccountForBothEndsItWhereverItIsAndForGood(
            @ForAll("looks") List<Look> before, @ForAll("looks") List<Look> after) {
        Referral referral = referral();
        Instant now = look(referral, before, REGISTERED);
        Status until = referral.status();
        boolean over = until == Status.EXPIRED || until == Status.REVOKED;

        assertEquals(!over, referral.endForSharedAccount(now));
        assertEquals(
                until == Status.EARNED || until == Status.REVOKED ? Status.REVOKED : Status.EXPIRED, referral.status());
        int revision = referral.revision();
        assertFalse(referral.endForSharedAccount(look(referral, after, now)));
        assertEquals(revision, referral.revision());
    }

    private static Instant look(Referral referral, List<Look> looks, Instant start) {
        Instant now = start;
        for (Look look : looks) {
            now = now.plus(Duration.ofHours(look.hours()));
            referral.judge(look.orders(), look::referrerMayEarn, AGAIN, now);
        }
        return now;
    }

    @Provide
    Arbitrary<List<Look>> looks() {
        Arbitrary<UUID> confirmed =
                Arbitraries.of(new UUID(1, 1), new UUID(2, 2)).injectNull(0.7);
        Arbitrary<Boolean> either = Arbitraries.of(true, false);
        return Combinators.combine(
                        Combinators.combine(confirmed, either, either).as(Orders::new),
                        either,
                        Arbitraries.integers().between(0, 24 * 20))
                .as(Look::new)
                .list()
                .ofMaxSize(12);
    }

    private static Referral referral() {
        ReferralProgramme programme = new ReferralProgramme("DE", TERMS, REGISTERED, null, REGISTERED, "staff");
        return new Referral(UUID.randomUUID(), UUID.randomUUID(), programme, REGISTERED, LATE, REGISTERED);
    }
}
