package shop.pennywell.payments.payoutaccount;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Set;
import java.util.UUID;
import shop.pennywell.defaults.events.Event;
import shop.pennywell.defaults.events.EventHandler;

/** Forgets where an erased member was paid to. */
@ApplicationScoped
class ErasePayoutAccount implements EventHandler {

    private final PayoutAccountRepository accounts;

    ErasePayoutAccount(PayoutAccountRepository accounts) {
        this.accounts = accounts;
    }

    @Override
    public Set<String> types() {
        return Set.of("member.erased");
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void handle(Event event) {
        accounts.deleteById(UUID.fromString(event.data().path("memberId").asText()));
    }
}
