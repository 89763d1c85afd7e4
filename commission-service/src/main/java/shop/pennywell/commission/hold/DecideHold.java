package shop.pennywell.commission.hold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import shop.pennywell.commission.transaction.HeldTransactions;
import shop.pennywell.commission.transaction.Transaction;
import shop.pennywell.defaults.problem.CommonProblem;

/**
 * Ends holds. Everybody who does so locks the transaction first, so of two who decide at once one waits and then finds it decided; partners'
 * verdicts and payments lock it too.
 */
@ApplicationScoped
class DecideHold {
    private static final String BY_TIME = "holds";

    private final HoldRepository holds;
    private final HeldTransactions transactions;
    private final UncheckedOrders unchecked;
    private final CheckOrders checkOrders;
    private final EntityManager entities;
    private final MeterRegistry metrics;
    private final ObjectMapper json;
    private final Clock clock;

    DecideHold(
            HoldRepository holds,
            HeldTransactions transactions,
            UncheckedOrders unchecked,
            CheckOrders checkOrders,
            EntityManager entities,
            MeterRegistry metrics,
            ObjectMapper json,
            Clock clock) {
        this.holds = holds;
        this.transactions = transactions;
        this.unchecked = unchecked;
        this.checkOrders = checkOrders;
        this.entities = entities;
        this.metrics = metrics;
        this.json = json;
        this.clock = clock;
    }

    /** @param note perhaps null */
    @Transactional
    Hold release(UUID id, String staff, String note) {
        Hold hold = find(id);
        Transaction transaction = lock(hold);
        Instant now = now();
        checkAgain(List.of(transaction));
        hold.release(staff, note, now);
        count(hold);
        releaseUnlessMoreStands(transaction, staff, now, List.of(hold));
        return hold;
    }

    /**
     * Declines the order, and with it whatever else stands against it.
     *
     * @param mayTakeBack what the partner has approved already
     */
    @Transactional
    Hold decline(UUID id, String staff, String note, boolean mayTakeBack) {
        Hold hold = find(id);
        Transaction transaction = lock(hold);
        if (!mayTakeBack && transactions.isConfirmed(transaction)) {
            throw CommonProblem.FORBIDDEN.problem(
                    "The partner has approved the order: taking it back is up to finance.");
        }
        Instant now = now();
        hold.decline(staff, note, now);
        count(hold);
        holds.standing(transaction.id()).forEach(other -> {
            other.decline(staff, note, now);
            count(other);
        });
        transactions.refuse(transaction, now, staff, why(List.of(hold)));
        return hold;
    }

    /** Releases what nobody has decided in time, as far as nobody works on it. How many transactions that were. */
    @Transactional
    int releaseOverdue(int limit) {
        Instant now = now();
        List<UUID> locked = unchecked.lockOverdue(now, limit);
        List<Transaction> overdueOrders = transactions.lock(locked);
        checkAgain(overdueOrders);
        Map<UUID, Transaction> byId =
                overdueOrders.stream().collect(Collectors.toMap(Transaction::id, Function.identity()));
        holds.overdue(locked, now).stream()
                .collect(Collectors.groupingBy(Hold::transactionId))
                .forEach((transaction, overdue) -> {
                    overdue.forEach(hold -> {
                        hold.expire(now);
                        count(hold);
                    });
                    releaseUnlessMoreStands(byId.get(transaction), BY_TIME, now, overdue);
                });
        return locked.size();
    }

    /** Something may have become known since that nobody has looked at yet: it stands then, and what it is about is not payable. */
    private void checkAgain(List<Transaction> locked) {
        transactions.append(checkOrders.check(locked));
    }

    private void releaseUnlessMoreStands(Transaction transaction, String saidBy, Instant now, List<Hold> ended) {
        if (!holds.stands(transaction.id())) {
            transactions.release(transaction, now, saidBy, why(ended));
        }
    }

    private Hold find(UUID id) {
        return holds.findByIdOptional(id).orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
    }

    /** The transaction; the hold is read again under its lock, as whoever had it may have left it. */
    private Transaction lock(Hold hold) {
        Transaction transaction =
                transactions.lock(List.of(hold.transactionId())).get(0);
        entities.refresh(hold, LockModeType.PESSIMISTIC_WRITE);
        return transaction;
    }

    private JsonNode why(List<Hold> ended) {
        var rules = json.createArrayNode();
        ended.forEach(hold -> rules.add(hold.rule().name()));
        return json.createObjectNode().set("rules", rules);
    }

    private void count(Hold hold) {
        metrics.counter(
                        "pennywell.holds.decided",
                        "rule",
                        hold.rule().name(),
                        "outcome",
                        hold.status().name(),
                        "how",
                        hold.decidedHow().name())
                .increment();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
