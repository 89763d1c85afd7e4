package shop.pennywell.payments.payout;

import java.time.Instant;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/** What this service says of a payout: {@code payout.changed}. */
record PayoutChanged(
        UUID payoutId,
        int revision,
        UUID memberId,
        PayoutStatus status,
        Money amount,
        String maskedIban,
        String reason,
        Instant changedAt) {

    static final String TYPE = "payout.changed";

    static PayoutChanged of(Payout payout) {
        return new PayoutChanged(
                payout.id(),
                payout.revision(),
                payout.memberId(),
                payout.status(),
                payout.amount(),
                payout.maskedIban(),
                payout.reason(),
                payout.changedAt());
    }
}
