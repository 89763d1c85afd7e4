package shop.pennywell.commission.transaction;

/** Where a transaction stands. */
public enum Status {
    PENDING,
    APPROVED,
    DECLINED,
    PAID,
    CLAWED_BACK
}
