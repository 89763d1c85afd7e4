package shop.pennywell.commission.transaction;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import shop.pennywell.commission.transaction.TransactionHistory.Revised;

/** What holding cashback back does to transactions; all of it needs them locked. */
@ApplicationScoped
public class HeldTransactions {
    private final TransactionRepository transactions;
    private final FallWithOrder fallWithOrder;
    private final TransactionHistory history;

    HeldTransactions(TransactionRepository transactions, FallWithOrder fallWithOrder, TransactionHistory history) {
        this.transactions = transactions;
        this.fallWithOrder = fallWithOrder;
        this.history = history;
    }

    /** Locks them, in the order of their ids as everybody does. */
    public List<Transaction> lock(Collection<UUID> ids) {
        return ids.isEmpty() ? List.of() : transactions.lock(ids);
    }

    /** Whether something may still be held against it. */
    public boolean mayBeHeld(Transaction transaction) {
        return transaction.payability().mayBeHeld();
    }

    /** Whether the partner has approved it, and perhaps paid. */
    public boolean isConfirmed(Transaction transaction) {
        return transaction.status() == Status.APPROVED || transaction.status() == Status.PAID;
    }

    /** Lets the cashback wait; what is new in its history, if anything. */
    public Optional<Revised> hold(Transaction transaction, Instant until, Instant now, String saidBy, JsonNode why) {
        return transaction.payability().hold(until) && transaction.holdChanged(now)
                ? Optional.of(Revised.of(transaction, Change.HELD, saidBy, why))
                : Optional.empty();
    }

    public void append(List<Revised> revisions) {
        history.append(revisions);
    }

    /** Nothing stands against it any more: its cashback is payable as soon as it is due. */
    public void release(Transaction transaction, Instant now, String saidBy, JsonNode why) {
        transaction.payability().release();
        if (transaction.holdChanged(now)) {
            history.append(List.of(Revised.of(transaction, Change.RELEASED, saidBy, why)));
        }
    }

    /**
     * Staff decline it for fraud, and what claims have won beside it falls with it. A statement that bills it stays as it is: the next one takes it off.
     */
    public void refuse(Transaction transaction, Instant now, String saidBy, JsonNode why) {
        transaction.payability().refuse();
        Optional<Change> made = FallWithOrder.fell(transaction, Reason.FRAUD, now);
        if (made.isEmpty()) {
            return;
        }
        List<Revised> revised = new ArrayList<>();
        revised.add(Revised.of(transaction, made.get(), saidBy, why));
        fallWithOrder
                .beside(Map.of(transaction.id(), Reason.FRAUD), now)
                .forEach(fallen -> revised.add(Revised.of(fallen.transaction(), fallen.change(), saidBy, why)));
        history.append(revised);
    }
}
