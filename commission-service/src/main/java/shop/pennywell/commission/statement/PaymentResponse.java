package shop.pennywell.commission.statement;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/**
 * @param settled how many transactions it made paid
 * @param overpaid what of it is more than the statement asked for
 */
record PaymentResponse(
        UUID id,
        UUID statementId,
        Money amount,
        LocalDate receivedOn,
        String bankReference,
        int settled,
        Money overpaid,
        Instant recordedAt) {

    static PaymentResponse of(Payment payment, Statement statement) {
        String currency = statement.total().currencyCode();
        return new PaymentResponse(
                payment.id(),
                statement.id(),
                Money.of(payment.amount(), currency),
                payment.receivedOn(),
                payment.bankReference(),
                payment.settled(),
                Money.of(payment.overpaid(), currency),
                payment.createdAt());
    }
}
