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

/** Counts click-outs. */
@ApplicationScoped
class ClickEvents implements EventHandler {

    /** {@code click.recorded}. */
    record ClickRecorded(
            @NotNull UUID memberId,
            @NotNull UUID storeId,
            @NotNull String storeSlug,
            @NotNull Instant clickedAt) {}

    private final EventData eventData;
    private final Counters counters;
    private final StoreSlugs slugs;

    ClickEvents(EventData eventData, Counters counters, StoreSlugs slugs) {
        this.eventData = eventData;
        this.counters = counters;
        this.slugs = slugs;
    }

    @Override
    public Set<String> types() {
        return Set.of("click.recorded");
    }

    @Override
    public void handle(Event event) {
        ClickRecorded click = eventData.read(event, ClickRecorded.class);
        slugs.learn(click.storeSlug(), click.storeId());
        LocalDate day = LocalDate.ofInstant(click.clickedAt(), ZoneOffset.UTC);
        String storeId = click.storeId().toString();
        counters.addWithFirst(
                event.id(),
                new Contribution(day, storeId, Tally.one(Metric.CLICKS)),
                "click " + click.memberId() + " " + storeId + " " + day,
                new Contribution(day, storeId, Tally.one(Metric.UNIQUE_CLICKS)));
    }
}
