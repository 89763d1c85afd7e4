package shop.pennywell.commission.transaction;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Told inside of the service, in the transaction of the change: orders of these members may have been approved, declined, amended or taken
 * back. That an order was reported or paid is not.
 */
public record TransactionsJudged(Set<UUID> memberIds) {

    static TransactionsJudged of(List<TransactionChanged> changes) {
        return new TransactionsJudged(changes.stream()
                .filter(event -> event.change() != Change.REPORTED && event.change() != Change.PAID)
                .map(TransactionChanged::memberId)
                .collect(Collectors.toUnmodifiableSet()));
    }
}
