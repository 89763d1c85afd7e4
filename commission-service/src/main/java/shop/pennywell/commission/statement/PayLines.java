package shop.pennywell.commission.statement;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import shop.pennywell.commission.transaction.Change;
import shop.pennywell.commission.transaction.Clearance;
import shop.pennywell.commission.transaction.Status;
import shop.pennywell.commission.transaction.Transaction;
import shop.pennywell.commission.transaction.TransactionHistory;
import shop.pennywell.commission.transaction.TransactionHistory.Revised;
import shop.pennywell.commission.transaction.TransactionRepository;

/**
 * Makes the transactions of a statement paid, in the order of their approval, each as soon as all that was credited and has come in covers it
 * and everything before it; what does not cover the next one waits for the next payment.
 */
@ApplicationScoped
class PayLines {
    private static final int AT_ONCE = 1_000;

    private final StatementLineRepository lines;
    private final TransactionRepository transactions;
    private final TransactionHistory history;
    private final Clearance clearance;

    PayLines(
            StatementLineRepository lines,
            TransactionRepository transactions,
            TransactionHistory history,
            Clearance clearance) {
        this.lines = lines;
        this.transactions = transactions;
        this.history = history;
        this.clearance = clearance;
    }

    /**
     * Pays what is covered and was not before.
     *
     * @param cause what paid them, for the history
     * @return how many
     */
    int pay(Statement statement, Instant now, String saidBy, JsonNode cause) {
        List<UUID> covered = lines.covered(statement.id(), statement.covered());
        int paid = 0;
        for (int from = 0; from < covered.size(); from += AT_ONCE) {
            List<Transaction> locked =
                    transactions.lock(covered.subList(from, Math.min(from + AT_ONCE, covered.size())));
            history.append(clearance.check(locked));
            List<Revised> revisions = locked.stream()
                    .filter(transaction -> transaction.status() == Status.APPROVED) // not taken back a moment ago
                    .map(transaction -> {
                        transaction.paid(now);
                        return Revised.of(transaction, Change.PAID, saidBy, cause);
                    })
                    .toList();
            history.append(revisions);
            transactions.release(locked);
            paid += revisions.size();
        }
        return paid;
    }
}
