package shop.pennywell.commission.network;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.NetworkName;
import shop.pennywell.commission.TestShop;
import shop.pennywell.commission.click.PastClicks;
import shop.pennywell.local.network.NetworkSimulator;
import shop.pennywell.local.network.SimulatedOrder;
import shop.pennywell.local.network.SimulatedOrder.Line;
import shop.pennywell.local.network.SimulatedOrder.Status;
import shop.pennywell.local.network.SimulatedOrder.Step;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static shop.pennywell.commission.TestShop.item;
import static shop.pennywell.commission.TestShop.staff;

/** What becomes of orders that a network tells, one by one; through a simulated Awin. */
@QuarkusTest
@Tag("slow")
class NetworkOrdersTest {
    private static final String ORDERS = "/api/v1/admin/networks/orders";
    private static final String PROGRAMME = "1234";

    @Inject
    SimulatedRun run;

    @Inject
    PastClicks pastClicks;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Instant yesterday = now.minus(Duration.ofDays(1));
    private final List<SimulatedOrder> orders = new ArrayList<>();
    private Instant later = now;
    private NetworkSimulator simulator;
    private TestShop shop;
    private String click;

    @BeforeEach
    void anAccountWithOneProgramme() {
        simulator = new NetworkSimulator(1);
        shop = TestShop.open();
        click = pastClicks.click(shop.slug, UUID.randomUUID(), yesterday);
        run.connect(shop, NetworkName.AWIN, "UTC", simulator, now.minus(Duration.ofDays(3)));
        run.map(PROGRAMME, shop.storeId);
    }

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void earnsWhatTheNetworkPaysAndNotWhatOurRateSays() {
        // Given a rate of 5 % with 60 % for the member; the network pays 7.77 for 100.00
        told(1, PROGRAMME, click, "A-1", "EUR", yesterday, step(1, Status.PENDING, "100.00", "7.77"));

        read();

        transaction(click)
                .then()
                .body("status", equalTo("PENDING"))
                .body("orderReference", equalTo("A-1"))
                .body("commission.amount", equalTo("7.77"))
                .body("cashback.amount", equalTo("4.66"))
                .body("revisions.saidBy", contains("network AWIN"))
                .body("revisions[0].payload.records[0].id", equalTo("1000001"));
    }

    @Test
    void goesFromPendingToPaidWithoutAStatement() {
        told(
                1,
                PROGRAMME,
                click,
                "A-1",
                "EUR",
                yesterday,
                step(1, Status.PENDING, "100.00", "7.00"),
                step(2, Status.APPROVED, "80.00", "6.00"),
                step(3, Status.PAID, "80.00", "6.00"));

        run.readAllAt(hour(1));
        transaction(click).then().body("status", equalTo("PENDING"));
        run.readAllAt(hour(2));
        transaction(click).then().body("status", equalTo("APPROVED")).body("payable", equalTo(false));
        // Then our statement leaves it out, for the network pays it
        String day = now.toString().substring(0, 10);
        staff().body(Map.of("partnerId", shop.partnerId, "from", day, "to", day))
                .post("/api/v1/admin/statements")
                .then()
                .statusCode(422)
                .body("code", equalTo("statement-empty"));
        read();
        transaction(click)
                .then()
                .body("status", equalTo("PAID"))
                .body("payable", equalTo(true))
                .body("statementId", nullValue())
                .body("revisions.change", contains("REPORTED", "AMENDED", "APPROVED", "PAID"));
    }

    @Test
    void whatIsPaidMayStillChangeOrBeTakenBack() {
        told(
                1,
                PROGRAMME,
                click,
                null,
                "EUR",
                yesterday,
                step(1, Status.PAID, "100.00", "7.00"),
                step(2, Status.PAID, "50.00", "3.50"),
                declined(3, "RETURNED"),
                step(4, Status.APPROVED, "50.00", "3.50"));

        run.readAllAt(hour(1));
        run.readAllAt(hour(2));
        transaction(click)
                .then()
                .body("status", equalTo("PAID"))
                .body("orderReference", equalTo("1000001"))
                .body("cashback.amount", equalTo("2.10"));
        run.readAllAt(hour(3));
        transaction(click).then().body("status", equalTo("CLAWED_BACK")).body("reason", equalTo("RETURNED"));
        read();
        transaction(click)
                .then()
                .body("status", equalTo("APPROVED"))
                .body("reason", nullValue())
                .body(
                        "revisions.change",
                        contains("REPORTED", "APPROVED", "PAID", "AMENDED", "CLAWED_BACK", "REINSTATED", "APPROVED"));
    }

    @Test
    void aVerdictThatIsTakenBackLeavesTheOrderPending() {
        told(
                1,
                PROGRAMME,
                click,
                "A",
                "EUR",
                yesterday,
                step(1, Status.APPROVED, "100.00", "7.00"),
                step(2, Status.PENDING, "100.00", "7.00"));

        run.readAllAt(hour(1));
        read();

        transaction(click)
                .then()
                .body("status", equalTo("PENDING"))
                .body("revisions.change", contains("REPORTED", "APPROVED", "AMENDED"));
    }

    @Test
    void aPaymentThatIsTakenBackWithoutADeclineIsParkedAndChangesNothing() {
        told(
                1,
                PROGRAMME,
                click,
                "A",
                "EUR",
                yesterday,
                step(1, Status.PAID, "100.00", "7.00"),
                step(2, Status.APPROVED, "60.00", "4.00"));

        run.readAllAt(hour(1));
        read();

        assertParked(click, "payment-withdrawn");
        transaction(click).then().body("status", equalTo("PAID")).body("commission.amount", equalTo("7.00"));
    }

    @Test
    void anUnknownStatusIsParkedAndLeavesTheTransactionAsItWas() {
        told(
                1,
                PROGRAMME,
                click,
                "A",
                "EUR",
                yesterday,
                step(1, Status.PENDING, "100.00", "7.00"),
                step(2, Status.STRANGE, "100.00", "7.00"),
                step(3, Status.APPROVED, "100.00", "7.00"));

        run.readAllAt(hour(1));
        List<LogRecord> alarms = alarmsOf(ApplyOrders.class, () -> run.readAllAt(hour(2)));
        assertParked(click, "status-unknown");
        assertEquals(1, alarms.size(), "once, however often it is read");
        given().get("/q/metrics")
                .then()
                .body(containsString(
                        "pennywell_network_orders_parked_total{code=\"status-unknown\",network=\"AWIN\"}"));
        staff().get("/api/v1/admin/networks/accounts/" + run.account())
                .then()
                .body("parked.status-unknown", equalTo(1));
        transaction(click).then().body("status", equalTo("PENDING"));
        read();
        transaction(click).then().body("status", equalTo("APPROVED"));
    }

    @Test
    void anOrderThatWasDeclinedBeforeWeSawItShowsAsDeclined() {
        told(1, PROGRAMME, click, "A", "EUR", yesterday, declined(1, "FRAUD"));

        read();

        transaction(click)
                .then()
                .body("status", equalTo("DECLINED"))
                .body("reason", equalTo("FRAUD"))
                .body("orderValue.amount", equalTo("50.00"))
                .body("payable", equalTo(false))
                .body("revisions.change", contains("REPORTED", "DECLINED"));
    }

    @Test
    void comingBackToWhatItWasIsNews() {
        told(
                1,
                PROGRAMME,
                click,
                "A",
                "EUR",
                yesterday,
                step(1, Status.PENDING, "100.00", "7.00"),
                step(2, Status.PENDING, "50.00", "3.50"),
                step(3, Status.PENDING, "100.00", "7.00"));

        for (int hour = 1; hour <= 3; hour++) {
            run.readAllAt(hour(hour));
        }

        transaction(click).then().body("commission.amount", equalTo("7.00")).body("revision", equalTo(3));
        assertEquals(3, run.count("select count(*) from network_record where account_id = :account"));
        read();
        assertEquals(3, run.count("select count(*) from network_record where account_id = :account"));
    }

    @Test
    void whatCannotBeATransactionIsParkedWithACodeAndNeverInTheWayOfOthers() {
        String foreign = pastClicks.click(TestShop.open().slug, UUID.randomUUID(), yesterday);
        String unmapped = pastClicks.click(shop.slug, UUID.randomUUID(), yesterday);
        String dollars = pastClicks.click(shop.slug, UUID.randomUUID(), yesterday);
        String late = pastClicks.click(shop.slug, UUID.randomUUID(), now);
        String old = pastClicks.click(shop.slug, UUID.randomUUID(), yesterday.minus(Duration.ofDays(91)));
        String unknown = "01J0000000000000000000000Z";
        told(1, PROGRAMME, foreign, null, "EUR", yesterday, step(1, Status.PENDING, "1.00", "0.10"));
        told(2, "777", unmapped, null, "EUR", yesterday, step(1, Status.PENDING, "1.00", "0.10"));
        told(3, PROGRAMME, dollars, null, "USD", yesterday, step(1, Status.PENDING, "1.00", "0.10"));
        told(4, PROGRAMME, late, null, "EUR", yesterday, step(1, Status.PENDING, "1.00", "0.10"));
        told(5, PROGRAMME, old, null, "EUR", yesterday, step(1, Status.PENDING, "1.00", "0.10"));
        told(6, PROGRAMME, unknown, null, "EUR", yesterday, step(1, Status.PENDING, "1.00", "0.10"));
        told(7, PROGRAMME, null, null, "EUR", yesterday, step(1, Status.PENDING, "1.00", "0.10"));
        told(8, PROGRAMME, click, "a\u0000b", "EUR", yesterday, step(1, Status.PENDING, "1.00", "0.10"));
        String good = pastClicks.click(shop.slug, UUID.randomUUID(), yesterday);
        told(9, PROGRAMME, good, null, "EUR", yesterday, step(1, Status.PENDING, "1.00", "0.10"));

        read();

        assertParked(foreign, "click-of-another-store");
        assertParked(unmapped, "programme-unmapped");
        assertParked(dollars, "currency-mismatch");
        assertParked(late, "ordered-before-click");
        assertParked(old, "window-passed");
        assertParked(unknown, "click-unknown");
        parked("click-missing").then().body("items.orderKey", contains("1000007"));
        parked("record-unreadable").then().body("items.orderKey", contains("1000008"));
        transaction(good).then().body("commission.amount", equalTo("0.10"));
        staff().get("/api/v1/admin/networks/accounts/" + run.account())
                .then()
                .body("parked.size()", equalTo(8))
                .body("windows.problem", equalTo(java.util.Arrays.asList(null, null, null)));
    }

    @Test
    void aMappingHasItsOrdersTriedAgain() {
        told(1, "777", click, "A", "EUR", yesterday, step(1, Status.APPROVED, "100.00", "7.00"));
        read();
        assertParked(click, "programme-unmapped");

        run.map("777", shop.storeId);
        run.apply();

        transaction(click).then().body("status", equalTo("APPROVED"));
    }

    @Test
    void staffSeeWhatWasSaidAndHaveItTriedAgain() {
        told(
                1,
                PROGRAMME,
                "01J0000000000000000000000Y",
                "A",
                "EUR",
                yesterday,
                step(1, Status.PENDING, "1.50", "0.10"));
        read();
        String id = parked("click-unknown").path("items[0].id");

        staff().get(ORDERS + "/" + id)
                .then()
                .body("state", equalTo("PARKED"))
                .body("records", hasSize(1))
                .body("records[0].payload.saleAmount.amount.toString()", equalTo("1.5"))
                .body("records[0].payload.orderRef", equalTo("A"));
        staff().post(ORDERS + "/" + id + "/retry").then().statusCode(200).body("dueAt", notNullValue());
        run.apply();
        staff().get(ORDERS + "/" + id)
                .then()
                .body("code", equalTo("click-unknown"))
                .body("dueAt", nullValue());
        retryAll("click-unknown").body("retried", equalTo(1));
        run.apply();
        retryAll("window-passed").body("retried", equalTo(0));
    }

    @Test
    void aRecordThatIsMendedTakesThePlaceOfTheUnreadableOne() {
        told(1, PROGRAMME, click, "a\u0000b", "EUR", yesterday, step(1, Status.PENDING, "1.00", "0.10"));
        read();
        parked("record-unreadable").then().body("items", hasSize(1));

        orders.clear();
        told(1, PROGRAMME, click, "a b", "EUR", yesterday, step(1, Status.PENDING, "1.00", "0.10"));
        read();

        parked("record-unreadable").then().body("items", hasSize(0));
        transaction(click).then().body("orderReference", equalTo("a b"));
    }

    @Test
    void twoOrdersOfOneReferenceAreTwoTransactions() {
        String other = pastClicks.click(shop.slug, UUID.randomUUID(), yesterday);
        told(1, PROGRAMME, click, "SAME", "EUR", yesterday, step(1, Status.PENDING, "1.00", "0.10"));
        told(2, PROGRAMME, other, "SAME", "EUR", yesterday, step(1, Status.PENDING, "2.00", "0.20"));

        read();

        transaction(click).then().body("orderReference", equalTo("SAME")).body("commission.amount", equalTo("0.10"));
        transaction(other)
                .then()
                .body("orderReference", equalTo("SAME (1000002)"))
                .body("commission.amount", equalTo("0.20"));
    }

    @Test
    void anOrderThatTheStoreHasReportedItselfCountsOnce() {
        String reported = shop.ordered(shop.click(UUID.randomUUID()), "BOTH", item("a", "DEFAULT", 1, "10.00"));
        told(1, PROGRAMME, click, "BOTH", "EUR", yesterday, step(1, Status.APPROVED, "10.00", "0.10"));

        read();

        assertParked(click, "order-reported-otherwise");
        shop.transaction(reported).then().body("status", equalTo("PENDING"));
    }

    @Test
    void anOrderWhoseRecordsGoToAnotherEarnsNothingItself() {
        run.connect(shop, NetworkName.CJ, "UTC", simulator, now.minus(Duration.ofDays(3)));
        run.map(PROGRAMME, shop.storeId);
        simulator.orders(
                "cj",
                List.of(new SimulatedOrder(
                        1,
                        PROGRAMME,
                        click,
                        "OLD",
                        "EUR",
                        yesterday,
                        List.of(step(1, Status.PENDING, "10.00", "1.005")))));
        read();
        String first = transaction(click).then().extract().path("transactionId");

        simulator.orders(
                "cj",
                List.of(new SimulatedOrder(
                        1,
                        PROGRAMME,
                        click,
                        "NEW",
                        "EUR",
                        yesterday,
                        List.of(step(1, Status.PENDING, "10.00", "1.005")))));
        read();

        shop.transaction(first).then().body("orderReference", equalTo("OLD")).body("status", equalTo("DECLINED"));
        staff().queryParam("orderReference", "NEW")
                .queryParam("storeId", shop.storeId)
                .get("/api/v1/admin/transactions")
                .then()
                .body("items.status", contains("PENDING"))
                .body("items.commission.amount", contains("1.00"));
    }

    @Test
    void whatChangesSoonAfterAnAccountsZoneWasSetRightIsStillNews() {
        // Given times an hour late, since the account says UTC
        run.connect(shop, NetworkName.TRADEDOUBLER, "UTC", simulator, now.minus(Duration.ofDays(3)));
        run.map(PROGRAMME, shop.storeId);
        Step declined = new Step(
                hour(2).plus(Duration.ofMinutes(30)),
                Status.DECLINED,
                "RETURNED",
                step(2, Status.PENDING, "10.00", "1.00").lines());
        simulator.orders(
                "tradedoubler",
                List.of(new SimulatedOrder(
                        1,
                        PROGRAMME,
                        click,
                        "Z",
                        "EUR",
                        yesterday,
                        List.of(
                                step(1, Status.PENDING, "10.00", "1.00"),
                                step(2, Status.APPROVED, "10.00", "1.00"),
                                declined))));
        run.readAllAt(hour(2));
        transaction(click).then().body("status", equalTo("APPROVED"));

        // When
        staff().body(Map.of("zone", "Europe/Stockholm"))
                .patch("/api/v1/admin/networks/accounts/" + run.account())
                .then()
                .statusCode(200);
        read();

        // Then
        transaction(click).then().body("status", equalTo("CLAWED_BACK"));
    }

    /** What is logged as an error meanwhile. */
    private static List<LogRecord> alarmsOf(Class<?> by, Runnable action) {
        List<LogRecord> alarms = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord said) {
                if (said.getLevel().intValue() >= Level.SEVERE.intValue()) {
                    alarms.add(said);
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(by.getName());
        logger.addHandler(handler);
        try {
            action.run();
        } finally {
            logger.removeHandler(handler);
        }
        return alarms;
    }

    private void told(
            int number,
            String programme,
            String clickId,
            String reference,
            String currency,
            Instant at,
            Step... steps) {
        orders.add(new SimulatedOrder(number, programme, clickId, reference, currency, at, List.of(steps)));
        simulator.orders("awin", orders);
    }

    private Step step(int hour, Status status, String sale, String commission) {
        Line line = new Line("a", "DEFAULT", 1, new BigDecimal(sale), new BigDecimal(commission));
        return new Step(hour(hour), status, null, List.of(line));
    }

    private Step declined(int hour, String reason) {
        Line line = new Line("a", "DEFAULT", 1, new BigDecimal("50.00"), new BigDecimal("3.50"));
        return new Step(hour(hour), Status.DECLINED, reason, List.of(line));
    }

    private Instant hour(int hour) {
        return yesterday.plus(Duration.ofHours(hour));
    }

    /** When all is said; a while later each time. */
    private void read() {
        later = later.plus(Duration.ofHours(1));
        run.readAllAt(later);
    }

    private Response transaction(String clickId) {
        UUID order = run.outcomes().get(clickId).orderId();
        String id = staff().get(ORDERS + "/" + order).path("transactionId");
        return shop.transaction(id);
    }

    private ValidatableResponse retryAll(String code) {
        return staff().queryParam("code", code)
                .post("/api/v1/admin/networks/accounts/" + run.account() + "/parked/retry")
                .then()
                .statusCode(200);
    }

    private Response parked(String code) {
        return staff().queryParam("accountId", run.account())
                .queryParam("state", "PARKED")
                .queryParam("code", code)
                .get(ORDERS);
    }

    private void assertParked(String clickId, String code) {
        assertEquals(code, run.outcomes().get(clickId).code());
        assertEquals("PARKED", run.outcomes().get(clickId).state());
    }
}
