package shop.pennywell.commission.transaction;

/** Why an order earns nothing, or less; members read it in plain words. */
public enum Reason {
    RETURNED,
    CANCELLED,
    OUT_OF_STOCK,
    FRAUD,
    DUPLICATE_ORDER,
    OTHER_SOURCE,
    VOUCHER_NOT_ALLOWED,
    EXCLUDED_ITEM,
    TERMS_NOT_MET,
    INVALID_CUSTOMER_DATA,
    TEST_ORDER,
    OTHER
}
