package shop.pennywell.portal.offer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import shop.pennywell.defaults.money.Money;

/**
 * A product as its store offers it, checked and within every limit.
 *
 * @param externalId the store's own id, at most 200 characters
 * @param category topmost category; null when the file has none in words
 * @param price what it costs now, more than nothing
 * @param listPrice what it cost before, more than {@code price}; null when there is no reduction
 * @param commissionGroup the store's commission group if the file names it
 */
public record Offer(
        String externalId,
        String title,
        String description,
        String brand,
        String category,
        String link,
        String imageUrl,
        Money price,
        Money listPrice,
        String commissionGroup,
        String gtin,
        boolean available) {

    /** Changes exactly when something of the offer does. */
    public String fingerprint() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
