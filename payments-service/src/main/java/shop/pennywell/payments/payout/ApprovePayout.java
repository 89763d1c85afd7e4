package shop.pennywell.payments.payout;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.sql.Outbox;

/** Staff let a payout go. */
@ApplicationScoped
class ApprovePayout {

    private final PayoutRepository payouts;
    private final Outbox outbox;
    private final Clock clock;

    ApprovePayout(PayoutRepository payouts, Outbox outbox, Clock clock) {
        this.payouts = payouts;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional
    Payout approve(UUID id, String by) {
        var payout = payouts.lock(id).orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
        if (payout.status() != PayoutStatus.APPROVED) {
            payout.approve(by, clock.instant().truncatedTo(ChronoUnit.MICROS));
            outbox.publish(PayoutChanged.TYPE, id.toString(), PayoutChanged.of(payout));
        }
        return payout;
    }
}
