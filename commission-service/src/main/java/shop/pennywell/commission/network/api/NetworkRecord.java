package shop.pennywell.commission.network.api;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import shop.pennywell.commission.transaction.Reason;

/**
 * A network's record in our words. An order is the sum of its records: most networks have one that changes, some add another for every
 * correction.
 *
 * <p>Amounts are exact decimals as the network states them (CJ has three decimals, Partnerize four) and may be negative in a correction. They are
 * added up as they are; only an order's sum is rounded to minor units, half to even.
 *
 * @param id the network's own, unique within an account
 * @param orderKey the same for all records of one order
 * @param kind whether and how it counts
 * @param programmeId the network's name of the store
 * @param clickId what came back in our slot, in upper case; null if nothing did
 * @param orderReference the store's own number of the order; null if the network does not tell
 * @param rawStatus the network's words
 * @param rawReason the network's words; null if it gave none
 * @param reason in our words; null if the network gave none
 * @param saleCurrency of {@code sale}, ISO 4217
 * @param commissionCurrency of {@code commission}, what the network pays us
 * @param orderedAt null only of a record that does not count by itself
 * @param changedAt when the network says it last changed the record; null if it does not tell. An older one never replaces a newer
 * @param parts of the order, if the network tells; their sum need not be that of the record
 */
public record NetworkRecord(
        String id,
        String orderKey,
        Kind kind,
        String programmeId,
        String clickId,
        String orderReference,
        String rawStatus,
        RecordStatus status,
        String rawReason,
        Reason reason,
        String saleCurrency,
        BigDecimal sale,
        String commissionCurrency,
        BigDecimal commission,
        Instant orderedAt,
        Instant clickedAt,
        Instant changedAt,
        List<Part> parts) {

    /** Whether and how a record counts. */
    public enum Kind {
        /** What was sold, or corrects it. */
        SALE,
        /** From the network's accounts: where an order has such records, they alone say what it is worth. */
        SETTLEMENT,
        /** Counts nothing, and only says why. */
        NOTE
    }

    /**
     * @param group the store's commission group; null if the network has none
     * @param quantity negative in a correction that takes pieces away
     */
    public record Part(String sku, String name, String group, int quantity, BigDecimal sale, BigDecimal commission) {
        private String meaning() {
            return String.join("\u001f", sku, name, group, Integer.toString(quantity), plain(sale), plain(commission));
        }
    }

    public NetworkRecord {
        parts = List.copyOf(parts);
    }

    /** The same for two records that mean the same, whatever else differs in their words. */
    public String fingerprint() {
        StringBuilder meaning = new StringBuilder(String.join(
                "\u001f",
                id,
                orderKey,
                kind.name(),
                programmeId,
                clickId,
                orderReference,
                rawStatus,
                status.name(),
                rawReason,
                reason == null ? null : reason.name(),
                saleCurrency,
                plain(sale),
                commissionCurrency,
                plain(commission),
                String.valueOf(orderedAt),
                String.valueOf(clickedAt),
                String.valueOf(changedAt)));
        parts.forEach(part -> meaning.append('\u001e').append(part.meaning()));
        return digest(meaning.toString());
    }

    /** A digest of a text, in hex. */
    public static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String plain(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }
}
