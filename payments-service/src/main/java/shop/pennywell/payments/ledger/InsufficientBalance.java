package shop.pennywell.payments.ledger;

/** An entry would take more from an account than is there. Nothing was posted. */
public class InsufficientBalance extends RuntimeException {

    InsufficientBalance(Account account) {
        super("not enough on " + account);
    }
}
