package shop.pennywell.commission.transaction;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
            Reason why = orders.get(beside.supplements());
            switch (beside.status()) {
                case PENDING -> {
                    beside.decline(why, now);
                    fallen.add(new Fallen(beside, Change.DECLINED));
                }
                case APPROVED, PAID -> {
                    beside.clawBack(why, now);
                    fallen.add(new Fallen(beside, Change.CLAWED_BACK));
                }
                case DECLINED, CLAWED_BACK -> {
                    // It earns nothing already.
                }
            }
        }
        return fallen;
    }
}
