package shop.pennywell.defaults.sql;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import shop.pennywell.local.testing.LocalStores;
import shop.pennywell.local.testing.TestTokens;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Tag("slow")
@QuarkusTest
@WithTestResource(LocalStores.class)
@WithTestResource(FakeSubscriber.class)
class SqlDefaultsTest {

    private static final int MAX_ATTEMPTS = 3;

    @Inject
    DataSource dataSource;

    @Inject
    RetentionSweep retentionSweep;

    @Inject
    Outbox outbox;

    @Test
    void answersTheFirstResponseToTheSameRequestAgain() {
        String key = UUID.randomUUID().toString();
        Integer id = create(key, "once")
                .then()
                .statusCode(201)
                .header("Idempotency-Hit", nullValue())
                .extract()
                .path("id");
        create(key, "once")
                .then()
                .statusCode(201)
                .header("Idempotency-Hit", "true")
                .body("id", equalTo(id));
        assertEquals(1, count("once"));
    }

    @Test
    void refusesAKeyThatCameWithAnotherBody() {
        String key = UUID.randomUUID().toString();
        create(key, "first-body").then().statusCode(201);
        create(key, "second-body").then().statusCode(422).body("code", equalTo("idempotency-key-reused"));
        assertEquals(0, count("second-body"));
    }

    @Test
    void refusesAMissingOrImpossibleKey() {
        create(null, "no-key").then().statusCode(400).body("code", equalTo("idempotency-key-missing"));
        create("x".repeat(256), "no-key").then().statusCode(400).body("code", equalTo("idempotency-key-invalid"));
        create("two words", "no-key").then().statusCode(400).body("code", equalTo("idempotency-key-invalid"));
        assertEquals(0, count("no-key"));
    }

    @Test
    void refusesASecondRequestWhileTheFirstIsUnderWay() throws InterruptedException {
        String key = UUID.randomUUID().toString();
        CompletableFuture<Response> first = CompletableFuture.supplyAsync(() -> create(key, "slow"));
        assertTrue(SampleResource.ENTERED.await(20, TimeUnit.SECONDS));
        create(key, "slow").then().statusCode(409).body("code", equalTo("idempotency-key-in-flight"));
        SampleResource.LEAVE.countDown();
        first.join().then().statusCode(201);
        create(key, "slow").then().statusCode(201).header("Idempotency-Hit", "true");
        assertEquals(1, count("slow"));
    }

    @Test
    void keepsNothingOfARefusedRequest() {
        String key = UUID.randomUUID().toString();
        create(key, "refused").then().statusCode(409).body("code", equalTo("conflict"));
        create(key, "refused-no-more").then().statusCode(201);
        assertEquals(0, count("refused"));
    }

    @Test
    void doesOnceWhatManySendAtTheSameInstant() {
        String key = UUID.randomUUID().toString();
        List<CompletableFuture<Integer>> sent = IntStream.range(0, 8)
                .mapToObj(i ->
                        CompletableFuture.supplyAsync(() -> create(key, "crowd").statusCode()))
                .toList();
        List<Integer> statuses = sent.stream().map(CompletableFuture::join).toList();
        assertTrue(statuses.contains(201), statuses::toString);
        assertTrue(statuses.stream().allMatch(status -> status == 201 || status == 409), statuses::toString);
        assertEquals(1, count("crowd"));
    }

    @Test
    void deliversWhatWasCommittedAndNothingElse() {
        say("undone-word", "/samples/said").then().statusCode(409);
        say("plain-word", "/samples/said").then().statusCode(204);
        eventually(() -> FakeSubscriber.taken("plain-word").equals("1"));
        assertEquals("0", FakeSubscriber.taken("undone-word"));
    }

    @Test
    void deliversAgainWhatWasRefusedOnce() {
        say("flaky-word", "/samples/said").then().statusCode(204);
        eventually(() -> FakeSubscriber.taken("flaky-word").equals("1"));
    }

    @Test
    void parksWhatIsRefusedAgainAndAgainUntilStaffReplayIt() {
        say("bad-word", "/samples/said").then().statusCode(204);
        eventually(() -> !deadLetters("bad-word").isEmpty());
        String id = staff().get("/api/v1/admin/sample/events")
                .then()
                .statusCode(200)
                .body("items.find { it.subject == 'bad-word' }.attempts", equalTo(MAX_ATTEMPTS))
                .body("items.find { it.subject == 'bad-word' }.lastError", equalTo("not today"))
                .body("items.find { it.subject == 'bad-word' }.data.name", equalTo("bad-word"))
                .extract()
                .path("items.find { it.subject == 'bad-word' }.id");
        FakeSubscriber.answersFrom("bad-word", true);
        staff().post("/api/v1/admin/sample/events/" + id + "/replay").then().statusCode(204);
        eventually(() -> FakeSubscriber.taken("bad-word").equals("1"));
        staff().post("/api/v1/admin/sample/events/" + id + "/replay").then().statusCode(404);
        staff().get("/api/v1/admin/other/events").then().statusCode(404);
        given().auth()
                .oauth2(TestTokens.member(UUID.randomUUID()))
                .get("/api/v1/admin/sample/events")
                .then()
                .statusCode(403);
    }

    @Test
    void parksTheOneThatSpoilsItsBatchAndDeliversItsNeighbours() {
        given().contentType(ContentType.JSON)
                .body("[{\"name\":\"near-one\"},{\"name\":\"huge-word\"},{\"name\":\"near-two\"}]")
                .post("/samples/said-together")
                .then()
                .statusCode(204);
        eventually(() -> FakeSubscriber.taken("near-one").equals("1")
                && FakeSubscriber.taken("near-two").equals("1"));
        eventually(() -> !deadLetters("huge-word").isEmpty());
        staff().get("/api/v1/admin/sample/events")
                .then()
                .body("items.find { it.subject == 'huge-word' }.lastError", containsString("413"))
                .body("items.find { it.subject == 'huge-word' }.data.link", equalTo("(hidden)"));
    }

    /** One alone after the other takes longer here than a transaction may, which must not undo what was delivered. */
    @Test
    void keepsWhatItDeliveredThoughTheRestTakesTooLong() {
        List<String> slow = IntStream.range(0, 14).mapToObj(i -> "tardy-" + i).toList();
        List<Map<String, String>> together = Stream.concat(slow.stream(), Stream.of("huge-after-tardy"))
                .map(name -> Map.of("name", name))
                .toList();
        given().contentType(ContentType.JSON)
                .body(together)
                .post("/samples/said-together")
                .then()
                .statusCode(204);

        eventually(() -> !deadLetters("huge-after-tardy").isEmpty());
        slow.forEach(name -> assertEquals("1", FakeSubscriber.taken(name), name));
    }

    @Test
    void saysMoreFactsThanOneStatementTakesInTheirOrder() {
        List<String> names =
                IntStream.range(0, 2_001).mapToObj(i -> "bulk-" + i).toList();
        String body =
                names.stream().map(name -> "{\"name\":\"" + name + "\"}").collect(Collectors.joining(",", "[", "]"));

        List<String> said = given().contentType(ContentType.JSON)
                .body(body)
                .post("/samples/said-in-bulk")
                .then()
                .statusCode(200)
                .extract()
                .path("");

        assertEquals(names.stream().map(name -> name + "=" + name + ">mailing").toList(), said);
    }

    @Test
    void forgetsWhatAnEventSaidOnceEverybodyHasTakenIt() {
        say("brief-word", "/samples/said").then().statusCode(204);
        eventually(() -> FakeSubscriber.taken("brief-word").equals("1"));
        eventually(() -> events("brief-word", "data is null") == 1);

        say("bad-brief-word", "/samples/said").then().statusCode(204);
        eventually(() -> !deadLetters("bad-brief-word").isEmpty());
        retentionSweep.blank();
        outbox.forget("bad-brief-word");
        assertEquals(1, events("bad-brief-word", "data ->> 'name' = 'bad-brief-word'"));

        FakeSubscriber.answersFrom("bad-brief-word", true);
        String id = staff().get("/api/v1/admin/sample/events").path("items.find { it.subject == 'bad-brief-word' }.id");
        staff().post("/api/v1/admin/sample/events/" + id + "/replay").then().statusCode(204);
        eventually(() -> FakeSubscriber.taken("bad-brief-word").equals("1"));
        eventually(() -> events("bad-brief-word", "data is null") == 1);
    }

    /** What the dispatchers of two replicas have left behind, each taking the other for the last. */
    @Test
    void sweepsWhatWasDeliveredAndStillHasItsData() {
        for (String subject : List.of("left-behind", "just-said")) {
            Instant at = subject.equals("left-behind") ? Instant.now().minusSeconds(61) : Instant.now();
            new Sql(dataSource)
                    .update(
                            "insert into outbox_event (id, type, subject, occurred_at, data) values (?, 'x', ?, ?, '{}')",
                            UUID.randomUUID(),
                            subject,
                            at);
        }

        retentionSweep.blank();

        assertEquals(1, events("left-behind", "data is null"));
        assertEquals(1, events("just-said", "data is not null"));
        outbox.forget("just-said");
        assertEquals(1, events("just-said", "data is null"));
    }

    @Test
    void waitsForASubscriberThatIsAwayWithoutGivingUp() {
        // Given nothing of another test is before it
        FakeSubscriber.answersFrom("mailing", true);
        eventually(() -> waitingForMailing() == 0);
        FakeSubscriber.answersFrom("mailing", false);

        // When it is sent more often than a refusal would be
        say("patient-word", "/samples/said-to-mailing").then().statusCode(204);
        eventually(() -> FakeSubscriber.missed("patient-word") > MAX_ATTEMPTS);

        // Then
        assertEquals(0, attempts("patient-word"));
        assertEquals(List.of(), deadLetters("patient-word"));
        assertEquals("0", FakeSubscriber.taken("patient-word"));
        FakeSubscriber.answersFrom("mailing", true);
        eventually(() -> FakeSubscriber.taken("patient-word").equals("1"));
    }

    @Test
    void appliesAnEventOnceHoweverOftenItComes() {
        UUID id = UUID.randomUUID();
        List<CompletableFuture<Integer>> deliveries = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> deliver(event(id, "heard")).statusCode()))
                .toList();
        deliveries.forEach(delivery -> assertEquals(200, delivery.join()));
        assertEquals(1, count("heard"));
    }

    @Test
    void appliesTheRestOfABatchThatHoldsABadEvent() {
        UUID poison = UUID.randomUUID();
        deliver(event(UUID.randomUUID(), "before") + "," + event(poison, "poison") + ","
                        + event(UUID.randomUUID(), "after"))
                .then()
                .statusCode(200)
                .body("failed.id", equalTo(List.of(poison.toString())))
                .body("failed[0].detail", containsString("cannot digest"));
        assertEquals(1, count("before"));
        assertEquals(1, count("after"));
        assertEquals(0, count("poison"));
    }

    @Test
    void takesEventsFromServicesOnly() {
        given().contentType(ContentType.JSON).body("[]").post("/events").then().statusCode(401);
        given().contentType(ContentType.JSON)
                .auth()
                .oauth2(TestTokens.staff("finance"))
                .body("[]")
                .post("/events")
                .then()
                .statusCode(403);
        given().contentType(ContentType.JSON)
                .auth()
                .oauth2(TestTokens.service("another-audience"))
                .body("[]")
                .post("/events")
                .then()
                .statusCode(401);
    }

    private static Response create(String key, String name) {
        var request = given().contentType(ContentType.JSON).body("{\"name\":\"" + name + "\"}");
        return (key == null ? request : request.header("Idempotency-Key", key)).post("/samples");
    }

    private static Response say(String name, String path) {
        return given().contentType(ContentType.JSON)
                .body("{\"name\":\"" + name + "\"}")
                .post(path);
    }

    private static Response deliver(String events) {
        return given().contentType("application/cloudevents-batch+json")
                .auth()
                .oauth2(TestTokens.service("sample"))
                .body("[" + events + "]")
                .post("/events");
    }

    private static String event(UUID id, String name) {
        return """
                {"specversion":"1.0","id":"%s","type":"thing.happened","source":"portal","subject":"x",
                 "time":"%s","data":{"name":"%s"}}""".formatted(id, Instant.now(), name);
    }

    private static RequestSpecification staff() {
        return given().auth().oauth2(TestTokens.staff());
    }

    private static List<Object> deadLetters(String subject) {
        return staff().get("/api/v1/admin/sample/events").path("items.findAll { it.subject == '" + subject + "' }");
    }

    private long events(String subject, String condition) {
        return new Sql(dataSource)
                .query(
                        row -> row.getLong(1),
                        "select count(*) from outbox_event where subject = ? and " + condition,
                        subject)
                .get(0);
    }

    private int attempts(String subject) {
        return new Sql(dataSource)
                        .query(
                                row -> row.getInt(1),
                                "select attempts from outbox_delivery join outbox_event on id = event_id where subject = ?",
                                subject)
                        .stream()
                        .findFirst()
                        .orElse(-1);
    }

    private long waitingForMailing() {
        return new Sql(dataSource)
                .query(
                        row -> row.getLong(1),
                        "select count(*) from outbox_delivery where subscriber = 'mailing' and dead_at is null")
                .get(0);
    }

    private long count(String name) {
        return new Sql(dataSource)
                .query(row -> row.getLong(1), "select count(*) from sample where name = ?", name)
                .get(0);
    }

    private static void eventually(BooleanSupplier condition) {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("did not become true within 20 s");
            }
            LockSupport.parkNanos(20_000_000);
        }
    }
}
