package shop.pennywell.commission.statement;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import shop.pennywell.commission.transaction.Status;
import shop.pennywell.commission.transaction.Transaction;
import shop.pennywell.defaults.money.Money;

/** @param transactions how many are on it */
record StatementResponse(
        UUID id,
        UUID partnerId,
        LocalDate from,
        LocalDate to,
        Money total,
        int transactions,
        Money paid,
        Instant createdAt,
        List<LineResponse> lines,
        List<PaymentResponse> payments) {

    record LineResponse(
            UUID transactionId,
            String orderReference,
            Instant orderedAt,
            Instant approvedAt,
            Status status,
            Money orderValue,
            Money commission) {

        static LineResponse of(Transaction transaction) {
            return new LineResponse(
                    transaction.id(),
                    transaction.orderReference(),
                    transaction.orderedAt(),
                    transaction.approvedAt(),
                    transaction.status(),
                    transaction.orderValue(),
                    transaction.commission());
        }
    }

    static StatementResponse of(Statement statement) {
        return of(statement, null, null);
    }

    static StatementResponse of(Statement statement, List<Transaction> lines, List<Payment> payments) {
        return new StatementResponse(
                statement.id(),
                statement.partnerId(),
                statement.from(),
                statement.to(),
                statement.total(),
                statement.transactions(),
                statement.paid(),
                statement.createdAt(),
                lines == null ? null : lines.stream().map(LineResponse::of).toList(),
                payments == null
                        ? null
                        : payments.stream()
                                .map(payment -> PaymentResponse.of(payment, statement))
                                .toList());
    }
}
