package shop.pennywell.commission.referral;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import shop.pennywell.commission.hold.AccountShared;
import shop.pennywell.commission.hold.SharedAccounts;
import shop.pennywell.commission.referral.Referral.Orders;
import shop.pennywell.commission.transaction.QualifyingOrders;
import shop.pennywell.commission.transaction.TransactionsJudged;
import shop.pennywell.defaults.sql.Outbox;

/**
 * Brings a referral to where the friend's orders are, unless both sides are paid to one account. It looks at the orders as they stand, not
 * at what happened to them: so it does not matter how often, in which order and on which replica it is asked. The row of the referral is
 * locked first, then whatever the referrer earns; in that order everywhere, one referral a transaction.
 */
@ApplicationScoped
class JudgeReferral {
    private final ReferralRepository referrals;
    private final QualifyingOrders orders;
    private final SharedAccounts sharedAccounts;
    private final ReferralConfig config;
    private final Outbox outbox;
    private final Clock clock;

    JudgeReferral(
            ReferralRepository referrals,
            QualifyingOrders orders,
            SharedAccounts sharedAccounts,
            ReferralConfig config,
            Outbox outbox,
            Clock clock) {
        this.referrals = referrals;
        this.orders = orders;
        this.sharedAccounts = sharedAccounts;
        this.config = config;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** A note only, in the transaction that judged the orders: that one may be of a thousand, and must wait for no referral. */
    void notice(@Observes TransactionsJudged news) {
        referrals.check(news.memberIds());
    }

    void notice(@Observes AccountShared news) {
        referrals.check(news.memberIds());
    }

    @Transactional
    void judge(ReferralRepository.Check check) {
        if (referrals.take(check)) {
            referrals.lock(check.referralId()).ifPresent(this::judge);
        }
    }

    @Transactional
    void judgeDue(UUID id) {
        referrals.takeDue(id, clock.instant()).ifPresent(this::judge);
    }

    private void judge(Referral referral) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Referral.Status before = referral.status();
        boolean changed = sharedAccounts.areBetween(referral.referrerId(), referral.friendId())
                ? referral.endForSharedAccount(now)
                : referral.judge(known(referral), () -> mayEarn(referral, now), config.lookAgainAfter(), now);
        if (changed) {
            outbox.publish(ReferralChanged.TYPE, referral.id().toString(), ReferralChanged.of(referral, before));
        }
    }

    private Orders known(Referral referral) {
        Terms terms = referral.terms();
        QualifyingOrders.Wanted wanted = new QualifyingOrders.Wanted(
                referral.friendId(), terms.currency(), terms.minimumOrder(), referral.expiresAt());
        return new Orders(
                orders.firstConfirmed(wanted).orElse(null),
                orders.anyPending(wanted),
                referral.transactionId() != null && orders.stands(referral.transactionId(), terms.minimumOrder()));
    }

    /** Within the cap of the calendar year, in UTC, in which the referral is earned; and still a member. */
    private boolean mayEarn(Referral referral, Instant now) {
        referrals.lockReferrer(referral.referrerId());
        ZonedDateTime year =
                now.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).withDayOfYear(1);
        long earned = referrals.earned(
                referral.referrerId(), year.toInstant(), year.plusYears(1).toInstant());
        return earned < referral.terms().capPerYear() && !referrals.isErased(referral.referrerId());
    }
}
