package shop.pennywell.commission.transaction;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.List;
import shop.pennywell.commission.webhook.WebhookEvent;
import shop.pennywell.commission.webhook.Webhooks;
import shop.pennywell.defaults.sql.Outbox;

/** Keeps each revision of a transaction with what was said, and tells the others, in the transaction of the change itself. */
@ApplicationScoped
public class TransactionHistory {
    private final TransactionRepository transactions;
    private final Outbox outbox;
    private final Webhooks webhooks;
    private final Event<TransactionsJudged> judged;

    TransactionHistory(
            TransactionRepository transactions, Outbox outbox, Webhooks webhooks, Event<TransactionsJudged> judged) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.webhooks = webhooks;
        this.judged = judged;
    }

    /**
     * A new revision of a transaction, as it was when it was made: the same transaction may go on changing.
     *
     * @param saidBy the client or staff member that said it
     * @param payload what was said, word for word
     */
    public record Revised(TransactionChanged event, String saidBy, JsonNode payload) {

        public static Revised of(Transaction transaction, Change change, String saidBy, JsonNode payload) {
            return new Revised(TransactionChanged.of(transaction, change), saidBy, payload);
        }
    }

    public void append(List<Revised> revisions) {
        transactions.addRevisions(revisions);
        outbox.publishAll(revisions.stream()
                .map(revised -> new Outbox.Fact(
                        TransactionChanged.TYPE, revised.event().transactionId().toString(), revised.event()))
                .toList());
        webhooks.tell(revisions.stream()
                .filter(revised -> revised.event().change().concernsPartner())
                .map(revised -> new Webhooks.News(
                        revised.event().partnerId(),
                        WebhookEvent.TRANSACTION_CHANGED,
                        TransactionNews.of(revised.event())))
                .toList());
        TransactionsJudged news =
                TransactionsJudged.of(revisions.stream().map(Revised::event).toList());
        if (!news.memberIds().isEmpty()) {
            judged.fire(news);
        }
    }
}
