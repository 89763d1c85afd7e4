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
import shop.pennywell.stats.counter.Contribution;
import shop.pennywell.stats.counter.Counters;
import shop.pennywell.stats.counter.Metric;
import shop.pennywell.stats.counter.StoreSlugs;
import shop.pennywell.stats.counter.Tally;

/** Counts claims by their latest state, on the day they were made. */
@ApplicationScoped
class ClaimEvents implements EventHandler {

    /** {@code claim.changed}. */
    record ClaimChanged(
            @NotNull UUID claimId,
            long revision,
            @NotNull String status,
            @NotNull UUID storeId,
            @NotNull String storeSlug,
            @NotNull Instant createdAt) {

        Tally tally() {
            Tally claim = Tally.one(Metric.CLAIMS);
            return switch (status) {
                case "WON" -> claim.plus(Tally.one(Metric.CLAIMS_WON));
                case "LOST" -> claim.plus(Tally.one(Metric.CLAIMS_LOST));
                default -> claim;
            };
        }
    }

    private final EventData eventData;
    private final Counters counters;
    private final StoreSlugs slugs;

    ClaimEvents(EventData eventData, Counters counters, StoreSlugs slugs) {
        this.eventData = eventData;
        this.counters = counters;
        this.slugs = slugs;
    }

    @Override
    public Set<String> types() {
        return Set.of("claim.changed");
    }

    @Override
    public void handle(Event event) {
        ClaimChanged change = eventData.read(event, ClaimChanged.class);
        slugs.learn(change.storeSlug(), change.storeId());
        Contribution now = new Contribution(
                LocalDate.ofInstant(change.createdAt(), ZoneOffset.UTC),
                change.storeId().toString(),
                change.tally());
        counters.replace(event.id(), "claim", change.claimId(), change.revision(), now);
    }
}
