package shop.pennywell.stats.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import shop.pennywell.defaults.events.Event;
import shop.pennywell.defaults.events.EventData;
import shop.pennywell.defaults.events.EventHandler;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.stats.counter.Contribution;
import shop.pennywell.stats.counter.Counters;
import shop.pennywell.stats.counter.Metric;
import shop.pennywell.stats.counter.Tally;

/** Counts payouts that stand settled, on the day the bank said so; one that comes back counts no longer. */
@ApplicationScoped
class PayoutEvents implements EventHandler {

    /** {@code payout.changed}. */
    record PayoutChanged(
            @NotNull UUID payoutId,
            long revision,
            @NotNull String status,
            @NotNull Money amount,
            @NotNull Instant changedAt) {}

    private final EventData eventData;
    private final Counters counters;

    PayoutEvents(EventData eventData, Counters counters) {
        this.eventData = eventData;
        this.counters = counters;
    }

    @Override
    public Set<String> types() {
        return Set.of("payout.changed");
    }

    @Override
    public void handle(Event event) {
        PayoutChanged change = eventData.read(event, PayoutChanged.class);
        Tally tally = change.status().equals("SETTLED")
                ? Tally.one(Metric.PAYOUTS).plus(Tally.sum(Metric.PAYOUT_AMOUNTS, change.amount()))
                : Tally.NOTHING;
        LocalDate day = LocalDate.ofInstant(change.changedAt(), ZoneOffset.UTC);
        counters.replace(
                event.id(), "payout", change.payoutId(), change.revision(), new Contribution(day, null, tally));
    }
}
