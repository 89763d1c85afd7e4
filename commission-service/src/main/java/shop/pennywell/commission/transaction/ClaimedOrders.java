package shop.pennywell.commission.transaction;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The orders that claims are about. */
@ApplicationScoped
public class ClaimedOrders {
    private final TransactionRepository transactions;

    ClaimedOrders(TransactionRepository transactions) {
        this.transactions = transactions;
    }

    /** The order itself, also where only what was booked beside it is named: claims are about the whole. */
    public Optional<ClaimedOrder> find(UUID transactionId) {
        return transactions
                .findByIdOptional(transactionId)
                .map(found -> found.supplements() == null ? found : transactions.findById(found.supplements()))
                .map(ClaimedOrder::of);
    }

    /** A member's orders from these clicks, newest first. */
    public List<ClaimedOrder> ofClicks(UUID memberId, Collection<String> clickIds) {
        return transactions.list("memberId = ?1 and clickId in ?2 order by id desc", memberId, clickIds).stream()
                .map(ClaimedOrder::of)
                .toList();
    }

    /**
     * The order that a store has reported under this reference, for whomever. A member copies it from a mail by hand: among the own orders
     * the case of its letters does not count, and no other's order is found under it in small or capital letters.
     */
    public Optional<ClaimedOrder> reported(UUID storeId, String orderReference, UUID memberId) {
        return transactions
                .find("storeId = ?1 and orderReference = ?2", storeId, orderReference)
                .firstResultOptional()
                .or(() -> transactions
                        .find(
                                "memberId = ?1 and storeId = ?2 and lower(orderReference) = lower(?3)",
                                memberId,
                                storeId,
                                orderReference)
                        .firstResultOptional())
                .or(() -> transactions
                        .find(
                                "storeId = ?1 and orderReference in ?2",
                                storeId,
                                List.of(
                                        orderReference.toUpperCase(Locale.ROOT),
                                        orderReference.toLowerCase(Locale.ROOT)))
                        .firstResultOptional())
                .map(ClaimedOrder::of);
    }
}
