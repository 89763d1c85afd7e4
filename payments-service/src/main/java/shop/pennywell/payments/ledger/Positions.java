package shop.pennywell.payments.cashback;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import shop.pennywell.payments.ledger.Account;
import shop.pennywell.payments.ledger.Entry;
import shop.pennywell.payments.ledger.Posting;
import shop.pennywell.payments.ledger.Purpose;

/**
 * Where the money of one transaction stands. Each state of a transaction has one such set, and going from any state to any
 * other posts the difference: so it does not matter which revisions were seen on the way.
 */
record Positions(Map<Account, Long> amounts) {

    static final Positions NONE = new Positions(Map.of());

    Positions {
        amounts = Map.copyOf(amounts);
    }

    /**
     * The partner owes the whole commission, we owe the member the cashback, the rest is ours.
     *
     * @param commission minor units
     * @param cashback minor units, at most the commission
     */
    static Positions of(Stage stage, UUID partnerId, UUID memberId, String currency, long commission, long cashback) {
        var receivable = stage == Stage.PENDING ? Purpose.RECEIVABLE_PENDING : Purpose.RECEIVABLE;
        var revenue = stage == Stage.PENDING ? Purpose.REVENUE_PENDING : Purpose.REVENUE;
        var owed = stage == Stage.PAYABLE ? Purpose.AVAILABLE : Purpose.PENDING;
        if (stage == Stage.NONE) {
            return NONE;
        }
        var amounts = new LinkedHashMap<Account, Long>();
        amounts.put(Account.of(receivable, partnerId, currency), commission);
        amounts.put(Account.of(owed, memberId, currency), -cashback);
        amounts.put(Account.platform(revenue, currency), cashback - commission);
        return new Positions(amounts);
    }

    /** The entry that turns these positions into the others; empty if they are the same. */
    Optional<Entry> moveTo(Positions target, String reference, Instant occurredAt) {
        var differences = new LinkedHashMap<Account, Long>();
        target.amounts.forEach((account, amount) -> differences.merge(account, amount, Math::addExact));
        amounts.forEach((account, amount) -> differences.merge(account, -amount, Math::addExact));
        List<Posting> postings = new ArrayList<>();
        differences.forEach((account, amount) -> {
            if (amount != 0) {
                postings.add(new Posting(account, amount));
            }
        });
        if (postings.isEmpty()) {
            return Optional.empty();
        }
        // Less to take out than before. The member may have taken it out already: then it becomes a debt.
        boolean late = postings.stream()
                .anyMatch(posting -> posting.account().purpose() == Purpose.AVAILABLE && posting.amount() > 0);
        var kind = late ? Entry.Kind.LATE_REVERSAL : Entry.Kind.CASHBACK;
        return Optional.of(new Entry(reference, kind, occurredAt, postings));
    }
}
