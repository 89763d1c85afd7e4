package shop.pennywell.commission.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.TestShop;
import shop.pennywell.commission.partner.Vault;
import shop.pennywell.commission.webhook.Receiver.Received;
import shop.pennywell.commission.webhook.wire.Answer;
import shop.pennywell.commission.webhook.wire.Destinations;
import shop.pennywell.commission.webhook.wire.Wire;
import shop.pennywell.commission.world.Worlds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.commission.TestShop.eventually;
import static shop.pennywell.commission.TestShop.item;
import static shop.pennywell.commission.TestShop.order;
import static shop.pennywell.commission.TestShop.staff;
import static shop.pennywell.commission.TestShop.verdict;

/** The replica's own schedule is off here: each test looks when it wants to, by a clock of its own. */
@QuarkusTest
@Tag("slow")
class DeliverWebhooksTest {
    private static final String WEBHOOKS = "/api/v1/partner/webhooks";

    @Inject
    WebhookEndpointRepository endpoints;

    @Inject
    DeliveryRepository deliveries;

    @Inject
    Webhooks webhooks;

    @Inject
    Destinations destinations;

    @Inject
    Wire wire;

    @Inject
    Vault vault;

    @Inject
    Worlds worlds;

    @Inject
    WebhookConfig config;

    @Inject
    EntityManager entities;

    @Inject
    MeterRegistry metrics;

    @Inject
    DataSource dataSource;

    @Inject
    ObjectMapper json;

    @Inject
    TestNames names;

    private final MovingClock clock = new MovingClock();
    private Receiver receiver;
    private TestShop shop;
    private DeliverWebhooks replica;

    @BeforeEach
    void nobodyElsesWebhooks() throws Exception {
        sql("update webhook_endpoint set disabled_at = now(), disabled_for = 'ASKED' where disabled_at is null");
        receiver = new Receiver();
        shop = TestShop.open();
        replica = replica(deliveries);
    }

    @AfterEach
    void close() throws Exception {
        replica.stop(null);
        receiver.close();
    }

    @Test
    void tellsOfTheSandboxByItsOwnEndpointsAloneAndSaysSo() throws Exception {
        // Given
        TestShop sandbox = shop.inSandbox();
        String real = receiver.endpoint();
        String trial = receiver.endpoint();
        register(real, "transaction.changed");
        sandbox.partner()
                .body(Map.of("url", trial, "events", List.of("transaction.changed")))
                .post(WEBHOOKS)
                .then()
                .statusCode(201);

        // When
        String tried = sandbox.ordered(sandbox.sandboxClick(), "tried", item("a", "DEFAULT", 1, "100.00"));
        String ordered = shop.ordered(shop.click(UUID.randomUUID()), "ordered", item("a", "DEFAULT", 1, "100.00"));
        look(() ->
                receiver.received(trial).size() == 1 && receiver.received(real).size() == 1);

        // Then
        JsonNode ofSandbox = json.readTree(receiver.received(trial).get(0).body());
        assertTrue(ofSandbox.path("sandbox").asBoolean());
        assertEquals(tried, ofSandbox.path("data").path("transactionId").asText());
        JsonNode ofProduction = json.readTree(receiver.received(real).get(0).body());
        assertTrue(ofProduction.path("sandbox").isMissingNode());
        assertEquals(ordered, ofProduction.path("data").path("transactionId").asText());
    }

    @Test
    void tellsAPartnerOfItsOrdersSignedAndWithoutTheMember() throws Exception {
        // Given
        String url = receiver.endpoint();
        JsonPath webhook = register(url, "transaction.changed");
        UUID member = UUID.randomUUID();

        // When
        String id = shop.ordered(shop.click(member), "Ä-1", item("a", "DEFAULT", 1, "100.00"));
        shop.validate(verdict(id, "APPROVE"));
        look(() -> receiver.received(url).size() == 2);

        // Then
        Set<Integer> revisions = new HashSet<>();
        for (Received one : receiver.received(url)) {
            assertEquals("application/json", one.contentType());
            assertEquals(clock.instant().getEpochSecond(), Long.parseLong(one.timestamp()));
            assertEquals(1, one.signature().split(" ").length);
            assertTrue(isSignedWith(webhook.getString("secret"), one));
            JsonNode body = json.readTree(one.body());
            assertEquals(one.id(), body.path("id").asText());
            assertEquals("transaction.changed", body.path("type").asText());
            assertEquals(id, body.at("/data/transactionId").asText());
            assertEquals("Ä-1", body.at("/data/orderReference").asText());
            assertEquals("5.00", body.at("/data/commission/amount").asText());
            assertFalse(one.body().contains(member.toString()));
            assertFalse(one.body().toLowerCase(java.util.Locale.ROOT).contains("cashback"));
            assertFalse(one.body().contains("memberId"));
            revisions.add(body.at("/data/revision").asInt());
        }
        assertEquals(Set.of(1, 2), revisions);
        eventually(() -> statuses(webhook).equals(List.of("DELIVERED", "DELIVERED")));
        assertEquals(
                "0",
                one("select count(*) from webhook_delivery where body is not null and endpoint_id = '"
                        + webhook.getString("id") + "'"));
    }

    @Test
    void tellsOfStatementsAndOnlyWhatIsAskedFor() throws Exception {
        String all = receiver.endpoint();
        String closings = receiver.endpoint();
        register(all, "statement.closed", "statement.settled");
        register(closings, "statement.closed");
        String id = shop.ordered(shop.click(UUID.randomUUID()), "A", item("a", "DEFAULT", 1, "100.00"));
        shop.validate(verdict(id, "APPROVE"));
        String today = LocalDate.now(ZoneOffset.UTC).toString();

        String statement = staff().body(Map.of("partnerId", shop.partnerId, "from", today, "to", today))
                .post("/api/v1/admin/statements")
                .path("id");
        staff().body(Map.of(
                        "amount",
                        Map.of("amount", "5.00", "currency", "EUR"),
                        "receivedOn",
                        today,
                        "bankReference",
                        "B-1"))
                .post("/api/v1/admin/statements/" + statement + "/payments")
                .then()
                .statusCode(201);
        look(() -> receiver.received(all).size() == 2
                && receiver.received(closings).size() == 1);

        assertEquals(
                receiver.received(closings).get(0).id(),
                message(all, "statement.closed").path("id").asText());
        JsonNode closed = message(all, "statement.closed").path("data");
        assertEquals(1, closed.path("revision").asInt());
        assertEquals("5.00", closed.at("/total/amount").asText());
        JsonNode settled = message(all, "statement.settled").path("data");
        assertEquals(2, settled.path("revision").asInt());
        assertEquals("5.00", settled.at("/paid/amount").asText());
        assertEquals("B-1", settled.at("/payment/bankReference").asText());
    }

    @Test
    void saysNothingOfWhatDidNotHappen() {
        JsonPath webhook = register(receiver.endpoint(), "transaction.changed");
        List<Webhooks.News> news = List.of(
                new Webhooks.News(UUID.fromString(shop.partnerId), WebhookEvent.TRANSACTION_CHANGED, Map.of("n", 1)));

        QuarkusTransaction.begin();
        webhooks.tell(news);
        QuarkusTransaction.rollback();

        assertEquals(List.of(), statuses(webhook));
        assertThrows(Exception.class, () -> webhooks.tell(news), "outside of a transaction");
    }

    @Test
    void writesAThousandDeliveriesByOneStatement() throws Exception {
        // Given two endpoints, and a count of the statements
        JsonPath first = register(receiver.endpoint(), "transaction.changed");
        sql("create table if not exists inserts (n int)");
        sql("create or replace function count_insert() returns trigger language plpgsql as $$"
                + " begin insert into inserts values (1); return null; end $$");
        sql("create or replace trigger count_inserts after insert on webhook_delivery"
                + " for each statement execute function count_insert()");
        try {
            register(receiver.endpoint(), "transaction.changed");
            String click = shop.click(UUID.randomUUID());

            // When
            shop.report(IntStream.range(0, 1000)
                            .mapToObj(i -> order(click, "R" + i, item("a", "DEFAULT", 1, "1.00")))
                            .toArray())
                    .then()
                    .statusCode(200);

            // Then
            assertEquals("1", one("select count(*) from inserts"));
            assertEquals(
                    "1000",
                    one("select count(*) from webhook_delivery where endpoint_id = '" + first.getString("id") + "'"));

            // And where nobody listens, none
            TestShop quiet = TestShop.open();
            quiet.ordered(quiet.click(UUID.randomUUID()), "Q", item("a", "DEFAULT", 1, "1.00"));
            assertEquals("1", one("select count(*) from inserts"));
        } finally {
            sql("drop trigger count_inserts on webhook_delivery");
            sql("drop table inserts");
        }
    }

    @Test
    void triesForThreeDaysThenGivesUpAndReplays() throws Exception {
        // Given an endpoint that is broken
        int[] answer = {500};
        String url = receiver.endpoint(any -> answer[0]);
        JsonPath webhook = register(url, "transaction.changed");
        String event = test(webhook);
        Instant begin = clock.instant();
        List<Duration> waits = new ArrayList<>();

        // When it is called whenever it is time
        JsonPath state = delivery(webhook, event);
        while (state.getString("status").equals("PENDING")) {
            int attempts = state.getInt("attempts");
            look(() -> delivery(webhook, event).getInt("attempts") == attempts + 1);
            settle();
            state = delivery(webhook, event);
            assertEquals("answered 500", state.getString("lastError"));
            assertEquals(500, state.getInt("lastStatus"));
            if (state.getString("nextAttemptAt") != null) {
                Instant next = Instant.parse(state.getString("nextAttemptAt"));
                waits.add(Duration.between(clock.instant(), next));
                clock.to(next.plus(config.longestPause()));
            }
        }

        // Then
        assertEquals("DEAD", state.getString("status"));
        assertTrue(waits.get(0).compareTo(Duration.ofSeconds(10)) <= 0, waits::toString);
        assertTrue(waits.get(5).compareTo(waits.get(4)) > 0, waits::toString);
        assertTrue(Duration.between(begin, clock.instant()).compareTo(Duration.ofHours(60)) > 0, waits::toString);
        assertEquals(waits.size() + 1, receiver.received(url).size());
        assertEquals(
                Set.of(event),
                new HashSet<>(receiver.received(url).stream().map(Received::id).toList()));
        assertEquals(
                waits.size() + 1,
                receiver.received(url).stream()
                        .map(Received::timestamp)
                        .distinct()
                        .count(),
                "each attempt is signed at its own time");

        // And once it is mended, the same message comes again
        answer[0] = 200;
        shop.partner()
                .post(path(webhook) + "/deliveries/" + event + "/replay")
                .then()
                .statusCode(204);
        look(() -> receiver.received(url).size() == waits.size() + 2);
        eventually(() -> delivery(webhook, event).getString("status").equals("DELIVERED"));
        assertEquals(
                1,
                receiver.received(url).stream().map(Received::body).distinct().count());
    }

    @Test
    void refusesAHostThatMovesInside() throws Exception {
        // Given a name that leads to the public internet when it is registered
        names.lead("rebind.example", InetAddress.getByName("93.184.216.34"));
        JsonPath webhook = register("https://rebind.example/hook", "transaction.changed");

        for (String inside : List.of("127.0.0.1", "169.254.169.254", "10.0.0.1", "::ffff:10.0.0.1", "fd00:ec2::254")) {
            // When it leads elsewhere at the delivery
            names.lead("rebind.example", InetAddress.getByName("93.184.216.34"), InetAddress.getByName(inside));
            String event = test(webhook);
            look(() -> delivery(webhook, event).getInt("attempts") == 1);
            settle();

            // Then
            JsonPath state = delivery(webhook, event);
            assertEquals("PENDING", state.getString("status"));
            assertEquals("its host is not on the public internet", state.getString("lastError"));
            assertNull(state.getString("lastStatus"));
            clock.forward(Duration.ofMinutes(2));
        }
    }

    @Test
    void anEndpointThatHangsKeepsNobodyWaiting() throws Exception {
        // Given one that hangs and has much to hear, and one of another partner
        CountDownLatch hang = new CountDownLatch(1);
        String hanging = receiver.endpoint(any -> await(hang));
        JsonPath stuck = register(hanging, "transaction.changed");
        for (int i = 0; i < 10; i++) {
            test(stuck);
        }
        shop = TestShop.open();
        String fine = receiver.endpoint();
        JsonPath other = register(fine, "transaction.changed");
        look(() -> receiver.received(hanging).size() == config.parallel());

        // When
        for (int i = 0; i < 30; i++) {
            test(other);
        }
        look(() -> receiver.received(fine).size() == 30);

        // Then the one still hangs, in one slot, with a few calls
        assertEquals(1, hang.getCount());
        assertEquals(config.parallel(), receiver.received(hanging).size());
        hang.countDown();
    }

    @Test
    void endpointsThatWereAwayHaveHalfOfTheSlots() throws Exception {
        // Given four that are known to be away, for two slots
        replica.stop(null);
        replica = replica(deliveries, 2);
        CountDownLatch hang = new CountDownLatch(1);
        List<String> away = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            away.add(receiver.endpoint(any -> await(hang)));
            test(register(away.get(i), "transaction.changed"));
        }
        sql("update webhook_endpoint set failures = 1, failing_since = now() where disabled_at is null");
        shop = TestShop.open();
        String fine = receiver.endpoint();
        JsonPath other = register(fine, "transaction.changed");
        test(other);

        // When both slots are taken
        LongSupplier called = () ->
                away.stream().filter(url -> !receiver.received(url).isEmpty()).count();
        look(() -> receiver.received(fine).size() == 1 && called.getAsLong() > 0);

        // Then one of the four hangs in one of them
        assertEquals(1, called.getAsLong());
        hang.countDown();
    }

    @Test
    void sendsAgainWhatAReplicaDiedOver() throws Exception {
        // Given a replica that dies between the call and its record
        String url = receiver.endpoint();
        JsonPath webhook = register(url, "transaction.changed");
        String event = test(webhook);
        DeliverWebhooks dying = replica(new DeliveryRepository(entities) {
            @Override
            void delivered(UUID endpointId, Due delivery, Answer answer, Instant now) {
                throw new IllegalStateException("killed");
            }
        });
        clock.to(Instant.now().plusSeconds(1));
        dying.look();
        eventually(() -> receiver.received(url).size() == 1);
        dying.stop(null);

        // When another looks, it waits for the lease to end
        replica.look();
        replica.look();
        assertEquals("PENDING", delivery(webhook, event).getString("status"));
        assertEquals(1, receiver.received(url).size());
        clock.forward(config.lease().plusSeconds(1));
        look(() -> receiver.received(url).size() == 2);

        // Then
        eventually(() -> delivery(webhook, event).getString("status").equals("DELIVERED"));
        assertEquals(List.of(event, event), received(url).map(Received::id).toList());
    }

    @Test
    void twoReplicasTellEverythingOnce() throws Exception {
        DeliverWebhooks second = replica(deliveries);
        String url = receiver.endpoint();
        JsonPath webhook = register(url, "transaction.changed");
        Set<String> events = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            events.add(test(webhook));
        }
        clock.to(Instant.now().plusSeconds(1));

        eventually(() -> {
            replica.look();
            second.look();
            return statuses(webhook).stream().allMatch("DELIVERED"::equals);
        });

        assertEquals(40, receiver.received(url).size());
        assertEquals(events, new HashSet<>(received(url).map(Received::id).toList()));
        second.stop(null);
    }

    @Test
    void bothSecretsSignWhileTheyRotate() throws Exception {
        String url = receiver.endpoint();
        JsonPath webhook = register(url, "transaction.changed");
        String old = webhook.getString("secret");

        JsonPath rotated = shop.partner()
                .body(Map.of("overlapHours", 1))
                .post(path(webhook) + "/secret")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        test(webhook);
        look(() -> receiver.received(url).size() == 1);
        settle(); // a turn signs with the secrets that counted when it began
        clock.forward(Duration.ofMinutes(61));
        test(webhook);
        look(() -> receiver.received(url).size() == 2);

        Received both = receiver.received(url).get(0);
        assertNotEquals(old, rotated.getString("secret"));
        assertTrue(isSignedWith(old, both));
        assertTrue(isSignedWith(rotated.getString("secret"), both));
        Received one = receiver.received(url).get(1);
        assertFalse(isSignedWith(old, one));
        assertTrue(isSignedWith(rotated.getString("secret"), one));
    }

    @Test
    void anOldSecretMayEndAtOnce() throws Exception {
        String url = receiver.endpoint();
        JsonPath webhook = register(url, "transaction.changed");
        shop.partner().body(Map.of("overlapHours", 0)).post(path(webhook) + "/secret");
        test(webhook);

        look(() -> receiver.received(url).size() == 1);

        assertFalse(
                isSignedWith(webhook.getString("secret"), receiver.received(url).get(0)));
    }

    @Test
    void goneDisablesAnEndpointUntilItIsEnabledAgain() throws Exception {
        // Given
        int[] answer = {410};
        String url = receiver.endpoint(any -> answer[0]);
        JsonPath webhook = register(url, "transaction.changed");
        String waiting = test(webhook);

        // When
        look(() -> !get(webhook).getBoolean("enabled"));

        // Then nothing new waits for it
        assertEquals("GONE", get(webhook).getString("disabledFor"));
        shop.ordered(shop.click(UUID.randomUUID()), "A", item("a", "DEFAULT", 1, "1.00"));
        assertEquals(List.of("PENDING"), statuses(webhook));

        // And what waited comes when it is back
        answer[0] = 204;
        shop.partner().body(Map.of("enabled", true)).patch(path(webhook)).then().statusCode(200);
        clock.forward(Duration.ofMinutes(1));
        look(() -> delivery(webhook, waiting).getString("status").equals("DELIVERED"));
    }

    @Test
    void oneThatIsRefusedDoesNotKeepTheOthers() throws Exception {
        String[] bad = new String[1];
        String url = receiver.endpoint(one -> one.id().equals(bad[0]) ? 400 : 204);
        JsonPath webhook = register(url, "transaction.changed");
        bad[0] = test(webhook);
        double refused = calls("refused");
        for (int i = 0; i < 10; i++) {
            test(webhook);
        }

        look(() -> receiver.received(url).size() == 11);

        eventually(() -> statuses(webhook).stream().filter("DELIVERED"::equals).count() == 10
                && delivery(webhook, bad[0]).getInt("attempts") > 0);
        assertEquals("answered 400", delivery(webhook, bad[0]).getString("lastError"));
        assertEquals(refused + 1, calls("refused"));
        assertNull(get(webhook).getString("failingSince"));
    }

    @Test
    void anEndpointIsLeftAloneForAsLongAsItAsks() throws Exception {
        // Given one that answers 503 with Retry-After: 600
        String url = receiver.endpoint(any -> 503);
        JsonPath webhook = register(url, "transaction.changed");
        test(webhook);
        look(() -> get(webhook).getString("failingSince") != null);

        // When something new is due before and after
        test(webhook);
        clock.forward(Duration.ofSeconds(590));
        replica.look();
        assertEquals(1, receiver.received(url).size());
        clock.forward(Duration.ofSeconds(11));

        // Then
        look(() -> receiver.received(url).size() == 3);
    }

    @Test
    void replaysEverythingThatDiedSinceAnInstant() throws Exception {
        String url = receiver.endpoint();
        JsonPath webhook = register(url, "transaction.changed");
        List<String> events = List.of(test(webhook), test(webhook), test(webhook));
        sql("update webhook_delivery set status = 'DEAD', ended_at = now() where endpoint_id = '"
                + webhook.getString("id") + "'");
        Instant second = Instant.parse(delivery(webhook, events.get(1)).getString("at"));

        JsonPath replayed = shop.partner()
                .body(Map.of("since", second.toString()))
                .post(path(webhook) + "/replays")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        look(() -> receiver.received(url).size() == 2);

        assertEquals(2, replayed.getInt("replayed"));
        assertFalse(replayed.getBoolean("more"));
        assertEquals(
                Set.copyOf(events.subList(1, 3)),
                Set.copyOf(received(url).map(Received::id).toList()));
        assertEquals("DEAD", delivery(webhook, events.get(0)).getString("status"));
    }

    @Test
    void forgetsWhatIsThirtyDaysOldAndGivesUpWhatWaitedForNobody() throws Exception {
        // Given what was delivered, what waits for an endpoint that is away, and what waits for one that was deleted
        String url = receiver.endpoint();
        JsonPath webhook = register(url, "transaction.changed");
        test(webhook);
        look(() -> statuses(webhook).equals(List.of("DELIVERED")));
        JsonPath away = register(receiver.endpoint(any -> 500), "transaction.changed");
        test(away);
        look(() -> get(away).getString("failingSince") != null);
        JsonPath deleted = register(receiver.endpoint(), "transaction.changed");
        test(deleted);
        shop.partner().delete(path(deleted)).then().statusCode(204);

        // When
        SweepWebhooks sweep = new SweepWebhooks(endpoints, deliveries, worlds, config, clock);
        clock.forward(Duration.ofDays(3).plusHours(1));
        sweep.sweep();
        assertEquals(List.of("DEAD"), statuses(away));
        assertEquals(List.of("DELIVERED"), statuses(webhook));
        assertEquals("0", one("select count(*) from webhook_endpoint where id = '" + deleted.getString("id") + "'"));
        clock.forward(Duration.ofDays(30));
        sweep.sweep();

        // Then
        assertEquals(List.of(), statuses(webhook));
        assertEquals(List.of("DEAD"), statuses(away), "it was given up three days later");
        clock.forward(Duration.ofDays(1));
        sweep.sweep();
        assertEquals(List.of(), statuses(away));
    }

    private double calls(String outcome) {
        return metrics.counter("pennywell.webhooks.calls", "outcome", outcome).count();
    }

    private DeliverWebhooks replica(DeliveryRepository with) {
        return replica(with, config.slots());
    }

    private DeliverWebhooks replica(DeliveryRepository with, int slots) {
        return new DeliverWebhooks(endpoints, with, destinations, wire, vault, worlds, slots(slots), metrics, clock);
    }

    private WebhookConfig slots(int slots) {
        return (WebhookConfig) java.lang.reflect.Proxy.newProxyInstance(
                WebhookConfig.class.getClassLoader(),
                new Class<?>[] {WebhookConfig.class},
                (proxy, method, arguments) ->
                        method.getName().equals("slots") ? slots : method.invoke(config, arguments));
    }

    /** Looks as often as it takes. What the service wrote by its own clock is due by then. */
    private void look(BooleanSupplier until) {
        if (clock.instant().isBefore(Instant.now())) {
            clock.to(Instant.now().plusSeconds(1));
        }
        eventually(() -> {
            replica.look();
            return until.getAsBoolean();
        });
    }

    /** Until every turn has ended, before the clock is moved under it. */
    private void settle() {
        eventually(() -> one("select count(*) from webhook_endpoint where lease is not null and disabled_at is null")
                .equals("0"));
    }

    private JsonPath register(String url, String... events) {
        return shop.partner()
                .body(Map.of("url", url, "events", List.of(events)))
                .post(WEBHOOKS)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private String test(JsonPath webhook) {
        return shop.partner()
                .post(path(webhook) + "/test-events")
                .then()
                .statusCode(202)
                .extract()
                .path("eventId");
    }

    private JsonPath get(JsonPath webhook) {
        return shop.partner().get(path(webhook)).jsonPath();
    }

    private JsonPath delivery(JsonPath webhook, String event) {
        JsonPath page =
                shop.partner().get(path(webhook) + "/deliveries?limit=100").jsonPath();
        int index = page.getList("items.eventId").indexOf(event);
        return page.setRootPath("items[" + index + "]");
    }

    private List<String> statuses(JsonPath webhook) {
        return shop.partner()
                .get(path(webhook) + "/deliveries?limit=100")
                .jsonPath()
                .getList("items.status");
    }

    private static String path(JsonPath webhook) {
        return WEBHOOKS + "/" + webhook.getString("id");
    }

    private Stream<Received> received(String url) {
        return receiver.received(url).stream();
    }

    private JsonNode message(String url, String type) throws Exception {
        for (Received one : receiver.received(url)) {
            JsonNode body = json.readTree(one.body());
            if (body.path("type").asText().equals(type)) {
                return body;
            }
        }
        throw new AssertionError("nothing of type " + type);
    }

    private static int await(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS) ? 204 : 500;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return 500;
        }
    }

    /** As a receiver does it who has read the standard and no code of ours: HMAC (RFC 2104) by hand. */
    private static boolean isSignedWith(String secret, Received one) {
        byte[] key = Arrays.copyOf(Base64.getDecoder().decode(secret.substring("whsec_".length())), 64);
        byte[] inner = digest(
                padded(key, 0x36),
                (one.id() + "." + one.timestamp() + "." + one.body()).getBytes(StandardCharsets.UTF_8));
        String signature = "v1," + Base64.getEncoder().encodeToString(digest(padded(key, 0x5c), inner));
        return List.of(one.signature().split(" ")).contains(signature);
    }

    private static byte[] padded(byte[] key, int pad) {
        byte[] padded = new byte[key.length];
        for (int i = 0; i < key.length; i++) {
            padded[i] = (byte) (key[i] ^ pad);
        }
        return padded;
    }

    private static byte[] digest(byte[] first, byte[] second) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(first);
            return sha256.digest(second);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private void sql(String statement) {
        try (Connection connection = dataSource.getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    private String one(String query) {
        try (Connection connection = dataSource.getConnection();
                Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            row.next();
            return row.getString(1);
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }
}
