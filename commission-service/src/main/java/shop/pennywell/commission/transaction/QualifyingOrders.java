package shop.pennywell.commission.transaction;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Which orders of a member are large enough for a promise that was made to the member. */
@ApplicationScoped
public class QualifyingOrders {
    private static final Set<Status> CONFIRMED = EnumSet.of(Status.APPROVED, Status.PAID);
    private static final Set<Status> STANDING = EnumSet.of(Status.PENDING, Status.APPROVED, Status.PAID);

    /** What a claim won beside an order is no order of its own. */
    private static final String WANTED =
            "memberId = ?1 and currency = ?2 and orderValue >= ?3 and orderedAt < ?4 and supplements is null and status in ?5";

    private final TransactionRepository transactions;

    QualifyingOrders(TransactionRepository transactions) {
        this.transactions = transactions;
    }

    /**
     * The orders that would do.
     *
     * @param atLeast minor units of the order's value, which must be in this currency
     * @param before when it was placed, however late it is reported and confirmed
     */
    public record Wanted(UUID memberId, String currency, long atLeast, Instant before) {}

    /** The first that was confirmed and still is, and against which nothing is held. */
    public Optional<UUID> firstConfirmed(Wanted wanted) {
        return transactions
                .find(
                        WANTED + " and payability.hold = ?6 order by approvedAt, id",
                        wanted.memberId(),
                        wanted.currency(),
                        wanted.atLeast(),
                        wanted.before(),
                        CONFIRMED,
                        Payability.Hold.NONE)
                .firstResultOptional()
                .map(Transaction::id);
    }

    /** Whether one waits for its verdict, or for ours while we look at it. */
    public boolean anyPending(Wanted wanted) {
        return transactions.count(
                        WANTED + " and (status = ?6 or payability.hold = ?7)",
                        wanted.memberId(),
                        wanted.currency(),
                        wanted.atLeast(),
                        wanted.before(),
                        STANDING,
                        Status.PENDING,
                        Payability.Hold.STANDING)
                > 0;
    }

    /** Whether an order that was confirmed once is neither taken back nor worth less by now; one that is pending again stands. */
    public boolean stands(UUID transactionId, long atLeast) {
        return transactions.count("id = ?1 and orderValue >= ?2 and status in ?3", transactionId, atLeast, STANDING)
                > 0;
    }
}
