package shop.pennywell.commission.hold;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import shop.pennywell.defaults.events.Event;
import shop.pennywell.defaults.events.EventData;
import shop.pennywell.defaults.events.EventHandler;

/** Keeps which members gave the same bank account; when it shows, the orders of all of them are looked at again. */
@ApplicationScoped
class FollowPayoutAccounts implements EventHandler {
    private final EventData eventData;
    private final MemberTraces traces;
    private final UncheckedOrders unchecked;
    private final HoldConfig config;
    private final jakarta.enterprise.event.Event<AccountShared> shared;

    FollowPayoutAccounts(
            EventData eventData,
            MemberTraces traces,
            UncheckedOrders unchecked,
            HoldConfig config,
            jakarta.enterprise.event.Event<AccountShared> shared) {
        this.eventData = eventData;
        this.traces = traces;
        this.unchecked = unchecked;
        this.config = config;
        this.shared = shared;
    }

    /**
     * {@code payout-account.changed}.
     *
     * @param accountFingerprint the same for the same account, and tells nothing of it; null from a payments-service that makes none
     */
    record PayoutAccountChanged(
            @NotNull UUID memberId,
            @Size(min = 16, max = 100) String accountFingerprint) {}

    @Override
    public Set<String> types() {
        return Set.of("payout-account.changed");
    }

    @Override
    public void handle(Event event) {
        PayoutAccountChanged account = eventData.read(event, PayoutAccountChanged.class);
        if (account.accountFingerprint() == null) {
            return;
        }
        List<UUID> sharers = traces.knowAccount(account.memberId(), account.accountFingerprint());
        if (sharers.size() > config.membersPerAccount()) {
            unchecked.again(sharers, config.mostCheckedAgain());
            shared.fire(new AccountShared(Set.copyOf(sharers)));
        }
    }
}
