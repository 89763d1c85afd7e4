package shop.pennywell.commission.transaction;

/** Who says that an order is paid to us. */
enum SettledBy {
    /** The payment of the statement that we closed over it. */
    STATEMENT,
    /** The affiliate network that pays us for it; it is on no statement of ours. */
    NETWORK
}
