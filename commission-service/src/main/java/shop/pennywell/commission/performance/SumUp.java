package shop.pennywell.commission.performance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import shop.pennywell.commission.performance.Performance.Day;
import shop.pennywell.commission.store.Store;
import shop.pennywell.commission.store.StoreRepository;
import shop.pennywell.commission.transaction.DayStats;
import shop.pennywell.commission.transaction.TransactionRepository;
import shop.pennywell.commission.world.Worlds;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.defaults.sibling.SiblingClient;

/** Puts together what we know of a partner's orders and what stats-service has counted of its clicks. */
@ApplicationScoped
class SumUp {
    private static final Logger LOG = Logger.getLogger(SumUp.class);
    private static final int MOST_STORES = 100;

    private final StoreRepository stores;
    private final TransactionRepository transactions;
    private final SandboxClickCounts sandboxClicks;
    private final Worlds worlds;
    private final SiblingClient siblings;
    private final ObjectMapper json;

    SumUp(
            StoreRepository stores,
            TransactionRepository transactions,
            SandboxClickCounts sandboxClicks,
            Worlds worlds,
            SiblingClient siblings,
            ObjectMapper json) {
        this.stores = stores;
        this.transactions = transactions;
        this.sandboxClicks = sandboxClicks;
        this.worlds = worlds;
        this.siblings = siblings;
        this.json = json;
    }

    Performance of(UUID partnerId, LocalDate first, LocalDate last, boolean groups) {
        List<Store> own = read(() -> stores.ofPartner(partnerId, MOST_STORES));
        Optional<Map<UUID, Map<LocalDate, Long>>> clicks = worlds.isSandbox()
                ? Optional.of(read(() -> sandboxClicks.perDay(partnerId, first, last)))
                : clicks(own, first, last);
        Map<String, Map<LocalDate, DayStats>> orders = new HashMap<>();
        read(() -> transactions.perDay(partnerId, first, last))
                .forEach(day -> orders.computeIfAbsent(day.storeSlug(), store -> new HashMap<>())
                        .put(day.day(), day));
        List<Performance.Store> sums = new ArrayList<>();
        List<Day> days = new ArrayList<>();
        for (Store store : own) {
            Map<LocalDate, Long> counted =
                    clicks.map(all -> all.getOrDefault(store.id(), Map.of())).orElse(null);
            List<Day> ofStore = days(store, orders.getOrDefault(store.slug(), Map.of()), counted);
            days.addAll(ofStore);
            sums.add(Performance.Store.of(store.slug(), store.currency(), clicks.isPresent(), ofStore));
        }
        return new Performance(
                first, last, clicks.isPresent(), sums, days, groups ? groups(partnerId, first, last) : null);
    }

    /** @param clicks null if they are not known */
    private static List<Day> days(Store store, Map<LocalDate, DayStats> orders, Map<LocalDate, Long> clicks) {
        Map<LocalDate, Day> days = new TreeMap<>();
        if (clicks != null) {
            Money none = Money.zero(store.currency());
            clicks.forEach((day, count) -> days.put(day, new Day(day, store.slug(), count, 0, 0, 0, 0, none, none)));
        }
        orders.forEach((day, told) -> days.put(
                day,
                new Day(
                        day,
                        store.slug(),
                        clicks == null ? null : clicks.getOrDefault(day, 0L),
                        told.orders(),
                        told.pending(),
                        told.approved(),
                        told.declined(),
                        told.orderValue(),
                        told.commission())));
        return List.copyOf(days.values());
    }

    private List<Performance.GroupDay> groups(UUID partnerId, LocalDate first, LocalDate last) {
        return read(() -> transactions.perDayAndGroup(partnerId, first, last)).stream()
                .map(row -> new Performance.GroupDay(
                        row.day(),
                        row.storeSlug(),
                        row.group(),
                        row.orders(),
                        row.quantity(),
                        row.orderValue(),
                        row.commission()))
                .toList();
    }

    /** In short transactions, none of which is open while stats-service is asked. */
    private static <T> T read(Callable<T> reading) {
        return QuarkusTransaction.joiningExisting().call(reading);
    }

    /** Empty while stats-service is away: what we know ourselves is shown all the same. */
    private Optional<Map<UUID, Map<LocalDate, Long>>> clicks(List<Store> own, LocalDate first, LocalDate last) {
        if (own.isEmpty()) {
            return Optional.of(Map.of());
        }
        String query = own.stream().map(store -> "&store=" + store.id()).collect(Collectors.joining());
        try {
            HttpResponse<String> answer =
                    siblings.get("stats", "/internal/store-clicks?from=" + first + "&to=" + last + query);
            if (answer.statusCode() != 200) {
                throw new IOException("stats answered " + answer.statusCode());
            }
            Map<UUID, Map<LocalDate, Long>> clicks = new HashMap<>();
            for (JsonNode item : json.readTree(answer.body()).path("items")) {
                clicks.computeIfAbsent(UUID.fromString(item.path("storeId").asText()), store -> new HashMap<>())
                        .put(
                                LocalDate.parse(item.path("day").asText()),
                                item.path("clicks").asLong());
            }
            return Optional.of(clicks);
        } catch (IOException away) {
            LOG.warnf("no clicks for a partner: %s", away.getMessage());
            return Optional.empty();
        }
    }
}
