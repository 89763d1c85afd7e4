package shop.pennywell.commission.transaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import shop.pennywell.commission.click.Click;
import shop.pennywell.commission.click.KnownClicks;
import shop.pennywell.commission.store.Store;
import shop.pennywell.commission.store.StoreRepository;
import shop.pennywell.commission.transaction.TransactionHistory.Revised;
import shop.pennywell.commission.world.World;

/**
 * Takes reported orders in, by whatever way they come: each is judged on its own, and the good ones become transactions in one database
 * transaction with their items, their first revision and their event.
 */
@ApplicationScoped
public class ReportOrders {
    private final KnownClicks clicks;
    private final StoreRepository stores;
    private final TransactionRepository transactions;
    private final TransactionHistory history;
    private final OrderConfig config;
    private final ObjectMapper json;
    private final Clock clock;

    @ConfigMapping(prefix = "pennywell.orders")
    interface OrderConfig {
        /** How long after its click an order may be made. */
        @WithDefault("90d")
        Duration window();

        /** How far a store's clock may be off. */
        @WithDefault("1m")
        Duration clockSkew();
    }

    private record Key(UUID storeId, String orderReference) {}

    /** An order that is good in itself. */
    private record Judged(int index, Transaction transaction, JsonNode payload, String defaulted) {
        Key key() {
            return new Key(transaction.storeId(), transaction.orderReference());
        }
    }

    ReportOrders(
            KnownClicks clicks,
            StoreRepository stores,
            TransactionRepository transactions,
            TransactionHistory history,
            OrderConfig config,
            ObjectMapper json,
            Clock clock) {
        this.clicks = clicks;
        this.stores = stores;
        this.transactions = transactions;
        this.history = history;
        this.config = config;
        this.json = json;
        this.clock = clock;
    }

    /**
     * @param saidBy client id or postback key
     * @param payloads the orders word for word
     * @return one result for each, in their order
     */
    @Transactional
    public List<BatchResult> report(UUID partnerId, String saidBy, List<JsonNode> payloads) {
        return report(partnerId, saidBy, payloads, false);
    }

    /** One order that a won claim says, however long after its click it was made. */
    BatchResult reportClaimed(UUID partnerId, String saidBy, JsonNode payload) {
        return report(partnerId, saidBy, List.of(payload), true).get(0);
    }

    private List<BatchResult> report(UUID partnerId, String saidBy, List<JsonNode> payloads, boolean claimed) {
        BatchResult[] results = new BatchResult[payloads.size()];
        List<Judged> good = judge(partnerId, payloads, claimed, results);
        Map<Key, Judged> firsts = new LinkedHashMap<>();
        good.forEach(judged -> firsts.putIfAbsent(judged.key(), judged));
        if (!firsts.isEmpty()) {
            List<Revised> revised = new ArrayList<>(add(firsts.values(), saidBy, results));
            List<Judged> left = unanswered(firsts.values(), results);
            if (!left.isEmpty() && adopt(left, saidBy, results, revised)) {
                // What was kept out together with it: another order, whose letters differ as little.
                revised.addAll(add(unanswered(left, results), saidBy, results));
            }
            history.append(revised);
            answerDuplicates(
                    unanswered(good, results).stream().collect(Collectors.groupingBy(judged -> judged.key()
                            .storeId())),
                    results);
        }
        return List.of(results);
    }

    private static List<Judged> unanswered(Collection<Judged> orders, BatchResult[] results) {
        return orders.stream().filter(judged -> results[judged.index()] == null).toList();
    }

    private List<Revised> add(Collection<Judged> orders, String saidBy, BatchResult[] results) {
        Set<UUID> added =
                transactions.addNew(orders.stream().map(Judged::transaction).toList());
        List<Judged> accepted = orders.stream()
                .filter(judged -> added.contains(judged.transaction().id()))
                .toList();
        accepted.forEach(judged -> results[judged.index()] = accepted(judged));
        return accepted.stream()
                .map(judged -> Revised.of(judged.transaction(), Change.REPORTED, saidBy, judged.payload()))
                .toList();
    }

    /** Orders that claims have booked in the letters of a member have those of the store from now on. Whether there was any. */
    private boolean adopt(List<Judged> left, String saidBy, BatchResult[] results, List<Revised> revised) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Transaction> copied = transactions.lockCopied(
                left.stream().map(judged -> judged.key().storeId()).distinct().toList(),
                left.stream().map(judged -> judged.key().orderReference()).toList());
        for (Transaction order : copied) {
            left.stream()
                    .filter(judged -> results[judged.index()] == null && isCopy(order, judged.transaction()))
                    .min(Comparator.comparing(
                            judged -> !judged.key().orderReference().equals(order.orderReference())))
                    .ifPresent(judged -> {
                        transactions.forgetCopied(order.id());
                        if (order.adoptReference(judged.key().orderReference(), now)) {
                            revised.add(Revised.of(order, Change.AMENDED, saidBy, judged.payload()));
                        }
                        results[judged.index()] = BatchResult.duplicate(
                                judged.index(), order.id(), "a claim has booked this order already");
                    });
        }
        transactions.flush();
        return !copied.isEmpty();
    }

    private static boolean isCopy(Transaction claimed, Transaction reported) {
        return claimed.storeId().equals(reported.storeId())
                && claimed.memberId().equals(reported.memberId())
                && claimed.orderReference().equalsIgnoreCase(reported.orderReference());
    }

    /** Reads the clicks of orders that will be reported next, so that they need not be waited for then. */
    public void lookAhead(List<JsonNode> payloads) {
        clicks.all(payloads.stream()
                .map(payload -> payload.path("clickId").asText().toUpperCase(Locale.ROOT))
                .filter(Click::isId)
                .toList());
    }

    private List<Judged> judge(UUID partnerId, List<JsonNode> payloads, boolean claimed, BatchResult[] results) {
        Map<Integer, OrderReport> read = new LinkedHashMap<>();
        for (int i = 0; i < payloads.size(); i++) {
            try {
                read.put(i, OrderReport.read(payloads.get(i)));
            } catch (Refusal refusal) {
                results[i] = BatchResult.rejected(i, null, refusal);
            }
        }
        Map<String, Click> known = clicks.all(read.values().stream()
                .map(OrderReport::clickId)
                .filter(Click::isId)
                .toList());
        Map<UUID, Store> theirs = new HashMap<>();
        if (!known.isEmpty()) {
            Set<UUID> ids = known.values().stream().map(Click::storeId).collect(Collectors.toSet());
            stores.list("id in ?1", ids).forEach(store -> theirs.put(store.id(), store));
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Judged> good = new ArrayList<>();
        read.forEach((index, order) -> {
            try {
                Click click = known.get(order.clickId());
                refuseUnless(partnerId, order, click, claimed, now);
                Store store = theirs.get(click.storeId());
                Transaction transaction = new Transaction(click, store, order, write(click), now);
                if (claimed) {
                    transaction.expectConfirmationFrom(now, store.daysToConfirm());
                }
                good.add(new Judged(index, transaction, payloads.get(index), defaulted(order, click)));
            } catch (Refusal refusal) {
                results[index] = BatchResult.rejected(index, null, refusal);
            }
        });
        return good;
    }

    private void refuseUnless(UUID partnerId, OrderReport order, Click click, boolean claimed, Instant now) {
        if (click == null) {
            throw unknown(order.clickId());
        }
        if (!click.partnerId().equals(partnerId)) {
            throw new Refusal("store-not-yours", "the click went to a store of another partner");
        }
        if (!order.currency().equals(click.receipt().currency())) {
            throw new Refusal(
                    "currency-mismatch", "the store sells in " + click.receipt().currency());
        }
        if (order.orderedAt().isBefore(click.clickedAt().minus(config.clockSkew()))) {
            throw new Refusal("ordered-before-click", "the click was at " + click.clickedAt());
        }
        if (!claimed && order.orderedAt().isAfter(click.clickedAt().plus(config.window()))) {
            throw new Refusal(
                    "window-passed", "an order counts for " + config.window().toDays() + " days after its click");
        }
        if (order.orderedAt().isAfter(now.plus(config.clockSkew()))) {
            throw new Refusal("ordered-at-invalid", "orderedAt is in the future");
        }
    }

    /** Which of the two worlds a click id is of shows in itself; whether there is such a click, only in its own. */
    private Refusal unknown(String clickId) {
        if (!Click.isId(clickId) || Click.worldOf(clickId) == clicks.world()) {
            return new Refusal("click-unknown", "no such click, or it is too long ago");
        }
        return Click.worldOf(clickId) == World.SANDBOX
                ? new Refusal("click-of-sandbox", "clicks of the sandbox bring no orders here")
                : new Refusal("click-of-production", "the sandbox knows only clicks that were made in it");
    }

    private void answerDuplicates(Map<UUID, List<Judged>> byStore, BatchResult[] results) {
        byStore.forEach((storeId, again) -> {
            Map<String, UUID> known = transactions.known(
                    storeId,
                    again.stream().map(judged -> judged.key().orderReference()).toList());
            again.forEach(judged -> results[judged.index()] = BatchResult.duplicate(
                    judged.index(), known.get(judged.key().orderReference()), "this order is known; nothing changed"));
        });
    }

    private static BatchResult accepted(Judged judged) {
        UUID id = judged.transaction().id();
        return judged.defaulted() == null
                ? BatchResult.accepted(judged.index(), id)
                : BatchResult.accepted(judged.index(), id, "group-defaulted", judged.defaulted());
    }

    /** Which items count as DEFAULT though the store did not say so; null if none. */
    private static String defaulted(OrderReport order, Click click) {
        String items = IntStream.range(0, order.lines().size())
                .filter(i -> {
                    String group = order.lines().get(i).group();
                    return group == null
                            || !click.receipt().groupOrDefault(group).equals(group);
                })
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
        return items.isEmpty() ? null : "counted as DEFAULT: item " + items;
    }

    private String write(Click click) {
        try {
            return json.writeValueAsString(click.receipt());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
