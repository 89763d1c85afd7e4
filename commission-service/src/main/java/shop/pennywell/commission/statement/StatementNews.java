package shop.pennywell.commission.statement;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import shop.pennywell.commission.webhook.WebhookEvent;
import shop.pennywell.commission.webhook.Webhooks;
import shop.pennywell.defaults.money.Money;

/**
 * What a partner hears of its statement.
 *
 * @param revision 1 when it is closed, one more with each payment
 * @param paid all that has come in so far
 * @param payment what came in just now; null when the statement is closed
 */
record StatementNews(
        UUID statementId,
        long revision,
        LocalDate from,
        LocalDate to,
        Money billed,
        Money credited,
        Money total,
        int transactions,
        Money paid,
        Instant closedAt,
        Received payment) {

    record Received(UUID paymentId, Money amount, Money overpaid, LocalDate receivedOn, String bankReference) {}

    static Webhooks.News closed(Statement statement) {
        return news(WebhookEvent.STATEMENT_CLOSED, statement, 1, null);
    }

    /** @param payments how many have come in, this one included */
    static Webhooks.News settled(Statement statement, Payment payment, long payments) {
        String currency = statement.total().currencyCode();
        return news(
                WebhookEvent.STATEMENT_SETTLED,
                statement,
                1 + payments,
                new Received(
                        payment.id(),
                        Money.of(payment.amount(), currency),
                        Money.of(payment.overpaid(), currency),
                        payment.receivedOn(),
                        payment.bankReference()));
    }

    private static Webhooks.News news(WebhookEvent type, Statement statement, long revision, Received payment) {
        return new Webhooks.News(
                statement.partnerId(),
                type,
                new StatementNews(
                        statement.id(),
                        revision,
                        statement.from(),
                        statement.to(),
                        statement.billed(),
                        statement.credited(),
                        statement.total(),
                        statement.transactions(),
                        statement.paid(),
                        statement.createdAt(),
                        payment));
    }
}
