package shop.pennywell.commission.statement;

import java.time.LocalDate;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/** The data of {@code statement.settled}: a partner paid (part of) a statement. */
record StatementSettled(
        UUID paymentId,
        UUID statementId,
        UUID partnerId,
        LocalDate from,
        LocalDate to,
        Money total,
        Money amount,
        LocalDate receivedOn,
        String bankReference) {

    static final String TYPE = "statement.settled";

    static StatementSettled of(Payment payment, Statement statement) {
        return new StatementSettled(
                payment.id(),
                statement.id(),
                statement.partnerId(),
                statement.from(),
                statement.to(),
                statement.total(),
                Money.of(payment.amount(), statement.total().currencyCode()),
                payment.receivedOn(),
                payment.bankReference());
    }
}
