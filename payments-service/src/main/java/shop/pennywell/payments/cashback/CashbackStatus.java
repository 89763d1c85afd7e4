package shop.pennywell.payments.cashback;

/** What a member sees of a transaction. */
enum CashbackStatus {
    TRACKED,
    CONFIRMED,
    PAYABLE,
    /** Payable, and covered by payouts that have reached the member's bank. */
    PAID,
    DECLINED;

    static CashbackStatus of(Stage stage) {
        return switch (stage) {
            case NONE -> DECLINED;
            case PENDING -> TRACKED;
            case APPROVED -> CONFIRMED;
            case PAYABLE -> PAYABLE;
        };
    }
}
