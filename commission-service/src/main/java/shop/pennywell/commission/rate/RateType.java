package shop.pennywell.commission.rate;

/** How a store pays: a percentage of the order value of a commission group, or one amount per order and group. */
public enum RateType {
    PERCENT,
    FIXED
}
