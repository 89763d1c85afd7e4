package shop.pennywell.commission.network.api;

/** Where a network's record stands, in our words. */
public enum RecordStatus {
    PENDING,
    APPROVED,
    DECLINED,
    /** The network has paid us for it. */
    PAID,
    /** Said in a word that we don't know: never guessed at, but shown to staff. */
    OTHER
}
