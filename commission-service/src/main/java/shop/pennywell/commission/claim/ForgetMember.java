package shop.pennywell.commission.claim;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import shop.pennywell.commission.claim.ClaimStep.Actor;
import shop.pennywell.commission.claim.ClaimStep.Kind;
import shop.pennywell.defaults.events.Event;
import shop.pennywell.defaults.events.EventData;
import shop.pennywell.defaults.events.EventHandler;

/** Withdraws an erased member's open claims and forgets notes, answers and receipts of all of them. */
@ApplicationScoped
class ForgetMember implements EventHandler {
    /** {@code member.erased}. */
    record MemberErased(@NotNull UUID memberId) {}

    private final EventData eventData;
    private final ClaimRepository claims;
    private final ClaimHistory history;
    private final KeepReceipt receipts;
    private final Clock clock;

    ForgetMember(EventData eventData, ClaimRepository claims, ClaimHistory history, KeepReceipt receipts, Clock clock) {
        this.eventData = eventData;
        this.claims = claims;
        this.history = history;
        this.receipts = receipts;
        this.clock = clock;
    }

    @Override
    public Set<String> types() {
        return Set.of("member.erased");
    }

    @Override
    public void handle(Event event) {
        UUID memberId = eventData.read(event, MemberErased.class).memberId();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        for (UUID id : claims.idsOfMember(memberId)) {
            Claim claim = claims.lock(id).orElseThrow();
            Claim.Status before = claim.status();
            claim.forget();
            if (before.isOpen()) {
                claim.withdraw(now);
                history.append(claim, before, Kind.WITHDRAWN, Actor.CALENDAR, null);
            }
            history.forgetTexts(id);
            receipts.deleteAll(id);
        }
    }
}
