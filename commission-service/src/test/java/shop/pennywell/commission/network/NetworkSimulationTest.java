package shop.pennywell.commission.network;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.NetworkName;
import shop.pennywell.commission.TestShop;
import shop.pennywell.commission.click.PastClicks;
import shop.pennywell.commission.network.SimulatedRun.Outcome;
import shop.pennywell.commission.network.api.PollWindow;
import shop.pennywell.local.network.NetworkSimulator;
import shop.pennywell.local.network.Script;
import shop.pennywell.local.network.SimulatedOrder;
import shop.pennywell.local.network.SimulatedOrder.Line;
import shop.pennywell.local.network.SimulatedOrder.Status;
import shop.pennywell.local.network.SimulatedOrder.Step;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Months of a network's life, read now and then through throttling, failures, rows in any order and rows sent again, by replicas that die, every
 * other page twice: each transaction ends where the simulator knows that its order is.
 */
@QuarkusTest
@Tag("slow")
class NetworkSimulationTest {
    private static final int ORDERS = 20;
    private static final int DAYS_OF_ORDERS = 30;
    private static final int DAYS_UNTIL_ALL_IS_DECIDED = 125;
    private static final Map<String, Integer> MEMBER_SHARE = Map.of("DEFAULT", 60, "ELECTRONICS", 50);

    /** The sweep comes less often. */
    private static final Set<PollWindow> NEWS = EnumSet.of(PollWindow.NEW, PollWindow.CHANGED);

    private static final String RECORDS = "select count(*) from network_record where account_id = :account";
    /** Most networks know nothing of our commission groups. */
    private static final List<String> NO_GROUPS = List.of("DEFAULT");

    @Inject
    SimulatedRun run;

    @Inject
    PastClicks pastClicks;

    /** What must have become of an order. */
    private record Truth(String status, Long value, Long commission, Long cashback) {}

    @Test
    void awin() {
        everyTransactionEndsWhereItsOrderIs(NetworkName.AWIN, "Europe/Berlin", 2, List.of("DEFAULT", "ELECTRONICS"));
    }

    @Test
    void cj() {
        everyTransactionEndsWhereItsOrderIs(NetworkName.CJ, "UTC", 3, NO_GROUPS);
    }

    @Test
    void rakuten() {
        everyTransactionEndsWhereItsOrderIs(NetworkName.RAKUTEN, "UTC", 2, NO_GROUPS);
    }

    @Test
    void impact() {
        everyTransactionEndsWhereItsOrderIs(NetworkName.IMPACT, "UTC", 2, NO_GROUPS);
    }

    @Test
    void partnerize() {
        everyTransactionEndsWhereItsOrderIs(NetworkName.PARTNERIZE, "Europe/Berlin", 4, NO_GROUPS);
    }

    @Test
    void tradedoubler() {
        everyTransactionEndsWhereItsOrderIs(NetworkName.TRADEDOUBLER, "Europe/Stockholm", 2, NO_GROUPS);
    }

    @Test
    void admitad() {
        everyTransactionEndsWhereItsOrderIs(NetworkName.ADMITAD, "Europe/Moscow", 2, NO_GROUPS);
    }

    private void everyTransactionEndsWhereItsOrderIs(
            NetworkName network, String zone, int decimals, List<String> groups) {
        String small = network.name().toLowerCase(Locale.ROOT);
        long seed = network.name().hashCode();
        Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Instant begin = end.minus(Duration.ofDays(DAYS_OF_ORDERS + DAYS_UNTIL_ALL_IS_DECIDED));
        TestShop shop = shopOpenSince(begin);
        List<SimulatedOrder> orders =
                new Script(seed, "EUR", decimals, groups).after(clicks(shop, "1234", begin, new Random(seed)));
        try (NetworkSimulator simulator = new NetworkSimulator(seed)) {
            // Given
            simulator.orders(small, orders);
            simulator.disturb(0.2);
            run.connect(shop, network, zone, simulator, begin);
            run.map("1234", shop.storeId);
            run.everyOtherPageTwice();

            // When
            Random random = new Random(seed);
            boolean killed = false;
            int readings = 0;
            for (Instant day = begin; day.isBefore(end); day = day.plus(Duration.ofDays(8 + random.nextInt(5)))) {
                run.readAt(day, readings++ % 3 == 0 ? EnumSet.allOf(PollWindow.class) : NEWS);
                if (!killed && day.isAfter(begin.plus(Duration.ofDays(60)))) {
                    run.killReplica();
                    killed = true;
                }
            }
            run.readAllAt(end);

            // Then
            assertEquals(truth(network, orders, end), found(run.outcomes()));
            assertEquals(
                    ORDERS,
                    run.count("select count(distinct transaction_id) from network_order where account_id = :account"));

            // And what is read once more is no news
            long records = run.count(RECORDS);
            run.readAllAt(end.plus(Duration.ofHours(1)));
            assertEquals(records, run.count(RECORDS));
        }
    }

    private TestShop shopOpenSince(Instant begin) {
        TestShop shop = TestShop.open();
        List<Map<String, Object>> rates = new ArrayList<>();
        MEMBER_SHARE.forEach((group, share) -> {
            Map<String, Object> rate = new HashMap<>(TestShop.rate(group, "5", share.toString()));
            rate.put("validFrom", begin.minus(Duration.ofDays(1)).toString());
            rates.add(rate);
        });
        shop.rates(rates.toArray(new Map<?, ?>[0])).then().statusCode(200);
        return shop;
    }

    private List<Script.Click> clicks(TestShop shop, String programme, Instant begin, Random random) {
        List<Script.Click> clicks = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            Instant at = begin.plusSeconds(random.nextInt(DAYS_OF_ORDERS * 24 * 3600));
            clicks.add(new Script.Click(pastClicks.click(shop.slug, UUID.randomUUID(), at), programme, at));
        }
        return clicks;
    }

    private static Map<String, Truth> truth(NetworkName network, List<SimulatedOrder> orders, Instant end) {
        Map<String, Truth> truth = new TreeMap<>();
        for (SimulatedOrder order : orders) {
            Step last = order.at(end).orElseThrow();
            String status = status(network, order, last);
            boolean earnsNothing = last.status() == Status.DECLINED;
            truth.put(
                    order.clickId(),
                    earnsNothing
                            ? new Truth(status, null, null, null)
                            : new Truth(status, minor(last.sale()), minor(last.commission()), cashback(last)));
        }
        return truth;
    }

    /** What a reader of the network can know: Rakuten shows no verdict, only what it pays. */
    private static String status(NetworkName network, SimulatedOrder order, Step last) {
        boolean paidOnce = order.steps().stream().anyMatch(step -> step.status() == Status.PAID);
        boolean approvedOnce = paidOnce || order.steps().stream().anyMatch(step -> step.status() == Status.APPROVED);
        boolean rakuten = network == NetworkName.RAKUTEN;
        if (last.status() == Status.DECLINED) {
            return (rakuten ? paidOnce : approvedOnce) ? "CLAWED_BACK" : "DECLINED";
        }
        return rakuten && !paidOnce ? "PENDING" : last.status().name();
    }

    private static Map<String, Truth> found(Map<String, Outcome> outcomes) {
        Map<String, Truth> found = new TreeMap<>();
        outcomes.forEach((click, outcome) -> {
            boolean earnsNothing = "CLAWED_BACK".equals(outcome.status()) || "DECLINED".equals(outcome.status());
            String status = outcome.code() == null ? outcome.status() : outcome.status() + " " + outcome.code();
            found.put(
                    click,
                    earnsNothing
                            ? new Truth(status, null, null, null)
                            : new Truth(status, outcome.value(), outcome.commission(), outcome.cashback()));
        });
        return found;
    }

    /** The member's share of each group's commission, rounded down; amounts of groups have no more decimals than the currency here. */
    private static long cashback(Step step) {
        Map<String, BigDecimal> byGroup = new HashMap<>();
        step.lines().stream()
                .filter(line -> !line.isGone())
                .forEach(line -> byGroup.merge(group(line), line.commission(), BigDecimal::add));
        return byGroup.entrySet().stream()
                .mapToLong(group -> minor(group.getValue()) * MEMBER_SHARE.get(group.getKey()) / 100)
                .sum();
    }

    private static String group(Line line) {
        return line.group() == null ? "DEFAULT" : line.group();
    }

    private static long minor(BigDecimal amount) {
        return amount.movePointRight(2).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }
}
