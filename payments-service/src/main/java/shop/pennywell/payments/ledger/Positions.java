package shop.pennywell.payments.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the money of one thing stands, such as a transaction. Each state of it has one such set, and going from any state to any
 * other posts the difference: so it does not matter which revisions were seen on the way.
 */
public record Positions(Map<Account, Long> amounts) {

    public static final Positions NONE = new Positions(Map.of());

    public Positions {
        amounts = Map.copyOf(amounts);
    }

    /**
     * The entry that turns these positions into the others; empty if they are the same.
     *
     * @param kind of an entry that takes nothing back that a member could spend
     */
    public Optional<Entry> moveTo(Positions target, Entry.Kind kind, String reference, Instant occurredAt) {
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
        return Optional.of(new Entry(reference, late ? Entry.Kind.LATE_REVERSAL : kind, occurredAt, postings));
    }
}
