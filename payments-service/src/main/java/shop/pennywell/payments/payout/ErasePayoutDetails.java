package shop.pennywell.payments.payout;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Set;
import java.util.UUID;
import shop.pennywell.defaults.events.Event;
import shop.pennywell.defaults.events.EventHandler;

/** Forgets to which bank account an erased member was paid. Amounts and postings stay: they are the books. */
@ApplicationScoped
class ErasePayoutDetails implements EventHandler {

    private final PayoutRepository payouts;

    ErasePayoutDetails(PayoutRepository payouts) {
        this.payouts = payouts;
    }

    @Override
    public Set<String> types() {
        return Set.of("member.erased");
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void handle(Event event) {
        var memberId = UUID.fromString(event.data().path("memberId").asText());
        for (var payout : payouts.ofMember(memberId)) {
            payouts.lock(payout.id()).ifPresent(Payout::erase);
        }
    }
}
