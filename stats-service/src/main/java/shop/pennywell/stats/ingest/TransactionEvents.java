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
import shop.pennywell.stats.counter.StoreSlugs;
import shop.pennywell.stats.counter.Tally;

/** Counts orders by their latest state, on the day they were placed. */
@ApplicationScoped
class TransactionEvents implements EventHandler {

    enum Status {
        PENDING,
        APPROVED,
        DECLINED,
        PAID,
        CLAWED_BACK
    }

    /** {@code transaction.changed}. */
    record TransactionChanged(
            @NotNull UUID transactionId,
            long revision,
            @NotNull Status status,
            @NotNull UUID storeId,
            @NotNull String storeSlug,
            @NotNull Instant orderedAt,
            @NotNull Money orderValue,
            @NotNull Money commission,
            @NotNull Money cashback) {

        /** Declined and clawed back orders still count as orders, but their amounts are nobody's any more. */
        Tally tally() {
            Tally order = Tally.one(Metric.ORDERS);
            if (status == Status.DECLINED || status == Status.CLAWED_BACK) {
                return order.plus(Tally.one(Metric.DECLINED));
            }
            Tally counted = order.plus(Tally.sum(Metric.SALE_AMOUNTS, orderValue))
                    .plus(Tally.sum(Metric.COMMISSIONS, commission))
                    .plus(Tally.sum(Metric.CASHBACKS, cashback));
            return status == Status.PENDING ? counted : counted.plus(Tally.one(Metric.APPROVED));
        }
    }

    private final EventData eventData;
    private final Counters counters;
    private final StoreSlugs slugs;

    TransactionEvents(EventData eventData, Counters counters, StoreSlugs slugs) {
        this.eventData = eventData;
        this.counters = counters;
        this.slugs = slugs;
    }

    @Override
    public Set<String> types() {
        return Set.of("transaction.changed");
    }

    @Override
    public void handle(Event event) {
        TransactionChanged change = eventData.read(event, TransactionChanged.class);
        slugs.learn(change.storeSlug(), change.storeId());
        Contribution now = new Contribution(
                LocalDate.ofInstant(change.orderedAt(), ZoneOffset.UTC),
                change.storeId().toString(),
                change.tally());
        counters.replace(event.id(), "transaction", change.transactionId(), change.revision(), now);
    }
}
