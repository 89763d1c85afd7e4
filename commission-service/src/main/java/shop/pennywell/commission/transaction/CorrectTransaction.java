package shop.pennywell.commission.transaction;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import shop.pennywell.commission.CommissionProblem;
import shop.pennywell.commission.transaction.TransactionHistory.Revised;
import shop.pennywell.defaults.problem.CommonProblem;

/** What staff do to a transaction by hand. */
@ApplicationScoped
class CorrectTransaction {
    private final TransactionRepository transactions;
    private final FallWithOrder fallWithOrder;
    private final TransactionHistory history;
    private final Clock clock;

    CorrectTransaction(
            TransactionRepository transactions, FallWithOrder fallWithOrder, TransactionHistory history, Clock clock) {
        this.transactions = transactions;
        this.fallWithOrder = fallWithOrder;
        this.history = history;
        this.clock = clock;
    }

    @Transactional
    Transaction reinstate(UUID id, String saidBy, JsonNode said) {
        return correct(id, Change.REINSTATED, saidBy, said, (transaction, now) -> {
            transaction.reinstate(now);
            transaction.payability().forgive();
        });
    }

    @Transactional
    Transaction clawBack(UUID id, Reason reason, String saidBy, JsonNode said) {
        Transaction order =
                correct(id, Change.CLAWED_BACK, saidBy, said, (transaction, now) -> transaction.clawBack(reason, now));
        history.append(fallWithOrder.beside(Map.of(id, reason), order.changedAt()).stream()
                .map(fallen -> Revised.of(fallen.transaction(), fallen.change(), saidBy, said))
                .toList());
        return order;
    }

    private Transaction correct(
            UUID id, Change change, String saidBy, JsonNode said, BiConsumer<Transaction, Instant> transition) {
        Transaction transaction = transactions
                .findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE)
                .orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
        try {
            transition.accept(transaction, clock.instant().truncatedTo(ChronoUnit.MICROS));
        } catch (WrongState state) {
            throw CommissionProblem.TRANSACTION_STATE.problem(state.getMessage());
        }
        history.append(List.of(Revised.of(transaction, change, saidBy, said)));
        return transaction;
    }
}
