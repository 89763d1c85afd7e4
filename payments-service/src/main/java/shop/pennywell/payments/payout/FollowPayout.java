package shop.pennywell.payments.payout;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import shop.pennywell.defaults.sql.Outbox;
import shop.pennywell.payments.cashback.CoveredCashback;
import shop.pennywell.payments.ledger.Account;
import shop.pennywell.payments.ledger.Entry;
import shop.pennywell.payments.ledger.LedgerRepository;
import shop.pennywell.payments.ledger.Posting;
import shop.pennywell.payments.ledger.Purpose;

/** What happens to a payout at the bank, and what that does to the books. */
@ApplicationScoped
public class FollowPayout {

    /** What an answer of the bank did. */
    public enum Effect {
        /** The payout changed. */
        CHANGED,
        /** It agrees with what was known. */
        CONFIRMED,
        /** It contradicts what is known; nothing was changed. */
        REFUSED
    }

    private static final int MOST_AT_ONCE = 100;

    private final PayoutRepository payouts;
    private final LedgerRepository ledger;
    private final CoveredCashback cashback;
    private final PayoutConfig config;
    private final Outbox outbox;
    private final Clock clock;

    FollowPayout(
            PayoutRepository payouts,
            LedgerRepository ledger,
            CoveredCashback cashback,
            PayoutConfig config,
            Outbox outbox,
            Clock clock) {
        this.payouts = payouts;
        this.ledger = ledger;
        this.cashback = cashback;
        this.config = config;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The payout is in a file that the bank takes. A payout that is there already stays as it is. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void submit(Payout payout) {
        if (payout.status() == PayoutStatus.APPROVED) {
            payout.submit(now());
            publish(payout);
        }
    }

    /** The bank has paid. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Effect settle(UUID id) {
        var payout = lock(id);
        if (payout.status() == PayoutStatus.SETTLED || payout.status() == PayoutStatus.RETURNED) {
            return Effect.CONFIRMED;
        }
        if (!payout.status().awaitsBank()) {
            return Effect.REFUSED;
        }
        payout.settle(now());
        publish(payout);
        cashback.update(payout.memberId(), currency(payout), minor(payout));
        var postings = new ArrayList<>(List.of(
                Posting.debit(member(Purpose.RESERVED, payout), minor(payout)),
                Posting.credit(Account.platform(Purpose.CASH, currency(payout)), minor(payout))));
        postings.addAll(memo(payout, minor(payout)));
        post(payout, "settled", postings);
        return Effect.CHANGED;
    }

    /** The bank did not pay: the money is the member's to take out again. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Effect reject(UUID id, String code, String reason) {
        var payout = lock(id);
        if (payout.status() == PayoutStatus.REJECTED) {
            return Effect.CONFIRMED;
        }
        if (!payout.status().awaitsBank()) {
            return Effect.REFUSED;
        }
        payout.reject(code, reason, now());
        publish(payout);
        post(payout, "rejected", giveBack(payout));
        return Effect.CHANGED;
    }

    /** The money came back after it had left, or would have: in both cases it is the member's to take out again. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Effect comeBack(UUID id, String code, String reason) {
        var payout = lock(id);
        var before = payout.status();
        if (before == PayoutStatus.RETURNED) {
            return Effect.CONFIRMED;
        }
        if (before != PayoutStatus.SETTLED && !before.awaitsBank()) {
            return Effect.REFUSED;
        }
        payout.comeBack(code, reason, now());
        publish(payout);
        if (before == PayoutStatus.SETTLED) {
            cashback.update(payout.memberId(), currency(payout), -minor(payout));
            var postings = new ArrayList<>(List.of(
                    Posting.debit(Account.platform(Purpose.CASH, currency(payout)), minor(payout)),
                    Posting.credit(member(Purpose.AVAILABLE, payout), minor(payout))));
            postings.addAll(memo(payout, -minor(payout)));
            post(payout, "returned", postings);
        } else {
            // We never saw it leave: debit and credit at the bank cancel each other.
            post(payout, "returned", giveBack(payout));
        }
        return Effect.CHANGED;
    }

    /**
     * Marks payouts that the bank has not answered for too long. They are not sent again: the bank may have paid. Its answer
     * is still taken when it comes. Rows are taken with {@code skip locked}, so replicas don't meet.
     */
    @Scheduled(
            every = "${payout.look-for-unanswered-every:10m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void loseUnanswered() {
        var before = clock.instant().minus(config.bankAnswersWithin());
        QuarkusTransaction.requiringNew().run(() -> {
            for (var payout : payouts.takeUnanswered(before, MOST_AT_ONCE)) {
                payout.lose("Your bank has not told us yet whether the money has arrived.", now());
                publish(payout);
            }
        });
    }

    private Payout lock(UUID id) {
        // The member first, as everything that touches a member's cashback does, then the payout, then the ledger.
        var memberId = payouts.findById(id).memberId();
        cashback.lock(memberId);
        return payouts.lock(id).orElseThrow();
    }

    private void publish(Payout payout) {
        outbox.publish(PayoutChanged.TYPE, payout.id().toString(), PayoutChanged.of(payout));
    }

    private void post(Payout payout, String event, List<Posting> postings) {
        ledger.post(new Entry("payout/" + payout.id() + "/" + event, Entry.Kind.PAYOUT, payout.changedAt(), postings));
    }

    private static List<Posting> giveBack(Payout payout) {
        return List.of(
                Posting.debit(member(Purpose.RESERVED, payout), minor(payout)),
                Posting.credit(member(Purpose.AVAILABLE, payout), minor(payout)));
    }

    /** What has reached members' banks is kept as a pair of its own, so that reading it does not add up history. */
    private static List<Posting> memo(Payout payout, long paid) {
        return List.of(
                new Posting(member(Purpose.PAID, payout), -paid),
                new Posting(Account.platform(Purpose.DISBURSED, currency(payout)), paid));
    }

    private static Account member(Purpose purpose, Payout payout) {
        return Account.of(purpose, payout.memberId(), currency(payout));
    }

    private static String currency(Payout payout) {
        return payout.amount().currencyCode();
    }

    private static long minor(Payout payout) {
        return payout.amount().minor();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
