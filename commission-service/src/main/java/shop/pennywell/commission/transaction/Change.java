package shop.pennywell.commission.transaction;

/** What made a revision of a transaction. */
public enum Change {
    REPORTED,
    APPROVED,
    DECLINED,
    AMENDED,
    REINSTATED,
    PAID,
    CLAWED_BACK
}
