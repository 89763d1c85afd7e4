package shop.pennywell.commission.transaction;

/** Where a transaction stands. */
public enum Status {
    PENDING,
    APPROVED,
    DECLINED,
    PAID,
    CLAWED_BACK;

    /** Neither declined nor taken back. */
    boolean earns() {
        return this != DECLINED && this != CLAWED_BACK;
    }
}
