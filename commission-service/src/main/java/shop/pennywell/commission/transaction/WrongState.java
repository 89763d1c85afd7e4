package shop.pennywell.commission.transaction;

/** The state of a transaction forbids it. */
final class WrongState extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongState(Transaction transaction) {
        super("the transaction is " + transaction.status()
                + (transaction.statementId() == null ? "" : " and on a statement")
                + (transaction.supplements() == null
                        ? ""
                        : " and what a claim won beside " + transaction.supplements()));
    }
}
