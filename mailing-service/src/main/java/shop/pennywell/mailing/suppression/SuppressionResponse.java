package shop.pennywell.mailing.suppression;

import java.time.Instant;

record SuppressionResponse(String address, SuppressionReason reason, String note, Instant createdAt) {

    static SuppressionResponse of(Suppression suppression) {
        return new SuppressionResponse(
                suppression.address(), suppression.reason(), suppression.note(), suppression.createdAt());
    }
}
