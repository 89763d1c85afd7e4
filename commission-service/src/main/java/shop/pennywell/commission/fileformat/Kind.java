package shop.pennywell.commission.fileformat;

/** What a file holds. */
public enum Kind {
    ORDERS,
    VALIDATIONS
}
