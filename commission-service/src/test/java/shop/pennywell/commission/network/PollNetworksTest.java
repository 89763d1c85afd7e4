package shop.pennywell.commission.network;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.NetworkName;
import shop.pennywell.commission.TestShop;
import shop.pennywell.commission.click.PastClicks;
import shop.pennywell.local.network.NetworkSimulator;
import shop.pennywell.local.network.SimulatedOrder;
import shop.pennywell.local.network.SimulatedOrder.Line;
import shop.pennywell.local.network.SimulatedOrder.Status;
import shop.pennywell.local.network.SimulatedOrder.Step;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.commission.TestShop.staff;

/** Who reads when, and what happens when a network is throttled, away, refuses us or says too much. */
@QuarkusTest
class PollNetworksTest {
    private static final String RECORDS = "select count(*) from network_record where account_id = :account";

    @Inject
    SimulatedRun run;

    @Inject
    PastClicks pastClicks;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Instant yesterday = now.minus(Duration.ofDays(1));
    private NetworkSimulator simulator;
    private TestShop shop;
    private String click;

    @BeforeEach
    void anAccountWithAnOrder() {
        simulator = new NetworkSimulator(1);
        shop = TestShop.open();
        click = pastClicks.click(shop.slug, UUID.randomUUID(), yesterday);
        simulator.orders("awin", List.of(order(1, click)));
        run.connect(shop, NetworkName.AWIN, "UTC", simulator, yesterday);
        run.map("1234", shop.storeId);
        run.clock().turnTo(now);
    }

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void oneReplicaAtATimeReadsAnAccount() {
        Leased first = run.lease().orElseThrow();
        run.clock().turn(Duration.ofSeconds(30));

        assertTrue(run.lease().isEmpty());
        run.read(first);
        run.clock().turn(Duration.ofSeconds(30));
        assertTrue(run.lease().isPresent());
    }

    @Test
    void aReplicaThatTookLongerThanItsLeaseKeepsNothing() {
        run.onlyDue("NEW");
        Leased slow = run.lease().orElseThrow();
        run.clock().turn(Duration.ofMinutes(3));
        Leased quick = run.lease().orElseThrow();
        assertEquals(slow.cursorId(), quick.cursorId());

        run.read(slow);
        assertEquals(0, run.count(RECORDS));
        run.read(quick);
        assertEquals(1, run.count(RECORDS));
    }

    @Test
    void accountsThatTheNetworkCountsAsOneCallerShareItsPace() {
        UUID first = run.account();
        run.connectAnother(shop);

        Set<UUID> read = new HashSet<>();
        // Neither has more than four pages.
        for (int page = 0; page < 6; page++) {
            Leased leased = run.lease().orElseThrow();
            read.add(leased.accountId());
            run.read(leased);
            assertTrue(run.lease().isEmpty(), "20 calls a minute for both together");
            run.clock().turn(Duration.ofMillis(3_100));
        }

        assertEquals(Set.of(first, run.account()), read);
    }

    @Test
    void aNetworkThatIsAwayIsTriedAgainLaterAndLater() {
        simulator.storm(true);
        run.onlyDue("CHANGED");
        List<Duration> pauses = new ArrayList<>();
        for (int attempt = 0; attempt < 4; attempt++) {
            run.read(run.lease().orElseThrow());
            pauses.add(Duration.between(run.clock().instant(), run.dueAt("CHANGED")));
            run.clock().turnTo(run.dueAt("CHANGED").plusSeconds(1));
        }

        windows().body("windows.find { it.window == 'CHANGED' }.attempts", equalTo(4));
        windows().body("windows.problem", hasItem("network-away"));
        assertTrue(pauses.get(3).compareTo(pauses.get(0).multipliedBy(2)) > 0, pauses.toString());
        simulator.storm(false);
        run.readAllAt(run.clock().instant());
        windows().body("windows.problem", equalTo(java.util.Arrays.asList(null, null, null)));
        assertEquals("PENDING", run.outcomes().get(click).status());
    }

    @Test
    void credentialsThatAreRefusedShowAndNewOnesAreTriedAtOnce() {
        staff().body(Map.of("credentials", Map.of("publisherId", "17", "token", "wrong")))
                .patch("/api/v1/admin/networks/accounts/" + run.account())
                .then()
                .statusCode(200);
        run.clock().turn(Duration.ofMinutes(1));
        run.read(run.lease().orElseThrow());
        windows().body("windows.problem", hasItem("credentials-refused"));

        staff().body(Map.of("credentials", Map.of("publisherId", "17", "token", NetworkSimulator.credential("token"))))
                .patch("/api/v1/admin/networks/accounts/" + run.account())
                .then()
                .statusCode(200);
        run.readAllAt(run.clock().instant().plus(Duration.ofMinutes(1)));
        assertEquals(1, run.count(RECORDS));
    }

    @Test
    void whatIsTooMuchAtOnceIsAskedForInSmallerSlices() {
        // Given answers of at most 4000 bytes, and an order every hour of a day
        List<SimulatedOrder> orders = new ArrayList<>();
        for (int hour = 1; hour <= 24; hour++) {
            orders.add(order(hour, null));
        }
        simulator.orders("awin", orders);
        run.answersOfAtMost(4_000);

        run.readAllAt(now.plus(Duration.ofHours(1)));

        assertEquals(24, run.count(RECORDS));
    }

    @Test
    void whatIsTooMuchHoweverLittleIsAskedForIsLeftForAWhile() {
        run.answersOfAtMost(10);
        run.onlyDue("NEW");
        for (int reading = 0;
                reading < 30 && !run.dueAt("NEW").isAfter(run.clock().instant());
                reading++) {
            run.lease().ifPresent(run::read);
            run.clock().turn(Duration.ofSeconds(5));
        }

        assertTrue(run.dueAt("NEW").isAfter(run.clock().instant().plus(Duration.ofMinutes(10))), "not again at once");
        windows().body("windows.problem", hasItem("answer-too-large"));
    }

    @Test
    void aDisabledAccountIsLeftAlone() {
        staff().body(Map.of("enabled", false))
                .patch("/api/v1/admin/networks/accounts/" + run.account())
                .then()
                .body("enabled", equalTo(false));

        assertTrue(run.lease().isEmpty());
        assertEquals(0, simulator.requests("awin"));
    }

    @Test
    void theScheduleReadsWhatIsDue() {
        run.lookOnSchedule();

        windows().body("windows.findAll { it.completedAt != null }.window", contains("CHANGED", "NEW", "SWEEP"));
        assertEquals(4, simulator.requests("awin"), "orders twice, validations, amendments");
        run.lookOnSchedule();
        assertEquals(4, simulator.requests("awin"), "nothing is due");
    }

    private ValidatableResponse windows() {
        return staff().get("/api/v1/admin/networks/accounts/" + run.account()).then();
    }

    private SimulatedOrder order(int number, String clickId) {
        Instant at = yesterday.plus(Duration.ofHours(number - 1L)).plusSeconds(60);
        Line line = new Line("a", "DEFAULT", 1, new BigDecimal("10.00"), new BigDecimal("1.00"));
        return new SimulatedOrder(
                number, "1234", clickId, null, "EUR", at, List.of(new Step(at, Status.PENDING, null, List.of(line))));
    }
}
