package shop.pennywell.commission.statement;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import shop.pennywell.commission.CommissionProblem;
import shop.pennywell.commission.transaction.Change;
import shop.pennywell.commission.transaction.Status;
import shop.pennywell.commission.transaction.Transaction;
import shop.pennywell.commission.transaction.TransactionHistory;
import shop.pennywell.commission.transaction.TransactionHistory.Revised;
import shop.pennywell.commission.transaction.TransactionRepository;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.sql.Outbox;

/**
 * Records money that came in for a statement. Its transactions become paid in the order of their approval, each as soon as all
 * that has come in covers it and everything before it; what does not cover the next one waits for the next payment.
 */
@ApplicationScoped
class ReceivePayment {
    private final StatementRepository statements;
    private final PaymentRepository payments;
    private final TransactionRepository transactions;
    private final TransactionHistory history;
    private final Outbox outbox;
    private final ObjectMapper json;
    private final Clock clock;

    ReceivePayment(
            StatementRepository statements,
            PaymentRepository payments,
            TransactionRepository transactions,
            TransactionHistory history,
            Outbox outbox,
            ObjectMapper json,
            Clock clock) {
        this.statements = statements;
        this.payments = payments;
        this.transactions = transactions;
        this.history = history;
        this.outbox = outbox;
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
            throw CommissionProblem.AMOUNT_INVALID.problem(null);
        }
        Optional<Payment> known = payments.known(statementId, said.bankReference());
        if (known.isPresent()) {
            return again(known.get(), said, statement);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var overpaid = statement.receive(said.amount());
        List<Transaction> covered = covered(statement);
        Payment payment = new Payment(statementId, said, overpaid, covered.size(), now);
        payments.persistAndFlush(payment);
        ObjectNode cause = json.createObjectNode().put("paymentId", payment.id().toString());
        history.append(covered.stream()
                .map(transaction -> {
                    transaction.paid(now);
                    return Revised.of(transaction, Change.PAID, saidBy, cause);
                })
                .toList());
        outbox.publish(StatementSettled.TYPE, statementId.toString(), StatementSettled.of(payment, statement));
        return PaymentResponse.of(payment, statement);
    }

    private static PaymentResponse again(Payment known, PaymentRequest said, Statement statement) {
        if (!known.saysTheSameAs(said)) {
            throw CommissionProblem.BANK_REFERENCE_USED.problem(null);
        }
        return PaymentResponse.of(known, statement);
    }

    /** Those that are covered now and were not before. */
    private List<Transaction> covered(Statement statement) {
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
}
