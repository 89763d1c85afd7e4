package shop.pennywell.commission.statement;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import shop.pennywell.commission.transaction.Change;
import shop.pennywell.commission.transaction.Status;
import shop.pennywell.commission.transaction.Transaction;
import shop.pennywell.commission.transaction.TransactionHistory;
import shop.pennywell.commission.transaction.TransactionHistory.Revised;
import shop.pennywell.commission.transaction.TransactionRepository;

/**
 * Makes transactions of a statement paid, in the order of their approval, each as soon as all that has come in covers it and everything
 * before it; what does not cover the next one waits for the next payment.
 */
@ApplicationScoped
class PayLines {
    private final TransactionRepository transactions;
    private final TransactionHistory history;

    PayLines(TransactionRepository transactions, TransactionHistory history) {
        this.transactions = transactions;
        this.history = history;
    }

    /** Those that are covered now and were not before. */
    List<Transaction> covered(Statement statement) {
        List<Transaction> covered = new ArrayList<>();
        long left = statement.paid().minor();
        for (Transaction line : transactions.onStatement(statement.id())) {
            left -= line.commission().minor();
            if (left < 0) {
                break;
            }
            if (line.status() == Status.APPROVED) {
                covered.add(line);
            }
        }
        return covered;
    }

    /** @param cause what paid them, for the history */
    void pay(List<Transaction> lines, Instant now, String saidBy, JsonNode cause) {
        history.append(lines.stream()
                .map(line -> {
                    line.paid(now);
                    return Revised.of(line, Change.PAID, saidBy, cause);
                })
                .toList());
    }
}
