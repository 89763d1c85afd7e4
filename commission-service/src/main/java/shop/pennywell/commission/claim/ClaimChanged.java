package shop.pennywell.commission.claim;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/**
 * The data of {@code claim.changed}: a claim as it is now.
 *
 * @param previousStatus null when it is new
 * @param text what staff ask, or say with a decision
 */
record ClaimChanged(
        UUID claimId,
        int revision,
        Claim.Type type,
        Claim.Status status,
        Claim.Status previousStatus,
        UUID memberId,
        UUID storeId,
        String storeSlug,
        String storeName,
        UUID partnerId,
        String clickId,
        UUID transactionId,
        String orderReference,
        Instant orderedAt,
        Money orderValue,
        LocalDate opensOn,
        LocalDate closesOn,
        Claim.Reason reason,
        String text,
        Instant createdAt,
        Instant changedAt) {

    static final String TYPE = "claim.changed";

    static ClaimChanged of(Claim claim, Claim.Status previousStatus, String text) {
        return new ClaimChanged(
                claim.id(),
                claim.revision(),
                claim.type(),
                claim.status(),
                previousStatus,
                claim.memberId(),
                claim.storeId(),
                claim.storeSlug(),
                claim.storeName(),
                claim.partnerId(),
                claim.clickId(),
                claim.wonTransactionId() == null ? claim.transactionId() : claim.wonTransactionId(),
                claim.orderReference(),
                claim.orderedAt(),
                claim.orderValue(),
                claim.opensOn(),
                claim.closesOn(),
                claim.reason(),
                text,
                claim.createdAt(),
                claim.changedAt());
    }
}
