package shop.pennywell.payments.payout;

/** Where a payout is. */
public enum PayoutStatus {
    /** Waits for staff. */
    REQUESTED,
    /** Goes into the next batch. */
    APPROVED,
    /** In a file for the bank; no answer yet. */
    SUBMITTED,
    /** The bank did not answer in time. It may still have paid, so the payout is never sent again. */
    UNKNOWN,
    /** The bank has paid. */
    SETTLED,
    /** The bank had paid and the money came back. */
    RETURNED,
    /** The bank did not pay. */
    REJECTED;

    boolean awaitsBank() {
        return this == SUBMITTED || this == UNKNOWN;
    }
}
