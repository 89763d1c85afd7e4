package shop.pennywell.commission.transaction;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What claims have won beside an order falls with it: it was earned by the same goods. */
@ApplicationScoped
class FallWithOrder {
    private final TransactionRepository transactions;

    FallWithOrder(TransactionRepository transactions) {
        this.transactions = transactions;
    }

    /** One that does not stand any more, and how. */
    record Fallen(Transaction transaction, Change change) {}

    /** @param orders the ids of those that were just taken back, and why */
    List<Fallen> beside(Map<UUID, Reason> orders, Instant now) {
        if (orders.isEmpty()) {
            return List.of();
        }
        List<Fallen> fallen = new ArrayList<>();
        for (Transaction beside : transactions.lockSupplementsOf(orders.keySet())) {
            fell(beside, orders.get(beside.supplements()), now)
                    .ifPresent(change -> fallen.add(new Fallen(beside, change)));
        }
        return fallen;
    }

    /** Declines what is pending, takes back what was approved; empty if it earned nothing already. */
    static Optional<Change> fell(Transaction transaction, Reason why, Instant now) {
        return switch (transaction.status()) {
            case PENDING -> {
                transaction.decline(why, now);
                yield Optional.of(Change.DECLINED);
            }
            case APPROVED, PAID -> {
                transaction.clawBack(why, now);
                yield Optional.of(Change.CLAWED_BACK);
            }
            case DECLINED, CLAWED_BACK -> Optional.empty();
        };
    }
}
