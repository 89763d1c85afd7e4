package shop.pennywell.commission.transaction;

import java.util.UUID;

/**
 * What became of one entry of a batch.
 *
 * @param index its place in the batch, from 0
 * @param transactionId of the accepted or already known order
 * @param code stable, for machines; none if all is well
 */
public record BatchResult(int index, Outcome outcome, UUID transactionId, String code, String detail) {

    /** Three ways to end. */
    public enum Outcome {
        ACCEPTED,
        DUPLICATE,
        REJECTED
    }

    static BatchResult accepted(int index, UUID transactionId) {
        return new BatchResult(index, Outcome.ACCEPTED, transactionId, null, null);
    }

    static BatchResult accepted(int index, UUID transactionId, String code, String detail) {
        return new BatchResult(index, Outcome.ACCEPTED, transactionId, code, detail);
    }

    static BatchResult duplicate(int index, UUID transactionId, String detail) {
        return new BatchResult(index, Outcome.DUPLICATE, transactionId, "duplicate", detail);
    }

    static BatchResult rejected(int index, UUID transactionId, Refusal refusal) {
        return new BatchResult(index, Outcome.REJECTED, transactionId, refusal.code(), refusal.getMessage());
    }
}
