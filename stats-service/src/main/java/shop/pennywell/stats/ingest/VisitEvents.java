package shop.pennywell.stats.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import shop.pennywell.defaults.events.Event;
import shop.pennywell.defaults.events.EventData;
import shop.pennywell.defaults.events.EventHandler;
import shop.pennywell.stats.counter.Contribution;
import shop.pennywell.stats.counter.Counters;
import shop.pennywell.stats.counter.Metric;
import shop.pennywell.stats.counter.StoreSlugs;
import shop.pennywell.stats.counter.Tally;

/** Counts what visitors look at and look for. */
@ApplicationScoped
class VisitEvents implements EventHandler {

    private static final String PAGE_VIEWED = "page.viewed";
    private static final String SEARCH_PERFORMED = "search.performed";

    /** {@code page.viewed} and {@code search.performed}. */
    record Visit(@NotNull Instant at, String storeSlug) {}

    private final EventData eventData;
    private final Counters counters;
    private final StoreSlugs slugs;

    VisitEvents(EventData eventData, Counters counters, StoreSlugs slugs) {
        this.eventData = eventData;
        this.counters = counters;
        this.slugs = slugs;
    }

    @Override
    public Set<String> types() {
        return Set.of(PAGE_VIEWED, SEARCH_PERFORMED);
    }

    @Override
    public void handle(Event event) {
        Visit visit = eventData.read(event, Visit.class);
        Metric metric = event.type().equals(PAGE_VIEWED) ? Metric.PAGE_VIEWS : Metric.SEARCHES;
        // A page of a store that nothing has been heard of counts for the platform only.
        String storeId = visit.storeSlug() == null
                ? null
                : slugs.storeId(visit.storeSlug()).orElse(null);
        LocalDate day = LocalDate.ofInstant(visit.at(), ZoneOffset.UTC);
        counters.add(event.id(), new Contribution(day, storeId, Tally.one(metric)));
    }
}
