package shop.pennywell.commission.transaction;

/** What made a revision of a transaction. */
public enum Change {
    REPORTED,
    APPROVED,
    DECLINED,
    AMENDED,
    REINSTATED,
    PAID,
    CLAWED_BACK,
    /** The cashback waits, because somebody looks at it. */
    HELD,
    /** It waits for nobody any more. */
    RELEASED;

    /** Partners do not hear what we look at: for them nothing changes. */
    boolean concernsPartner() {
        return this != HELD && this != RELEASED;
    }
}
