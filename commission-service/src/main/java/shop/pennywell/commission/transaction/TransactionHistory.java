package shop.pennywell.commission.transaction;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import shop.pennywell.defaults.sql.Outbox;

/** Keeps each revision of a transaction with what was said, and tells the others, in the transaction of the change itself. */
@ApplicationScoped
public class TransactionHistory {
    private final TransactionRepository transactions;
    private final Outbox outbox;

    TransactionHistory(TransactionRepository transactions, Outbox outbox) {
        this.transactions = transactions;
        this.outbox = outbox;
    }

    /** A new revision of a transaction, as it was when it was made: the same transaction may go on changing. */
    public record Revised(Map<String, Object> row, TransactionChanged event) {

        /**
         * @param saidBy the client or staff member that said it
         * @param payload what was said, word for word
         */
        public static Revised of(Transaction transaction, Change change, String saidBy, JsonNode payload) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("transaction_id", transaction.id());
            row.put("revision", transaction.revision());
            row.put("change", change);
            row.put("status", transaction.status());
            row.put("reason", transaction.reason());
            row.put("order_value", transaction.orderValue().minor());
            row.put("commission", transaction.commission().minor());
            row.put("cashback", transaction.cashback().minor());
            row.put("said_by", saidBy);
            row.put("payload", payload);
            row.put("at", transaction.changedAt());
            return new Revised(row, TransactionChanged.of(transaction, change));
        }
    }

    public void append(List<Revised> revisions) {
        transactions.addRevisions(revisions.stream().map(Revised::row).toList());
        revisions.forEach(revised -> outbox.publish(
                TransactionChanged.TYPE, revised.event().transactionId().toString(), revised.event()));
    }
}
