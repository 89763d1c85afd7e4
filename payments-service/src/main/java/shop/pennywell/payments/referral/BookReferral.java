package shop.pennywell.payments.referral;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Comparator;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import shop.pennywell.defaults.events.Event;
import shop.pennywell.defaults.events.EventData;
import shop.pennywell.defaults.events.EventHandler;
import shop.pennywell.payments.cashback.CoveredCashback;
import shop.pennywell.payments.ledger.Entry;
import shop.pennywell.payments.ledger.LedgerRepository;

/**
 * Books the bonuses of a referral to where its newest revision says that they stand: both sides in one entry, which is posted once.
 * Revisions may come in any order and again. What is taken back may leave a debt.
 */
@ApplicationScoped
class BookReferral implements EventHandler {
    private static final String ERASED = "member.erased";

    private final EventData eventData;
    private final ReferralBookings bookings;
    private final CoveredCashback covered;
    private final LedgerRepository ledger;
    private final Clock clock;

    BookReferral(
            EventData eventData,
            ReferralBookings bookings,
            CoveredCashback covered,
            LedgerRepository ledger,
            Clock clock) {
        this.eventData = eventData;
        this.bookings = bookings;
        this.covered = covered;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public Set<String> types() {
        return Set.of("referral.changed", ERASED);
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void handle(Event event) {
        if (event.type().equals(ERASED)) {
            UUID memberId = UUID.fromString(event.data().path("memberId").asText());
            covered.lock(memberId);
            bookings.erase(memberId, clock.instant());
        } else {
            ReferralChanged change = eventData.read(event, ReferralChanged.class);
            change.check();
            book(change);
        }
    }

    private void book(ReferralChanged change) {
        // In the order of what is locked, which is the hash code: so no two that lock two members each wait for each
        // other.
        Stream.of(change.referrerId(), change.friendId())
                .sorted(Comparator.comparing(UUID::hashCode))
                .forEach(covered::lock);
        var known = bookings.findById(change.referralId());
        var booking = known != null ? known : new ReferralBooking(change);
        if (booking.knows(change)) {
            return;
        }
        var before = booking.positions();
        booking.take(change, bookings::isErased, clock.instant());
        bookings.persist(booking);
        var entry = before.moveTo(
                booking.positions(),
                Entry.Kind.BONUS,
                "referral/" + change.referralId() + "/" + change.revision(),
                change.changedAt());
        if (entry.isPresent()) {
            var currency = change.friendBonus().currencyCode();
            covered.update(change.referrerId(), currency, 0);
            covered.update(change.friendId(), currency, 0);
            // Last, because the ledger's rows are what everybody waits for.
            ledger.post(entry.get());
        }
    }
}
