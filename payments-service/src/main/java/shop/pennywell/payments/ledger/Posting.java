package shop.pennywell.payments.ledger;

import java.util.Objects;

/**
 * One line of an entry.
 *
 * @param amount minor units of the account's currency, debit positive, credit negative, never zero
 */
public record Posting(Account account, long amount) {

    /** The most one posting can move: well inside a long, so that sums of many never overflow. */
    static final long LIMIT = 1_000_000_000_000_000L;

    public Posting {
        Objects.requireNonNull(account, "account");
        if (amount == 0 || amount < -LIMIT || amount > LIMIT) {
            throw new IllegalArgumentException("not an amount to post: " + amount);
        }
    }

    public static Posting debit(Account account, long amount) {
        return new Posting(account, positive(amount));
    }

    public static Posting credit(Account account, long amount) {
        return new Posting(account, -positive(amount));
    }

    public String currency() {
        return account.currency();
    }

    private static long positive(long amount) {
        if (amount <= 0) {
            throw new IllegalArgumentException("debits and credits are given as positive amounts: " + amount);
        }
        return amount;
    }
}
