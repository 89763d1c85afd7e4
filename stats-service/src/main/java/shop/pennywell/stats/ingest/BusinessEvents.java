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

/** Counts registrations, mails and partners' payments, and learns stores' slugs. */
@ApplicationScoped
class BusinessEvents implements EventHandler {

    private static final String MEMBER_REGISTERED = "member.registered";
    private static final String MESSAGE_CHANGED = "message.changed";
    private static final String STATEMENT_SETTLED = "statement.settled";
    private static final String STORE_CHANGED = "store.changed";

    /** {@code member.registered}; who it was is of no interest here. */
    record MemberRegistered(@NotNull Instant registeredAt) {}

    /** {@code message.changed}. */
    record MessageChanged(@NotNull String status, @NotNull Instant changedAt) {}

    /** {@code statement.settled}. */
    record StatementSettled(@NotNull Money amount, @NotNull LocalDate receivedOn) {}

    /** {@code store.changed}. */
    record StoreChanged(@NotNull UUID storeId, @NotNull String slug) {}

    private final EventData eventData;
    private final Counters counters;
    private final StoreSlugs slugs;

    BusinessEvents(EventData eventData, Counters counters, StoreSlugs slugs) {
        this.eventData = eventData;
        this.counters = counters;
        this.slugs = slugs;
    }

    @Override
    public Set<String> types() {
        return Set.of(MEMBER_REGISTERED, MESSAGE_CHANGED, STATEMENT_SETTLED, STORE_CHANGED);
    }

    @Override
    public void handle(Event event) {
        switch (event.type()) {
            case MEMBER_REGISTERED -> {
                MemberRegistered member = eventData.read(event, MemberRegistered.class);
                count(event, day(member.registeredAt()), Tally.one(Metric.REGISTRATIONS));
            }
            case MESSAGE_CHANGED -> {
                MessageChanged message = eventData.read(event, MessageChanged.class);
                boolean sent = message.status().equals("SENT");
                Tally tally = Tally.one(sent ? Metric.MESSAGES_SENT : Metric.MESSAGES_FAILED);
                count(event, day(message.changedAt()), tally);
            }
            case STATEMENT_SETTLED -> {
                StatementSettled payment = eventData.read(event, StatementSettled.class);
                count(event, payment.receivedOn(), Tally.sum(Metric.STATEMENT_PAYMENTS, payment.amount()));
            }
            default -> {
                // Learning a slug twice is harmless: it needs no id in the inbox.
                StoreChanged store = eventData.read(event, StoreChanged.class);
                slugs.learn(store.slug(), store.storeId());
            }
        }
    }

    private void count(Event event, LocalDate day, Tally tally) {
        counters.add(event.id(), new Contribution(day, null, tally));
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
