package shop.pennywell.payments.ledger;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rules by which an entry changes balances. The database enforces the same rules once more (V1__create_ledger.sql);
 * here they give a typed answer before anything is written.
 */
final class Ledger {

    /**
     * An account's state.
     *
     * @param amount signed minor units, debit positive
     * @param debtAllowed how far a floored account may be in debit: raised by a late reversal only, and sinking again with
     *     the debt
     */
    record Balance(long amount, long debtAllowed) {
        static final Balance ZERO = new Balance(0, 0);

        private Balance plus(Account account, Entry.Kind kind, long delta) {
            long next = Math.addExact(amount, delta);
            long debt = account.purpose().floored() ? Math.max(0, next) : 0;
            boolean mayOwe = kind == Entry.Kind.LATE_REVERSAL && account.purpose() == Purpose.AVAILABLE;
            long allowed = mayOwe ? debt : Math.min(debtAllowed, debt);
            if (debt > allowed) {
                throw new InsufficientBalance(account);
            }
            return new Balance(next, allowed);
        }
    }

    private Ledger() {}

    /**
     * The balances of the entry's accounts after it.
     *
     * @throws InsufficientBalance if a floored account would go below its floor
     */
    static Map<Account, Balance> after(Entry entry, Map<Account, Balance> before) {
        var after = new LinkedHashMap<Account, Balance>();
        for (var posting : entry.postings()) {
            var account = posting.account();
            after.put(
                    account, before.getOrDefault(account, Balance.ZERO).plus(account, entry.kind(), posting.amount()));
        }
        return after;
    }
}
