package shop.pennywell.commission.statement;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import shop.pennywell.commission.CommissionProblem;
import shop.pennywell.commission.webhook.Webhooks;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.FieldError;
import shop.pennywell.defaults.sql.Outbox;

/** Records money that came in for a statement, and what that pays. */
@ApplicationScoped
class ReceivePayment {
    private final StatementRepository statements;
    private final PaymentRepository payments;
    private final PayLines payLines;
    private final StatementConfig config;
    private final Outbox outbox;
    private final Webhooks webhooks;
    private final ObjectMapper json;
    private final Clock clock;

    ReceivePayment(
            StatementRepository statements,
            PaymentRepository payments,
            PayLines payLines,
            StatementConfig config,
            Outbox outbox,
            Webhooks webhooks,
            ObjectMapper json,
            Clock clock) {
        this.statements = statements;
        this.payments = payments;
        this.payLines = payLines;
        this.config = config;
        this.outbox = outbox;
        this.webhooks = webhooks;
        this.json = json;
        this.clock = clock;
    }

    @Transactional
    PaymentResponse receive(UUID statementId, PaymentRequest said, String saidBy) {
        Statement statement = statements
                .findByIdOptional(statementId, LockModeType.PESSIMISTIC_WRITE)
                .orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
        if (!said.amount().currency().equals(statement.total().currency())) {
            throw CommissionProblem.CURRENCY_MISMATCH.problem(
                    "the statement is in " + statement.total().currency());
        }
        if (!said.amount().isPositive()) {
            throw CommissionProblem.AMOUNT_INVALID.problem("a payment is more than nothing");
        }
        Optional<Payment> known = payments.known(statementId, said.bankReference());
        if (known.isPresent()) {
            return again(known.get(), said, statement);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        refuseTheFuture(said.receivedOn(), now);
        refuseTheAbsurd(said.amount(), statement);
        var overpaid = statement.receive(said.amount());
        Payment payment = new Payment(statementId, said, overpaid, now);
        payments.persistAndFlush(payment);
        ObjectNode cause = json.createObjectNode().put("paymentId", payment.id().toString());
        payment.settled(payLines.pay(statement, now, saidBy, cause));
        outbox.publish(StatementSettled.TYPE, statementId.toString(), StatementSettled.of(payment, statement));
        webhooks.tell(List.of(StatementNews.settled(statement, payment, payments.count("statementId", statementId))));
        return PaymentResponse.of(payment, statement);
    }

    private static PaymentResponse again(Payment known, PaymentRequest said, Statement statement) {
        if (!known.saysTheSameAs(said)) {
            throw CommissionProblem.BANK_REFERENCE_USED.problem(null);
        }
        return PaymentResponse.of(known, statement);
    }

    /** Tomorrow by our clock is today somewhere. */
    private static void refuseTheFuture(LocalDate receivedOn, Instant now) {
        if (receivedOn.isAfter(LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1))) {
            throw CommonProblem.INVALID_REQUEST
                    .problem(null)
                    .with(List.of(new FieldError("/receivedOn", "must not be after tomorrow")));
        }
    }

    /** Rather a slip of the keyboard than a payment; it would stand in the books for good. */
    private void refuseTheAbsurd(Money amount, Statement statement) {
        Money most = config.mostPaid(statement.total());
        if (statement.paid().minor() + amount.minor() > most.minor()) {
            throw CommissionProblem.AMOUNT_INVALID.problem(
                    "the payments of this statement may come to " + most + ", " + statement.paid() + " is there");
        }
    }
}
