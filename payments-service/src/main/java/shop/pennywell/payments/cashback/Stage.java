package shop.pennywell.payments.cashback;

/** How far a transaction's money is, which decides on which accounts it stands. */
enum Stage {
    /** Declined or clawed back: nothing stands anywhere. */
    NONE,
    /** Reported, not yet approved. */
    PENDING,
    /** Approved: the partner owes us, the member must wait until it has paid. */
    APPROVED,
    /** The member can take it out. */
    PAYABLE;

    static Stage of(TransactionChanged.Status status, boolean payable) {
        return switch (status) {
            case PENDING -> PENDING;
            case APPROVED -> payable ? PAYABLE : APPROVED;
            case PAID -> PAYABLE;
            case DECLINED, CLAWED_BACK -> NONE;
        };
    }
}
