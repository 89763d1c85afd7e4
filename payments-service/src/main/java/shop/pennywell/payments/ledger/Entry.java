package shop.pennywell.payments.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Something that happened to money: two or more postings that sum to zero in each currency. An entry is never changed;
 * what was wrong is put right by another entry.
 *
 * @param reference the business event, e.g. {@code payout/<id>/settled}; the same reference is posted once, whatever is
 *     replayed
 * @param occurredAt when it happened, which may be before it is posted
 */
public record Entry(String reference, Kind kind, Instant occurredAt, List<Posting> postings) {

    /** What an entry is about. */
    public enum Kind {
        CASHBACK,
        /** What we give of our own. */
        BONUS,
        /** Takes back what the member could already spend: may leave a debt on the member's account. */
        LATE_REVERSAL,
        PARTNER_PAYMENT,
        PAYOUT
    }

    private static final int MOST_POSTINGS = 100;
    private static final int LONGEST_REFERENCE = 200;

    public Entry {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(occurredAt, "occurredAt");
        postings = List.copyOf(postings);
        if (reference.isBlank() || reference.length() > LONGEST_REFERENCE) {
            throw new IllegalArgumentException("not a reference: " + reference);
        }
        if (postings.size() < 2 || postings.size() > MOST_POSTINGS) {
            throw new IllegalArgumentException("an entry has 2 to " + MOST_POSTINGS + " postings: " + reference);
        }
        if (postings.stream().map(Posting::account).distinct().count() < postings.size()) {
            throw new IllegalArgumentException("an entry touches an account once: " + reference);
        }
        var sums = postings.stream()
                .collect(Collectors.groupingBy(
                        Posting::currency, TreeMap::new, Collectors.summingLong(Posting::amount)));
        if (sums.values().stream().anyMatch(sum -> sum != 0)) {
            throw new IllegalArgumentException("entry " + reference + " does not sum to zero: " + sums);
        }
    }
}
