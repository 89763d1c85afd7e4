package shop.pennywell.stats.counter;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import shop.pennywell.defaults.problem.CommonProblem;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Counters by day, for the whole platform and for each store. A fact and the id of the event that told it are written in one
 * DynamoDB transaction, so that it counts exactly once however often it is delivered.
 *
 * <p>Every fact touches the platform's item of its day. One item takes about 500 transactional writes a second; beyond that
 * {@code COUNT#ALL} wants to be spread over a few items, chosen at random when adding and summed when reading. The reader
 * below is the only place that would know.
 */
@ApplicationScoped
public class Counters {

    /** DynamoDB refuses a transaction of more. */
    private static final int MAX_ACTIONS = 100;

    private static final int MAX_ATTEMPTS = 15;
    private static final long LONGEST_PAUSE_MILLIS = 500;
    private static final String ALL = "ALL";
    private static final String ONLY = "-";

    private final DynamoDbClient dynamo;
    private final StatsTable table;
    private final Clock clock;

    Counters(DynamoDbClient dynamo, StatsTable table, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.clock = clock;
    }

    /** Counts a fact that never changes. */
    public void add(UUID eventId, Contribution contribution) {
        write(eventId, List.of(), List.of(contribution));
    }

    /**
     * Counts a fact, and something more when it is the first of its kind.
     *
     * @param kind the same text for all of a kind; only its hash is kept
     */
    public void addWithFirst(UUID eventId, Contribution contribution, String kind, Contribution ifFirst) {
        String expires = Long.toString(clock.instant().plus(table.keepIds()).getEpochSecond());
        Map<String, AttributeValue> mark = new HashMap<>(StatsTable.key("FIRST#" + Hash.of(kind), ONLY));
        mark.put("expiresAt", AttributeValue.fromN(expires));
        Outcome outcome = write(eventId, List.of(putNew(mark)), List.of(contribution, ifFirst));
        if (outcome == Outcome.GUARD_FAILED) {
            write(eventId, List.of(), List.of(contribution));
        }
    }

    /**
     * Counts the latest state of something that changes: the difference to what its older state counted. A state that is not
     * newer than the known one counts nothing.
     *
     * @throws shop.pennywell.defaults.problem.Problem {@code unavailable} when others kept changing it at the same time
     */
    public void replace(UUID eventId, String kind, UUID id, long revision, Contribution now) {
        String partition = "LATEST#" + kind + "#" + id;
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            Optional<Latest> known = latest(partition);
            if (known.isPresent() && known.get().revision() >= revision) {
                return;
            }
            List<Contribution> changes = new ArrayList<>();
            known.ifPresent(latest -> changes.add(latest.contribution().negated()));
            changes.add(now);
            TransactWriteItem guard = putLatest(partition, new Latest(revision, now), known.map(Latest::revision));
            if (write(eventId, List.of(guard), changes) != Outcome.GUARD_FAILED) {
                return;
            }
            pause(attempt);
        }
        throw CommonProblem.UNAVAILABLE.problem(kind + " " + id + " changes faster than it can be counted");
    }

    /** The counters of each day from the first to the last, both included; days without any are left out. */
    public SortedMap<LocalDate, Tally> byDay(String storeId, LocalDate first, LocalDate last) {
        SortedMap<LocalDate, Tally> days = new TreeMap<>();
        dynamo.queryPaginator(request -> request.tableName(table.name())
                        .keyConditionExpression("pk = :pk and sk between :first and :last")
                        .expressionAttributeValues(Map.of(
                                ":pk", AttributeValue.fromS(partition(storeId)),
                                ":first", AttributeValue.fromS(first.toString()),
                                ":last", AttributeValue.fromS(last.toString()))))
                .items()
                .forEach(item -> days.put(LocalDate.parse(item.get("sk").s()), tally(item)));
        return days;
    }

    private enum Outcome {
        APPLIED,
        SEEN,
        GUARD_FAILED
    }

    /** One transaction: the event's id first, then the guards, then the counters. */
    private Outcome write(UUID eventId, List<TransactWriteItem> guards, List<Contribution> contributions) {
        List<TransactWriteItem> actions = new ArrayList<>();
        Map<String, AttributeValue> seen = new HashMap<>(StatsTable.key("EVENT#" + eventId, ONLY));
        seen.put(
                "expiresAt",
                AttributeValue.fromN(
                        Long.toString(clock.instant().plus(table.keepIds()).getEpochSecond())));
        actions.add(putNew(seen));
        actions.addAll(guards);
        actions.addAll(updates(contributions));
        if (actions.size() > MAX_ACTIONS) {
            throw new IllegalStateException("one event would touch " + actions.size() + " items");
        }
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            try {
                dynamo.transactWriteItems(request -> request.transactItems(actions));
                return Outcome.APPLIED;
            } catch (TransactionCanceledException cancelled) {
                List<CancellationReason> reasons = cancelled.cancellationReasons();
                if (conditionFailed(reasons.get(0))) {
                    return Outcome.SEEN;
                }
                if (reasons.stream().anyMatch(Counters::conditionFailed)) {
                    return Outcome.GUARD_FAILED;
                }
                if (reasons.stream().noneMatch(Counters::passes)) {
                    throw cancelled;
                }
                pause(attempt);
            } catch (TransactionInProgressException busy) {
                pause(attempt);
            }
        }
        throw CommonProblem.UNAVAILABLE.problem("the counters are too busy for event " + eventId);
    }

    private static boolean conditionFailed(CancellationReason reason) {
        return "ConditionalCheckFailed".equals(reason.code());
    }

    /** What goes away by itself: another transaction on the same item, or too many of them. */
    private static boolean passes(CancellationReason reason) {
        return "TransactionConflict".equals(reason.code())
                || "ThrottlingError".equals(reason.code())
                || "ProvisionedThroughputExceeded".equals(reason.code());
    }

    private static void pause(int attempt) {
        long full = Math.min(LONGEST_PAUSE_MILLIS, 5L << Math.min(attempt, 10));
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(full / 2, full + 1));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stop);
        }
    }

    private List<TransactWriteItem> updates(List<Contribution> contributions) {
        record Target(String partition, LocalDate day) {}
        Map<Target, Tally> sums = new LinkedHashMap<>();
        for (Contribution contribution : contributions) {
            sums.merge(new Target(partition(null), contribution.day()), contribution.tally(), Tally::plus);
            if (contribution.storeId() != null) {
                Target store = new Target(partition(contribution.storeId()), contribution.day());
                sums.merge(store, contribution.tally(), Tally::plus);
            }
        }
        List<TransactWriteItem> updates = new ArrayList<>();
        sums.forEach((target, tally) -> {
            if (!tally.isNothing()) {
                updates.add(update(target.partition(), target.day(), tally));
            }
        });
        return updates;
    }

    private TransactWriteItem update(String partition, LocalDate day, Tally tally) {
        Map<String, String> names = new HashMap<>();
        Map<String, AttributeValue> values = new HashMap<>();
        List<String> additions = new ArrayList<>();
        tally.counters().forEach((name, value) -> {
            int i = additions.size();
            names.put("#n" + i, name);
            values.put(":v" + i, AttributeValue.fromN(Long.toString(value)));
            additions.add("#n" + i + " :v" + i);
        });
        Update update = Update.builder()
                .tableName(table.name())
                .key(StatsTable.key(partition, day.toString()))
                .updateExpression("ADD " + String.join(", ", additions))
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)
                .build();
        return TransactWriteItem.builder().update(update).build();
    }

    private TransactWriteItem putNew(Map<String, AttributeValue> item) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(table.name()).item(item).conditionExpression("attribute_not_exists(pk)"))
                .build();
    }

    private record Latest(long revision, Contribution contribution) {}

    private Optional<Latest> latest(String partition) {
        Map<String, AttributeValue> item = dynamo.getItem(request -> request.tableName(table.name())
                        .key(StatsTable.key(partition, ONLY))
                        .consistentRead(true))
                .item();
        if (item == null || item.isEmpty()) {
            return Optional.empty();
        }
        String storeId = item.containsKey("storeId") ? item.get("storeId").s() : null;
        Contribution contribution = new Contribution(
                LocalDate.parse(item.get("day").s()),
                storeId,
                tally(item.get("tally").m()));
        return Optional.of(new Latest(Long.parseLong(item.get("revision").n()), contribution));
    }

    private TransactWriteItem putLatest(String partition, Latest latest, Optional<Long> known) {
        Contribution contribution = latest.contribution();
        Map<String, AttributeValue> tally = new HashMap<>();
        contribution
                .tally()
                .counters()
                .forEach((name, value) -> tally.put(name, AttributeValue.fromN(Long.toString(value))));
        Map<String, AttributeValue> item = new HashMap<>(StatsTable.key(partition, ONLY));
        item.put("revision", AttributeValue.fromN(Long.toString(latest.revision())));
        item.put("day", AttributeValue.fromS(contribution.day().toString()));
        item.put("tally", AttributeValue.fromM(tally));
        if (contribution.storeId() != null) {
            item.put("storeId", AttributeValue.fromS(contribution.storeId()));
        }
        Put.Builder put = Put.builder().tableName(table.name()).item(item);
        if (known.isPresent()) {
            put.conditionExpression("revision = :known")
                    .expressionAttributeValues(Map.of(":known", AttributeValue.fromN(Long.toString(known.get()))));
        } else {
            put.conditionExpression("attribute_not_exists(pk)");
        }
        return TransactWriteItem.builder().put(put.build()).build();
    }

    private static Tally tally(Map<String, AttributeValue> item) {
        Map<String, Long> counters = new HashMap<>();
        item.forEach((name, value) -> {
            if (value.n() != null) {
                counters.put(name, Long.parseLong(value.n()));
            }
        });
        return Tally.of(counters);
    }

    private static String partition(String storeId) {
        return "COUNT#" + (storeId == null ? ALL : storeId);
    }
}
