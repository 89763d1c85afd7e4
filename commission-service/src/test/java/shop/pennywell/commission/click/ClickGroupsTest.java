package shop.pennywell.commission.click;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.ulid.UlidCreator;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import shop.pennywell.commission.rate.Percentage;
import shop.pennywell.commission.rate.RateReceipt;
import shop.pennywell.commission.rate.RateType;
import shop.pennywell.commission.rate.Term;
import shop.pennywell.commission.rate.Tier;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.Problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.commission.TestShop.eventually;

@Timeout(60)
class ClickGroupsTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int FULL = ClickRepository.MOST_AT_ONCE;

    /** As the service's own. */
    private static final ObjectMapper JSON = new ObjectMapper()
            .findAndRegisterModules()
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    private BusyDynamo dynamo;
    private ClickGroups groups;

    @BeforeEach
    void startDynamo() throws IOException {
        dynamo = new BusyDynamo();
    }

    @AfterEach
    void stop() {
        groups.stop(new ShutdownEvent());
        dynamo.close();
    }

    @Test
    void aFullGroupIsWrittenAtOnceByOneCall() {
        groups(LONG, 1, 100);

        List<Click> clicks = add(FULL, click -> {});

        all(clicks);
        assertEquals(1, dynamo.calls().size());
        assertEquals(clicks.stream().map(Click::id).toList(), dynamo.calls().get(0));
    }

    @Test
    void aLonelyClickWaitsNoLongerThanItMust() {
        groups(Duration.ofMillis(4), 1, 100);
        long began = System.nanoTime();

        Click click = click();
        assertEquals(click, kept(add(click)));

        assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(10));
        assertTrue(dynamo.has(click.id()));
    }

    @Test
    void isToldOfNoClickBeforeItIsKept() throws Exception {
        groups(Duration.ofMillis(4), 1, 100);
        CountDownLatch gate = dynamo.hold();
        Click click = click();

        var kept = add(click).toCompletableFuture();

        assertThrows(java.util.concurrent.TimeoutException.class, () -> kept.get(200, TimeUnit.MILLISECONDS));
        gate.countDown();
        assertEquals(click, kept.get(30, TimeUnit.SECONDS));
    }

    @Test
    void othersCollectWhileAGroupIsWritten() {
        groups(Duration.ofMillis(4), 2, 100);
        CountDownLatch gate = dynamo.hold();
        List<CompletionStage<Click>> first = stages(FULL);
        List<CompletionStage<Click>> second = stages(FULL);

        gate.countDown();

        Stream.concat(first.stream(), second.stream()).forEach(ClickGroupsTest::kept);
        assertTrue(dynamo.calls().stream().allMatch(call -> call.size() <= FULL));
        assertEquals(2 * FULL, dynamo.calls().stream().mapToInt(List::size).sum());
    }

    @Test
    void triesAgainWhatIsThrottledAndNothingElse() {
        groups(LONG, 1, 100);
        List<Click> clicks = clicks(FULL);
        String throttled = clicks.get(7).id();
        String failing = clicks.get(9).id();
        dynamo.mood((id, call) -> call <= 2 && id.equals(throttled)
                ? "ThrottlingError"
                : call <= 1 && id.equals(failing) ? "InternalServerError" : null);

        List<CompletionStage<Click>> stages = clicks.stream().map(this::add).toList();

        stages.forEach(ClickGroupsTest::kept);
        assertEquals(
                List.of(List.of(throttled, failing), List.of(throttled)),
                dynamo.calls().subList(1, dynamo.calls().size()));
    }

    @Test
    void givesUpAfterAFewTriesAndSaysSo() {
        groups(LONG, 1, 100);
        List<Click> clicks = clicks(FULL);
        String throttled = clicks.get(3).id();
        dynamo.mood((id, call) -> id.equals(throttled) ? "ProvisionedThroughputExceeded" : null);

        List<CompletionStage<Click>> stages = clicks.stream().map(this::add).toList();

        notKept(stages.get(3));
        assertEquals(5, dynamo.calls().size());
        assertFalse(dynamo.has(throttled));
        for (int i = 0; i < stages.size(); i++) {
            if (i != 3) {
                assertEquals(clicks.get(i), kept(stages.get(i)));
            }
        }
    }

    @Test
    void answersEveryClickOfAGroupThatFailsAndGoesOn() {
        groups(LONG, 1, 100);
        dynamo.mood((id, call) -> call == 1 ? BusyDynamo.AWAY : null);

        stages(FULL).forEach(ClickGroupsTest::notKept);

        all(add(FULL, click -> {}));
    }

    @Test
    void answersAClickThatDynamoWillNeverTake() {
        groups(LONG, 1, 100);
        List<Click> clicks = clicks(FULL);
        dynamo.mood((id, call) -> id.equals(clicks.get(0).id()) ? "ValidationError" : null);

        List<CompletionStage<Click>> stages = clicks.stream().map(this::add).toList();

        notKept(stages.get(0));
        assertEquals(clicks.get(FULL - 1), kept(stages.get(FULL - 1)));
        assertEquals(1, dynamo.calls().size());
    }

    /** A click that no note names would never be told to stats if this replica died now. */
    @Test
    void keepsNoClickWithoutItsNote() {
        groups(LONG, 1, 100);
        List<Click> clicks = clicks(FULL);
        dynamo.mood((id, call) -> call == 1 && BusyDynamo.isNote(id) ? "ThrottlingError" : null);

        List<CompletionStage<Click>> stages = clicks.stream().map(this::add).toList();

        for (int i = 0; i < FULL; i++) {
            assertEquals(clicks.get(i), kept(stages.get(i)));
        }
        List<String> ids = clicks.stream().map(Click::id).toList();
        assertEquals(List.of(ids, ids), dynamo.calls());
        assertEquals(List.of(String.join(" ", ids)), dynamo.notes());

        dynamo.mood((id, call) -> BusyDynamo.isNote(id) ? "ValidationError" : null);
        stages(FULL).forEach(ClickGroupsTest::notKept);
    }

    @Test
    void theNotesNameEveryClickThatIsKept() {
        groups(LONG, 1, 100);
        List<Click> clicks = clicks(FULL);
        String throttled = clicks.get(7).id();
        dynamo.mood((id, call) -> call == 1 && id.equals(throttled) ? "ThrottlingError" : null);

        clicks.stream().map(this::add).toList().forEach(ClickGroupsTest::kept);

        assertEquals(List.of(String.join(" ", clicks.stream().map(Click::id).toList()), throttled), dynamo.notes());
    }

    @Test
    void handsOnTheClickThatWasThereBefore() {
        groups(Duration.ofMillis(4), 1, 100);
        Click first = click();
        kept(add(first));
        Click again = of(first.id(), first.memberId(), 2);

        assertEquals(first, kept(add(again)), "as it was, with its receipt");
    }

    /** DynamoDB does not take one item twice in a call. */
    @Test
    void twoSendingsOfOneRequestAreNeverInOneCall() {
        groups(LONG, 1, 100);
        Click first = click();
        Click again = of(first.id(), first.memberId(), 2);

        var kept = add(first);
        var keptAgain = add(again);
        List<CompletionStage<Click>> others = stages(FULL - 2);

        assertEquals(first, kept(kept));
        others.forEach(ClickGroupsTest::kept);
        groups.stop(new ShutdownEvent());
        assertEquals(first, kept(keptAgain));
        dynamo.calls().forEach(call -> assertEquals(call.size(), new HashSet<>(call).size(), call.toString()));
    }

    @Test
    void takesNoMoreThanMayWait() {
        groups(LONG, 1, 30);
        CountDownLatch gate = dynamo.hold();
        List<CompletionStage<Click>> written = stages(FULL);
        eventually(() -> groups.waiting() == 0);
        List<CompletionStage<Click>> waiting = stages(30);

        notKept(add(click()));

        gate.countDown();
        written.forEach(ClickGroupsTest::kept);
        groups.stop(new ShutdownEvent());
        waiting.forEach(ClickGroupsTest::kept);
    }

    /** Whoever is answered 503 clicks again; nothing must be written for the one who waited in vain. */
    @Test
    void sendsNoClickThatHasWaitedTooLong() {
        groups(Duration.ofMillis(1), 1, 1_000, Duration.ofMillis(300));
        CountDownLatch gate = dynamo.hold();
        Click first = click();
        CompletionStage<Click> written = add(first);
        eventually(() -> groups.waiting() == 0);
        List<Click> late = clicks(40);
        List<CompletionStage<Click>> waiting = late.stream().map(this::add).toList();
        long added = System.nanoTime();
        eventually(() -> System.nanoTime() - added > TimeUnit.MILLISECONDS.toNanos(400));

        gate.countDown();

        assertEquals(first, kept(written), "it had been sent in time");
        waiting.forEach(ClickGroupsTest::notKept);
        assertEquals(List.of(List.of(first.id())), dynamo.calls());
        all(add(FULL, click -> {}));
    }

    @Test
    void goesOnAfterAFault() {
        groups(LONG, 1, 100);
        List<Click> faulty = new ArrayList<>(clicks(FULL - 1));
        faulty.add(of(UlidCreator.getUlid().toString(), null, 1));

        faulty.stream().map(this::add).toList().forEach(ClickGroupsTest::notKept);

        all(add(FULL, click -> {}));
    }

    @Test
    void writesLargeReceiptsInSmallGroups() {
        groups(LONG, 1, 100);
        List<CompletionStage<Click>> stages = new ArrayList<>();
        for (int i = 0; i < FULL; i++) {
            stages.add(add(of(UlidCreator.getUlid().toString(), UUID.randomUUID(), 1_000)));
        }
        groups.stop(new ShutdownEvent());

        stages.forEach(ClickGroupsTest::kept);
        assertTrue(
                dynamo.calls().stream().allMatch(call -> call.size() <= 2),
                dynamo.calls().toString());
    }

    @Test
    void servesWhoeverWaitsWhenItStopsAndNobodyAfter() {
        groups(LONG, 2, 100);
        List<CompletionStage<Click>> waiting = stages(3);

        groups.stop(new ShutdownEvent());

        waiting.forEach(ClickGroupsTest::kept);
        notKept(add(click()));
    }

    private void groups(Duration collectFor, int writers, int waiting) {
        groups(collectFor, writers, waiting, Duration.ofMinutes(1));
    }

    private void groups(Duration collectFor, int writers, int waiting, Duration patience) {
        FixedClickConfig config = new FixedClickConfig("clicks", collectFor, writers, waiting, patience);
        ClickRepository clicks = new ClickRepository(dynamo.client(), config, JSON);
        // Never started, so it asks nobody.
        groups = new ClickGroups(clicks, new ClickFeed(clicks, null, config, JSON), config);
        groups.start(new StartupEvent());
    }

    private CompletionStage<Click> add(Click click) {
        return groups.add(click);
    }

    private List<Click> add(int many, java.util.function.Consumer<Click> with) {
        List<Click> clicks = clicks(many);
        List<CompletionStage<Click>> stages = clicks.stream().map(this::add).toList();
        stages.forEach(ClickGroupsTest::kept);
        clicks.forEach(with);
        return clicks;
    }

    private List<CompletionStage<Click>> stages(int many) {
        return clicks(many).stream().map(this::add).toList();
    }

    private void all(List<Click> clicks) {
        clicks.forEach(click -> assertTrue(dynamo.has(click.id())));
    }

    private static Click kept(CompletionStage<Click> stage) {
        return stage.toCompletableFuture().join();
    }

    private static void notKept(CompletionStage<Click> stage) {
        CompletionException failure = assertThrows(
                CompletionException.class, () -> stage.toCompletableFuture().join());
        Problem problem = (Problem) failure.getCause();
        assertEquals(CommonProblem.UNAVAILABLE, problem.type());
        assertEquals(Duration.ofSeconds(1), problem.retryAfter().orElseThrow());
    }

    private static List<Click> clicks(int many) {
        return Stream.generate(ClickGroupsTest::click).limit(many).toList();
    }

    private static Click click() {
        return of(UlidCreator.getUlid().toString(), UUID.randomUUID(), 1);
    }

    private static Click of(String id, UUID member, int terms) {
        Term term = Term.ofRate(
                UUID.randomUUID(),
                "DEFAULT",
                null,
                null,
                RateType.PERCENT,
                Percentage.parse("5"),
                null,
                Percentage.parse("60"),
                null,
                null);
        Instant now = Instant.parse("2026-01-02T03:04:05Z");
        return new Click(
                id,
                member,
                UUID.randomUUID(),
                "shop",
                "Shop",
                UUID.randomUUID(),
                "DE",
                "DESKTOP",
                now,
                "https://shop.example/",
                new RateReceipt(
                        now,
                        "DE",
                        "EUR",
                        Collections.nCopies(terms, term),
                        Tier.ofClaim(null),
                        Percentage.ZERO,
                        List.of()));
    }
}
