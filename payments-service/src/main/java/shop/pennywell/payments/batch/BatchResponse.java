package shop.pennywell.payments.batch;

import java.time.Instant;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/**
 * A batch.
 *
 * @param payouts how many are in it
 */
record BatchResponse(
        UUID id, PayoutBatch.Status status, int payouts, Money total, String createdBy, Instant createdAt) {

    static BatchResponse of(PayoutBatch batch) {
        return new BatchResponse(
                batch.id(), batch.status(), batch.payouts(), batch.total(), batch.createdBy(), batch.createdAt());
    }
}
