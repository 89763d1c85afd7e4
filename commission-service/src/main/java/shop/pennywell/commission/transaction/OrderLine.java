package shop.pennywell.commission.transaction;

/**
 * One line of an order as the store says it.
 *
 * @param group the store's commission group, perhaps null or unknown to us
 * @param amountMinor the line's total, not negative
 */
record OrderLine(String sku, String name, String group, int quantity, long amountMinor) {}
