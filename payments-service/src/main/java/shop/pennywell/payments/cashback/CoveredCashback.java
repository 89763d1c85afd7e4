package shop.pennywell.payments.cashback;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import shop.pennywell.defaults.sql.Outbox;
import shop.pennywell.payments.ledger.Account;
import shop.pennywell.payments.ledger.LedgerRepository;
import shop.pennywell.payments.ledger.Purpose;

/** Keeps track of which cashback has been paid out: the oldest payable first, as far as settled payouts go. */
@ApplicationScoped
public class CoveredCashback {

    private final CashbackRepository cashback;
    private final LedgerRepository ledger;
    private final Outbox outbox;
    private final Clock clock;

    CoveredCashback(CashbackRepository cashback, LedgerRepository ledger, Outbox outbox, Clock clock) {
        this.cashback = cashback;
        this.ledger = ledger;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** To be called first, before a row of the member's is locked, by whoever will call {@link #update}. */
    public void lock(UUID memberId) {
        cashback.lockMember(memberId);
    }

    /**
     * Brings the member's cashback in line with what has been paid out.
     *
     * @param change minor units that the caller's transaction is about to add to what was paid out; negative if a payout
     *     came back
     */
    public void update(UUID memberId, String currency, long change) {
        update(memberId, currency, change, null);
    }

    /** The same after one transaction changed, which its caller tells the member of. */
    void settle(CashbackTransaction changed) {
        update(changed.memberId(), changed.cashback().currencyCode(), 0, changed);
    }

    private void update(UUID memberId, String currency, long change, CashbackTransaction toldByCaller) {
        // What we have paid is a credit on the member's memo account.
        long paid = change - ledger.balance(Account.of(Purpose.PAID, memberId, currency));
        var at = clock.instant();
        for (var transaction : cashback.wronglyCovered(memberId, currency, paid)) {
            var previous = transaction.status();
            transaction.cover(previous != CashbackStatus.PAID, at);
            cashback.tell(HistoryLine.covered(transaction, at));
            if (transaction != toldByCaller) {
                outbox.publish(
                        CashbackChanged.TYPE,
                        transaction.id().toString(),
                        CashbackChanged.of(transaction, previous, false));
            }
        }
    }
}
