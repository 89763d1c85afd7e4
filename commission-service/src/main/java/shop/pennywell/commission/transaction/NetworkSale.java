package shop.pennywell.commission.transaction;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An order as the affiliate network that pays us for it sees it now.
 *
 * @param partnerId whom the network's account belongs to
 * @param storeId the store that the network's programme stands for; only the first time, later the transaction knows
 * @param clickId as the network gave it back, in upper case; null if it gave none
 * @param references what the order may be called at its store, the best first: the next where another order has the name
 * @param currency ISO 4217, of every amount
 * @param reason why it earns nothing or less; null unless given
 * @param parts what is left of the order and what the network pays for it; none is negative
 */
public record NetworkSale(
        UUID partnerId,
        UUID storeId,
        String clickId,
        List<String> references,
        Instant orderedAt,
        String currency,
        Verdict verdict,
        Reason reason,
        List<Part> parts) {

    /** How far the network is with it. */
    public enum Verdict {
        PENDING,
        APPROVED,
        DECLINED,
        PAID
    }

    /**
     * A part of an order.
     *
     * @param group the store's commission group if the network names one
     * @param quantity at least 1
     */
    public record Part(String sku, String name, String group, int quantity, long valueMinor, long commissionMinor) {}

    /** Of a transaction that the network says nothing of any more. */
    public static NetworkSale gone(UUID partnerId) {
        return new NetworkSale(partnerId, null, null, List.of(), null, null, Verdict.DECLINED, Reason.OTHER, List.of());
    }

    public NetworkSale {
        references = List.copyOf(references);
        parts = List.copyOf(parts);
    }
}
