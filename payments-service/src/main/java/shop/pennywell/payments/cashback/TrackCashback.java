package shop.pennywell.payments.cashback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Set;
import shop.pennywell.defaults.events.Event;
import shop.pennywell.defaults.events.EventHandler;
import shop.pennywell.defaults.sql.Outbox;
import shop.pennywell.payments.ledger.Entry;
import shop.pennywell.payments.ledger.LedgerRepository;

/**
 * Brings a transaction's cashback to the state that its newest revision asks for: postings, what the member sees, the event.
 * Revisions may come in any order and again.
 */
@ApplicationScoped
class TrackCashback implements EventHandler {

    private final CashbackRepository cashback;
    private final CoveredCashback covered;
    private final LedgerRepository ledger;
    private final Outbox outbox;
    private final ObjectMapper json;

    TrackCashback(
            CashbackRepository cashback,
            CoveredCashback covered,
            LedgerRepository ledger,
            Outbox outbox,
            ObjectMapper json) {
        this.cashback = cashback;
        this.covered = covered;
        this.ledger = ledger;
        this.outbox = outbox;
        this.json = json;
    }

    @Override
    public Set<String> types() {
        return Set.of("transaction.changed");
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void handle(Event event) {
        try {
            var change = json.treeToValue(event.data(), TransactionChanged.class);
            change.check();
            track(change);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a transaction.changed: " + e.getOriginalMessage(), e);
        }
    }

    private void track(TransactionChanged change) {
        cashback.lockMember(change.memberId());
        var known = cashback.findById(change.transactionId());
        var transaction = known != null ? known : new CashbackTransaction(change.transactionId(), change.memberId());
        if (!cashback.told(change)) {
            // A late revision changes nothing any more, but it did happen, and the member's timeline shows it.
            cashback.tell(HistoryLine.of(change));
        }
        if (transaction.knows(change)) {
            return;
        }
        var positions = transaction.positions();
        var previous = transaction.status();
        boolean amended = known != null
                && !(known.cashback().equals(change.cashback())
                        && known.orderValue().equals(change.orderValue()));
        transaction.take(change);
        cashback.persist(transaction);
        covered.settle(transaction);
        if (transaction.status() != previous || amended) {
            outbox.publish(
                    CashbackChanged.TYPE,
                    change.transactionId().toString(),
                    CashbackChanged.of(transaction, previous, amended));
        }
        // Last, because the ledger's rows are what everybody waits for.
        var reference = "transaction/" + change.transactionId() + "/" + change.revision();
        positions
                .moveTo(transaction.positions(), Entry.Kind.CASHBACK, reference, change.changedAt())
                .ifPresent(ledger::post);
    }
}
