package shop.pennywell.commission.statement;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/**
 * A statement on the wire; its lines are a list of their own.
 *
 * @param billed the commission of its orders
 * @param credited what is taken off of it
 * @param total billed less credited; below nothing it is taken off the next statement
 * @param transactions how many orders it bills
 */
record StatementResponse(
        UUID id,
        UUID partnerId,
        LocalDate from,
        LocalDate to,
        Money billed,
        Money credited,
        Money total,
        int transactions,
        Money paid,
        Instant createdAt,
        List<PaymentResponse> payments) {

    static StatementResponse of(Statement statement) {
        return of(statement, null);
    }

    static StatementResponse of(Statement statement, List<Payment> payments) {
        return new StatementResponse(
                statement.id(),
                statement.partnerId(),
                statement.from(),
                statement.to(),
                statement.billed(),
                statement.credited(),
                statement.total(),
                statement.transactions(),
                statement.paid(),
                statement.createdAt(),
                payments == null
                        ? null
                        : payments.stream()
                                .map(payment -> PaymentResponse.of(payment, statement))
                                .toList());
    }
}
