package shop.pennywell.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

/**
 * A real shop's orders and cancellations, said by partner API, file and postback at random, twice, in shuffled order, while replicas of
 * commission-service are killed: they end as {@link RetailStream} computes from the raw file, to the penny, each order once.
 *
 * <p>What is modelled. The shop has three outlets in two currencies, of two partners; three members bought everything, by the number of
 * the customer. Orders are made now, since clicks are; the days of the file decide only how they end: those of the last week are pending,
 * those cancelled as a whole on their day are declined, those cancelled as a whole later were approved and are reversed, the others are
 * approved for what is left of them. A postback says one amount and one group, so orders of several groups go by the other ways, and so
 * does whatever follows an order.
 *
 * <p>What makes the end certain. The platform takes no word on an order before the order: it is rejected with
 * {@code transaction-unknown}, a reversal before its approval with {@code not-reversible}, and both may be said again. Amendments say what
 * is left, and two of them do not commute; so the shop's system behaves as one must: it says the state in which an order is when it
 * speaks, never a step of its past; it gives what is left with the approval that rests on it; and it says again what was rejected as too
 * early. Each cancellation makes it speak once.
 *
 * <p>{@code -Dstream=whole} takes the four months that lie beside the repository instead of the slice in it, {@code -Dstream.seed=…}
 * shuffles as another run did.
 */
class StreamStory {

    private static final boolean WHOLE = System.getProperty("stream", "slice").equals("whole");
    private static final Duration PATIENCE = Duration.ofMinutes(WHOLE ? 10 : 3);
    private static final int MEMBERS = 3;
    private static final int SENDERS = 4;
    private static final int MOST_ROUNDS = 3;
    private static final List<ShopSystem.Way> WAYS = List.of(ShopSystem.Way.values());

    private final Platform platform = Platform.shared();
    private final Api api = platform.api();
    private final String tag = Long.toString(System.nanoTime(), 36);
    private final long seed = Long.getLong("stream.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final StreamAnswers answers = new StreamAnswers();
    private final List<Shopper> shoppers = new ArrayList<>();
    private final Map<RetailStream.Outlet, Shop> shops = new EnumMap<>(RetailStream.Outlet.class);
    private Staff staff;

    /** A store of the stream, with a click of each member. */
    record Shop(String partnerId, String storeId, String slug, ShopSystem system, List<String> clicks) {}

    /** Messages of one partner that are said together. */
    private record Parcel(ShopSystem system, ShopSystem.Way way, boolean verdictsFirst, List<StreamMessage> messages) {

        void say() {
            List<StreamMessage> reports =
                    messages.stream().filter(StreamMessage::isReport).toList();
            List<StreamMessage> verdicts =
                    messages.stream().filter(message -> !message.isReport()).toList();
            system.say(way, verdictsFirst ? verdicts : reports);
            system.say(way, verdictsFirst ? reports : verdicts);
        }
    }

    @Test
    void endsTheSameInWhateverOrderAndWayItIsSaid() {
        System.err.printf("The order stream is shuffled by -Dstream.seed=%d%n", seed);
        Instant begin = Instant.now();
        RetailStream stream = RetailStream.read(files());
        open();
        List<StreamMessage> messages = messages(stream);
        if (WHOLE) {
            say(parcels(messages), aliveReplica()::kill);
            say(parcels(messages), aliveReplica()::kill);
        } else {
            // One behind the other: a file that a killed replica had begun rests until its lease is over.
            say(
                    Stream.of(parcels(messages), parcels(messages))
                            .flatMap(List::stream)
                            .toList(),
                    aliveReplica()::kill);
        }
        int last = -1;
        for (int round = 0; round < MOST_ROUNDS && answers.open().size() != last; round++) {
            last = answers.open().size();
            say(parcels(answers.open()), () -> {});
        }
        System.err.printf(
                "%d orders said by %d messages, twice, in %s:%n%s",
                stream.orders().size(), messages.size(), since(begin), answers.table());
        explainAnswers(stream, messages);
        new StreamEnd(platform, shoppers, shops, PATIENCE).mustBe(stream);
        System.err.printf("The order stream took %s%n", since(begin));
    }

    private static String since(Instant begin) {
        return Duration.between(begin, Instant.now()).toSeconds() + " s";
    }

    private static List<Path> files() {
        if (!WHOLE) {
            return List.of(
                    Repository.root().resolve("local/src/main/resources/seed/orders.csv"),
                    Repository.root().resolve("e2e-tests/src/test/resources/late-cancellations.csv"));
        }
        Path folder =
                Repository.root().resolve("../shared/data/uci-online-retail").normalize();
        if (!Files.isDirectory(folder)) {
            return fail("-Dstream=whole needs the four months at " + folder + ", and there is nothing");
        }
        try (Stream<Path> months = Files.list(folder)) {
            return months.filter(file -> file.toString().endsWith(".csv.gz"))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Members, partners, stores, and a click of each member to each store. */
    private void open() {
        staff = Staff.signIn(platform);
        IntStream.range(0, MEMBERS)
                .forEach(i -> shoppers.add(new Shopper(platform, "stream-" + i + "-" + tag + "@example.com")));
        shoppers.parallelStream().forEach(Shopper::register);
        shoppers.forEach(Shopper::signIn);
        Map<String, String> partners = new TreeMap<>();
        Map<String, ShopSystem> systems = new TreeMap<>();
        for (RetailStream.Outlet outlet : RetailStream.Outlet.values()) {
            String currency = outlet.currency();
            String partnerId =
                    partners.computeIfAbsent(currency, name -> staff.createPartner("Stream " + name + " " + tag, name));
            ShopSystem system = systems.computeIfAbsent(
                    currency, name -> new ShopSystem(api, staff.createCredentials(partnerId), answers));
            String slug = outlet.name().toLowerCase(Locale.ROOT) + "-" + tag;
            String rates = outlet.terms().entrySet().stream()
                    .map(terms -> Staff.rate(
                            terms.getKey(),
                            terms.getValue().percent().toPlainString(),
                            terms.getValue().memberShare().toPlainString()))
                    .collect(Collectors.joining(",", "[", "]"));
            String storeId = staff.createStore(partnerId, slug, rates);
            List<String> clicks = shoppers.stream()
                    .map(shopper -> shopper.clickOut("/go/" + slug).header("Click-Id"))
                    .toList();
            shops.put(outlet, new Shop(partnerId, storeId, slug, system, clicks));
        }
    }

    private List<StreamMessage> messages(RetailStream stream) {
        List<StreamMessage> messages = new ArrayList<>();
        for (RetailStream.Order order : stream.orders()) {
            messages.add(StreamMessage.report(
                    order, shops.get(order.outlet()).clicks().get(order.member(MEMBERS))));
            messages.addAll(StreamMessage.verdicts(order));
        }
        stream.neverBought().forEach(cancellation -> messages.add(StreamMessage.neverBought(cancellation)));
        return messages;
    }

    private Platform.Replica aliveReplica() {
        List<Platform.Replica> alive = platform.readyReplicas("commission");
        return alive.get(random.nextInt(2));
    }

    /** Several at a time; something happens when half of the messages, or of the first of two passes, are on their way. */
    private void say(List<Parcel> parcels, Runnable midway) {
        AtomicInteger said = new AtomicInteger();
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (Parcel parcel : parcels) {
                all.add(senders.submit(() -> {
                    if (said.getAndIncrement() == parcels.size() / (WHOLE ? 2 : 4)) {
                        midway.run();
                    }
                    parcel.say();
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException failure) {
            throw new AssertionError("a parcel of the stream shuffled by " + seed, failure.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        } finally {
            senders.shutdownNow();
        }
    }

    /** All of it in a new order, in parcels of random size by random ways. */
    private List<Parcel> parcels(List<StreamMessage> messages) {
        List<Parcel> parcels = new ArrayList<>();
        messages.stream()
                .collect(Collectors.groupingBy(
                        message -> shops.get(message.outlet()).system()))
                .forEach((system, theirs) -> {
                    List<StreamMessage> shuffled = new ArrayList<>(theirs);
                    Collections.shuffle(shuffled, random);
                    int from = 0;
                    while (from < shuffled.size()) {
                        ShopSystem.Way way = WAYS.get(random.nextInt(WAYS.size()));
                        int size = 1 + random.nextInt(most(way));
                        int to = Math.min(shuffled.size(), from + size);
                        parcels.add(new Parcel(system, way, random.nextBoolean(), shuffled.subList(from, to)));
                        from = to;
                    }
                });
        Collections.shuffle(parcels, random);
        return parcels;
    }

    private static int most(ShopSystem.Way way) {
        return switch (way) {
            case API -> 60;
            case POSTBACK -> WHOLE ? 120 : 30;
            case CSV_FILE, JSON_FILE -> WHOLE ? 200 : 60;
        };
    }

    /** Every answer is one that had to be, and each kind as often. */
    private void explainAnswers(RetailStream stream, List<StreamMessage> messages) {
        assertEquals(List.of(), answers.contradictions());
        int orders = stream.orders().size();
        // Each order twice: once it is new, once it is known. Where the answer to a postback was lost, who knows.
        int lost = answers.count("order ANSWER_LOST");
        int accepted = answers.count("order ACCEPTED");
        assertTrue(accepted <= orders && orders <= accepted + lost, () -> accepted + " and " + lost + " of " + orders);
        assertEquals(2 * orders, accepted + lost + answers.count("order DUPLICATE"));
        assertEquals(2 * orders, answers.count("REPORT said"));
        // What changes an order is accepted once, however often it is said.
        int changes = stream.orders().stream()
                .mapToInt(order -> switch (order.ending()) {
                    case CLAWED_BACK -> 2;
                    case APPROVED, DECLINED -> 1;
                    case PENDING -> order.cancellations().isEmpty() ? 0 : 1;
                })
                .sum();
        assertEquals(changes, answers.count("validation ACCEPTED"));
        // What was never bought is unknown however often it is said, and what is less than nothing is refused.
        assertEquals(answers.count("NEVER_BOUGHT said"), answers.count("NEVER_BOUGHT REJECTED transaction-unknown"));
        assertEquals(
                messages.stream()
                        .filter(message -> message.kind() == StreamMessage.Kind.NEVER_BOUGHT)
                        .collect(Collectors.toSet()),
                Set.copyOf(answers.open()),
                "everything else is settled");
        assertEquals(
                answers.count("OVERDRAWN said"),
                answers.count("OVERDRAWN REJECTED quantity-invalid")
                        + answers.count("OVERDRAWN REJECTED transaction-unknown"));
        // And the rest came too early, or again.
        int validations = answers.count("VERDICT said")
                + answers.count("REVERSAL said")
                + answers.count("OVERDRAWN said")
                + answers.count("NEVER_BOUGHT said");
        assertEquals(
                validations,
                changes
                        + answers.count("validation DUPLICATE")
                        + answers.count("validation REJECTED transaction-unknown")
                        + answers.count("validation REJECTED not-pending")
                        + answers.count("validation REJECTED not-reversible")
                        + answers.count("validation REJECTED quantity-invalid"));
    }
}
