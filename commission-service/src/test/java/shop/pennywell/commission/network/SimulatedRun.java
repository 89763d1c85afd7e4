package shop.pennywell.commission.network;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.configuration.MemorySize;
import io.restassured.response.Response;
import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManager;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import shop.pennywell.commission.NetworkName;
import shop.pennywell.commission.TestShop;
import shop.pennywell.commission.network.api.Networks;
import shop.pennywell.commission.network.api.PollWindow;
import shop.pennywell.commission.network.api.Wire;
import shop.pennywell.commission.partner.Vault;
import shop.pennywell.commission.transaction.FollowNetwork;
import shop.pennywell.local.network.NetworkSimulator;

import static shop.pennywell.commission.TestShop.staff;

/** One of our accounts at a simulated network, read by replicas that the test commands, at times that it chooses. */
@Dependent
class SimulatedRun {
    private static final int MOST_STEPS = 20_000;

    private final NetworkAccountRepository accounts;
    private final NetworkCursorRepository cursors;
    private final NetworkOrderRepository orders;
    private final Programmes programmes;
    private final Networks networks;
    private final FollowNetwork followNetwork;
    private final Vault vault;
    private final NetworksConfig config;
    private final Wire.WireConfig wireConfig;
    private final ObjectMapper json;
    private final MeterRegistry metrics;
    private final EntityManager entities;
    private final TurnedClock clock = new TurnedClock(Instant.EPOCH);
    private NetworkSimulator simulator;
    private NetworkName network;
    private PollNetworks replica;
    private ApplyOrders applying;
    private UUID account;
    private boolean everyOtherPageTwice;
    private int pages;
    private Map<String, String> credentials;
    private MemorySize maxAnswer;
    private Wire wire;

    SimulatedRun(
            NetworkAccountRepository accounts,
            NetworkCursorRepository cursors,
            NetworkOrderRepository orders,
            Programmes programmes,
            Networks networks,
            FollowNetwork followNetwork,
            Vault vault,
            NetworksConfig config,
            Wire.WireConfig wireConfig,
            ObjectMapper json,
            MeterRegistry metrics,
            EntityManager entities) {
        this.accounts = accounts;
        this.cursors = cursors;
        this.orders = orders;
        this.programmes = programmes;
        this.networks = networks;
        this.followNetwork = followNetwork;
        this.vault = vault;
        this.config = config;
        this.wireConfig = wireConfig;
        this.json = json;
        this.metrics = metrics;
        this.entities = entities;
    }

    /** What became of an order of the network. */
    record Outcome(
            UUID orderId,
            String clickId,
            String state,
            String code,
            String status,
            Long value,
            Long commission,
            Long cashback) {}

    private record Redirected(Wire.WireConfig real, Map<String, URI> urls, MemorySize maxAnswer)
            implements Wire.WireConfig {
        @Override
        public Duration timeout() {
            return real.timeout();
        }

        @Override
        public Duration pageTimeout() {
            return real.pageTimeout();
        }
    }

    /** Connects an account that is read from {@code since} on; no other account is read while this test runs. */
    SimulatedRun connect(TestShop shop, NetworkName at, String zone, NetworkSimulator simulated, Instant since) {
        simulator = simulated;
        network = at;
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery("update network_account set enabled = false")
                        .executeUpdate());
        credentials = new HashMap<>();
        // Of its own, so that no account of another test, with another time, has the same pace.
        String own = Long.toString(ThreadLocalRandom.current().nextLong(1_000_000_000L, 9_000_000_000L));
        networks.of(at)
                .access()
                .credentials()
                .forEach(name -> credentials.put(name, NetworkSimulator.credential(name) + own));
        credentials.put(networks.of(at).access().credentials().get(0), own);
        clock.turnTo(since);
        connect(shop, zone, since);
        startReplica();
        return this;
    }

    /** Another account that the network counts together with the first; this is the one that is spoken of from now on. */
    void connectAnother(TestShop shop) {
        String first = networks.of(network).access().credentials().get(0);
        credentials.put(first, credentials.get(first) + "1");
        connect(shop, "UTC", clock.instant().minus(Duration.ofDays(1)));
    }

    private void connect(TestShop shop, String zone, Instant since) {
        Response response = staff().body(Map.of(
                        "network",
                        network.name(),
                        "partnerId",
                        shop.partnerId,
                        "name",
                        "Simulated " + network,
                        "zone",
                        zone,
                        "since",
                        since.toString(),
                        "credentials",
                        credentials))
                .post("/api/v1/admin/networks/accounts");
        response.then().statusCode(201);
        account = UUID.fromString(response.path("id"));
        QuarkusTransaction.requiringNew().run(() -> {
            entities.createNativeQuery(
                            "update network_cursor set due_at = :since, read_until = :since where account_id = :id")
                    .setParameter("since", since)
                    .setParameter("id", account)
                    .executeUpdate();
            entities.createNativeQuery("update network_account set not_before = :since where id = :id")
                    .setParameter("since", since)
                    .setParameter("id", account)
                    .executeUpdate();
        });
    }

    TurnedClock clock() {
        return clock;
    }

    UUID account() {
        return account;
    }

    void map(String programme, String storeId) {
        staff().body(Map.of("storeId", storeId))
                .put("/api/v1/admin/networks/accounts/" + account + "/programmes/" + programme)
                .then()
                .statusCode(200);
    }

    /** Every other page is read, kept, and then read and kept again, as if its cursor had been lost. */
    void everyOtherPageTwice() {
        everyOtherPageTwice = true;
    }

    /** A replica that knows nothing but what is in the database. */
    void startReplica() {
        Map<String, URI> urls = new HashMap<>();
        for (NetworkName name : NetworkName.values()) {
            String small = name.name().toLowerCase(Locale.ROOT);
            urls.put(small, simulator.address(small));
        }
        wire = new Wire(
                new Redirected(wireConfig, urls, maxAnswer == null ? wireConfig.maxAnswer() : maxAnswer), clock);
        KeepPage keepPage = new KeepPage(accounts, cursors, orders, config);
        replica = new PollNetworks(accounts, cursors, keepPage, networks, wire, vault, config, json, clock);
        applying = new ApplyOrders(orders, accounts, programmes, networks, followNetwork, json, metrics, clock);
    }

    /** The replica reads a page and dies before it keeps it; another takes over. */
    void killReplica() {
        clock.turn(Duration.ofMinutes(1));
        QuarkusTransaction.requiringNew().run(() -> hurry(clock.instant()));
        if (lease().isEmpty()) {
            throw new AssertionError("nothing to read");
        }
        startReplica();
    }

    /** Turns the clock to that time, and reads and applies until every window has been read once more. */
    void readAllAt(Instant time) {
        readAt(time, EnumSet.allOf(PollWindow.class));
    }

    /** Turns the clock to that time, and reads and applies until these windows have been read once more, and only these. */
    void readAt(Instant time, Set<PollWindow> windows) {
        clock.turnTo(time);
        QuarkusTransaction.requiringNew().run(() -> {
            hurry(time);
            entities.flush();
            entities.createNativeQuery(
                            "update network_cursor set due_at = :later where account_id = :id and poll_window not in (:windows)")
                    .setParameter("later", time.plus(Duration.ofDays(4)))
                    .setParameter("id", account)
                    .setParameter("windows", windows.stream().map(Enum::name).toList())
                    .executeUpdate();
        });
        for (int step = 0; step < MOST_STEPS; step++) {
            Optional<Leased> leased = lease();
            if (leased.isPresent()) {
                read(leased.get());
            } else if (isReadSince(time, windows)) {
                apply();
                return;
            } else {
                clock.turnTo(nextChance());
            }
        }
        throw new AssertionError("never comes to rest: " + windows());
    }

    /** When the network may be called again and a window is due. */
    private Instant nextChance() {
        Instant chance = QuarkusTransaction.requiringNew()
                .call(() -> (Instant) entities.createNativeQuery("""
                                select greatest(max(a.not_before), min(c.due_at))
                                  from network_account a join network_cursor c on c.account_id = a.id
                                 where a.id = :account
                                """, Instant.class)
                        .setParameter("account", account)
                        .getSingleResult());
        return chance.isAfter(clock.instant()) ? chance : clock.instant().plusSeconds(1);
    }

    void answersOfAtMost(long bytes) {
        maxAnswer = new MemorySize(BigInteger.valueOf(bytes));
        startReplica();
    }

    /** As the application does every second; here for a minute, with as much time in between as Awin wants between calls. */
    void lookOnSchedule() {
        for (int look = 0; look < 20; look++) {
            simulator.at(clock.instant());
            replica.look();
            clock.turn(Duration.ofSeconds(3));
        }
    }

    /** Leaves only this window to be read. */
    void onlyDue(String window) {
        QuarkusTransaction.requiringNew().run(() -> entities.createNativeQuery(
                        "update network_cursor set due_at = :later where account_id = :id and poll_window <> :window")
                .setParameter("later", clock.instant().plus(Duration.ofDays(10)))
                .setParameter("id", account)
                .setParameter("window", window)
                .executeUpdate());
    }

    Instant dueAt(String window) {
        return QuarkusTransaction.requiringNew().call(() -> cursors.of(account, PollWindow.valueOf(window))
                .orElseThrow()
                .dueAt());
    }

    Optional<Leased> lease() {
        simulator.at(clock.instant());
        return QuarkusTransaction.requiringNew().call(replica::lease);
    }

    void read(Leased leased) {
        String before = cursor(leased.cursorId());
        replica.read(leased);
        if (everyOtherPageTwice && pages++ % 2 == 0) {
            QuarkusTransaction.requiringNew().run(() -> {
                restore(leased.cursorId(), before);
                entities.createNativeQuery(
                                "update network_account set lease = :lease, leased_until = :until where id = :id")
                        .setParameter("lease", leased.lease())
                        .setParameter("until", clock.instant().plusSeconds(60))
                        .setParameter("id", account)
                        .executeUpdate();
            });
            replica.read(leased);
        }
        apply();
    }

    /** Until nothing is due; the application's own schedule may be at it as well. */
    void apply() {
        TestShop.eventually(() -> applying.applyDue() == 0);
    }

    private void hurry(Instant time) {
        cursors.ofAccount(account).forEach(cursor -> cursor.hurry(time));
    }

    private boolean isReadSince(Instant time, Set<PollWindow> windows) {
        return QuarkusTransaction.requiringNew().call(() -> cursors.ofAccount(account).stream()
                .filter(cursor -> windows.contains(cursor.window()))
                .allMatch(cursor -> cursor.completedAt() != null
                        && !cursor.completedAt().isBefore(time)
                        && cursor.sliceFrom() == null));
    }

    private String windows() {
        return staff().get("/api/v1/admin/networks/accounts/" + account).asString();
    }

    private String cursor(UUID id) {
        return QuarkusTransaction.requiringNew().call(() -> (String)
                entities.createNativeQuery("select cast(to_jsonb(c) as text) from network_cursor c where id = :id")
                        .setParameter("id", id)
                        .getSingleResult());
    }

    private void restore(UUID id, String row) {
        entities.createNativeQuery("""
                        update network_cursor
                           set (read_until, round_until, slice_from, slice_until, slice_length, page, pages, due_at) =
                               (select read_until, round_until, slice_from, slice_until, slice_length, page, pages, due_at
                                  from jsonb_populate_record(null::network_cursor, cast(:row as jsonb)))
                         where id = :id
                        """)
                .setParameter("row", row)
                .setParameter("id", id)
                .executeUpdate();
    }

    /** By click id; orders without one are left out. */
    Map<String, Outcome> outcomes() {
        Map<String, Outcome> outcomes = new HashMap<>();
        @SuppressWarnings("unchecked")
        List<Object[]> rows = QuarkusTransaction.requiringNew().call(() -> entities.createNativeQuery("""
                                select o.id, o.click_id, o.state, o.code, t.status, t.order_value, t.commission, t.cashback
                                  from network_order o left join transaction t on t.id = o.transaction_id
                                 where o.account_id = :account and o.click_id is not null
                                """)
                .setParameter("account", account)
                .getResultList());
        rows.forEach(row -> outcomes.put(
                (String) row[1],
                new Outcome(
                        (UUID) row[0],
                        (String) row[1],
                        (String) row[2],
                        (String) row[3],
                        (String) row[4],
                        (Long) row[5],
                        (Long) row[6],
                        (Long) row[7])));
        return outcomes;
    }

    long count(String sql) {
        return QuarkusTransaction.requiringNew().call(() -> ((Number) entities.createNativeQuery(sql)
                        .setParameter("account", account)
                        .getSingleResult())
                .longValue());
    }
}
