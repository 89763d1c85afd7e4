package shop.pennywell.payments.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/** An entry with its postings; debits are positive, credits negative. */
record EntryResponse(
        UUID id, String reference, String kind, Instant occurredAt, Instant postedAt, List<Line> postings) {

    record Line(UUID accountId, Account.Owner ownerType, UUID ownerId, Purpose purpose, Money amount) {}

    static EntryResponse of(LedgerReports.EntryRow entry, List<Posting> postings) {
        return new EntryResponse(
                entry.id(),
                entry.reference(),
                entry.kind(),
                entry.occurredAt(),
                entry.postedAt(),
                postings.stream().map(EntryResponse::line).toList());
    }

    private static Line line(Posting posting) {
        var account = posting.account();
        return new Line(
                account.id(),
                account.owner(),
                account.ownerId(),
                account.purpose(),
                Money.of(posting.amount(), posting.currency()));
    }
}
