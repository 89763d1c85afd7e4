package shop.pennywell.commission.transaction;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import shop.pennywell.commission.CommissionProblem;
import shop.pennywell.commission.transaction.TransactionHistory.Revised;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.defaults.problem.CommonProblem;

/**
 * What a won claim does to transactions, in the database transaction of the claim itself. Whatever it books is pending: the
 * store still confirms it like any other order.
 */
@ApplicationScoped
public class HonourClaim {
    private final ReportOrders reportOrders;
    private final ValidateTransactions validateTransactions;
    private final TransactionRepository transactions;
    private final TransactionHistory history;
    private final Clock clock;

    HonourClaim(
            ReportOrders reportOrders,
            ValidateTransactions validateTransactions,
            TransactionRepository transactions,
            TransactionHistory history,
            Clock clock) {
        this.reportOrders = reportOrders;
        this.validateTransactions = validateTransactions;
        this.transactions = transactions;
        this.history = history;
        this.clock = clock;
    }

    /**
     * Who won, and what with.
     *
     * @param saidBy {@code claim:} and the claim's id
     * @param orderValue what the member says that the order was worth
     * @param items the whole order as it should be; missing if nobody said
     * @param said for the history, word for word
     */
    public record Won(String saidBy, UUID claimId, Money orderValue, JsonNode items, JsonNode said) {}

    /**
     * Books an order that the store had not reported, as if it had, only that no window closes it out.
     *
     * @param order as a partner reports one
     * @return its transaction; if the store has reported it meanwhile for the same member, that one
     */
    @Transactional
    public UUID missing(UUID partnerId, UUID memberId, String saidBy, JsonNode order) {
        BatchResult result = reportOrders.reportClaimed(partnerId, saidBy, order);
        return switch (result.outcome()) {
            case ACCEPTED -> {
                transactions.noteCopied(result.transactionId());
                yield result.transactionId();
            }
            case DUPLICATE -> {
                if (!transactions.findById(result.transactionId()).memberId().equals(memberId)) {
                    throw CommissionProblem.ALREADY_TRACKED.problem("It was reported for another click.");
                }
                yield result.transactionId();
            }
            case REJECTED ->
                throw CommissionProblem.ORDER_REFUSED.problem(result.code() + ": " + result.detail() + ".");
        };
    }

    /** Makes a declined order pending again; one that was taken back after its approval is booked anew beside it. */
    @Transactional
    public UUID declined(UUID transactionId, Won won) {
        Transaction transaction = lock(transactionId);
        if (transaction.payability().isRefused()) {
            throw CommissionProblem.TRANSACTION_STATE.problem(
                    "Staff declined what was held of it; no claim brings that back.");
        }
        Instant now = now();
        switch (transaction.status()) {
            case DECLINED -> {
                transaction.reinstate(now);
                history.append(List.of(Revised.of(transaction, Change.REINSTATED, won.saidBy(), won.said())));
                if (saysOtherwise(transaction, won)) {
                    amend(transaction, corrected(transaction, won), won, now);
                }
            }
            case CLAWED_BACK -> {
                List<TransactionItem> wanted =
                        saysOtherwise(transaction, won) ? corrected(transaction, won) : transaction.items();
                return supplement(transaction, List.of(), wanted, won, now);
            }
            default -> {
                // The store or staff took the decline back meanwhile: what the claim was for has come true.
            }
        }
        return transactionId;
    }

    /** Amends a pending order; beside one that is approved or paid already, the difference is booked. */
    @Transactional
    public UUID wrongAmount(UUID transactionId, Won won) {
        Transaction transaction = lock(transactionId);
        Instant now = now();
        return switch (transaction.status()) {
            case PENDING -> {
                if (!amend(transaction, corrected(transaction, won), won, now)) {
                    throw CommissionProblem.NOTHING_TO_CORRECT.problem("It is tracked like that already.");
                }
                yield transactionId;
            }
            case APPROVED, PAID -> supplement(transaction, transaction.items(), corrected(transaction, won), won, now);
            case DECLINED, CLAWED_BACK ->
                throw CommissionProblem.TRANSACTION_STATE.problem("The store declined the order meanwhile.");
        };
    }

    private Transaction lock(UUID id) {
        return transactions
                .findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE)
                .orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
    }

    /** Whether the order should count with something else than it did. */
    private static boolean saysOtherwise(Transaction transaction, Won won) {
        return won.items().isArray() || !won.orderValue().equals(transaction.orderValue());
    }

    /** Whether that changes anything. */
    private boolean amend(Transaction transaction, List<TransactionItem> corrected, Won won, Instant now) {
        boolean changed = transaction.amend(corrected, null, now);
        if (changed) {
            history.append(List.of(Revised.of(transaction, Change.AMENDED, won.saidBy(), won.said())));
        }
        return changed;
    }

    /**
     * The order as it should be: its items if they were said; otherwise its one item with the claimed value, or its items and one
     * more with what is missing.
     */
    private List<TransactionItem> corrected(Transaction transaction, Won won) {
        return TransactionItem.earning(lines(transaction, won), validateTransactions.receipt(transaction));
    }

    private List<OrderLine> lines(Transaction transaction, Won won) {
        if (won.items().isArray()) {
            try {
                return validateTransactions.left(won.items(), transaction);
            } catch (Refusal refusal) {
                throw CommissionProblem.ORDER_REFUSED.problem(refusal.code() + ": " + refusal.getMessage() + ".");
            }
        }
        long missing = won.orderValue().minus(transaction.orderValue()).minor();
        List<TransactionItem> items = transaction.items();
        if (items.size() == 1) {
            return List.of(line(items.get(0), won.orderValue().minor()));
        }
        if (missing < 0) {
            throw CommissionProblem.ORDER_REFUSED.problem("Say which of its items are worth less.");
        }
        List<OrderLine> lines = new ArrayList<>();
        items.forEach(item -> lines.add(line(item, item.orderValue())));
        if (missing > 0) {
            lines.add(new OrderLine("claim", "As claimed", null, 1, missing));
        }
        return lines;
    }

    private static OrderLine line(TransactionItem item, long value) {
        return new OrderLine(item.sku(), item.name(), item.commissionGroup(), item.quantity(), value);
    }

    /**
     * Books what the whole order earns beyond what it earns already: fixed amounts and limits of an order count once only, and so does what
     * earlier claims have won beside it.
     */
    private UUID supplement(
            Transaction of, List<TransactionItem> standing, List<TransactionItem> wanted, Won won, Instant now) {
        List<TransactionItem> counted = new ArrayList<>(standing);
        transactions.lockSupplementsOf(List.of(of.id())).stream()
                .filter(earlier -> earlier.status() != Status.DECLINED && earlier.status() != Status.CLAWED_BACK)
                .forEach(earlier -> counted.addAll(earlier.items()));
        TransactionItem difference = TransactionItem.difference("claim", counted, wanted);
        if (difference.commission() <= 0) {
            throw CommissionProblem.NOTHING_TO_CORRECT.problem(null);
        }
        Transaction supplement = new Transaction(of, reference(of, won), difference, now);
        transactions.addNew(List.of(supplement));
        history.append(List.of(Revised.of(supplement, Change.REPORTED, won.saidBy(), won.said())));
        return supplement.id();
    }

    /** A reference of its own that shows the order's: no order of the store can have it. */
    private static String reference(Transaction of, Won won) {
        String reference = of.orderReference();
        int shown = Math.min(60, reference.codePointCount(0, reference.length()));
        return reference.substring(0, reference.offsetByCodePoints(0, shown)) + " + " + won.claimId();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
