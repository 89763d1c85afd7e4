package shop.pennywell.commission.click;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.ulid.UlidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import shop.pennywell.commission.rate.RateReceipt;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** The clicks, in DynamoDB. */
@ApplicationScoped
public class ClickRepository {
    private static final Logger LOG = Logger.getLogger(ClickRepository.class);

    /** What no key and no index is about, as JSON: see {@link Rest}. */
    private static final String REST = "click";

    /** All that a row is made of. */
    private static final List<String> ATTRIBUTES = List.of(ClickTable.ID, ClickTable.MEMBER, REST, ClickTable.EXPIRES);

    /** Begins the id of a note; not a click id, so never in the way of one. */
    private static final String NOTE = "untold:";

    /** The ids of a note's clicks, with spaces between them. */
    private static final String NOTED = "clicks";

    /** Not a click id, so never in the way of one. */
    private static final String LEASE = "lease:sweep";

    private static final int GET_BATCH = 100;

    /** Statements that DynamoDB takes by one call. */
    private static final int MOST_STATEMENTS = 25;

    /** Clicks that are added by one call: one more statement is their note. */
    static final int MOST_AT_ONCE = MOST_STATEMENTS - 1;

    private static final int MOST_TRIES = 5;

    private final DynamoDbClient dynamo;
    private final ClickConfig config;
    private final ObjectMapper json;
    private final String insert;
    private final String insertNote;

    /** Says which clicks stats may not have heard of, until it has; see {@link ClickTable}. */
    record Note(String id, List<String> clickIds) {}

    /**
     * A click but for its keys. One attribute, because each statement names those that it sets and each value is wrapped: a call of twelve a click
     * would be nearly twice as long, and it is composed, hashed and sent for every group.
     */
    private record Rest(
            UUID storeId,
            String storeSlug,
            String storeName,
            UUID partnerId,
            String market,
            String device,
            Instant clickedAt,
            String landing,
            RateReceipt receipt) {
        static Rest of(Click click) {
            return new Rest(
                    click.storeId(),
                    click.storeSlug(),
                    click.storeName(),
                    click.partnerId(),
                    click.market(),
                    click.device(),
                    click.clickedAt(),
                    click.landing(),
                    click.receipt());
        }
    }

    /** What became of a click that was to be added. */
    enum Outcome {
        ADDED,
        /** There is a click with its id. */
        WAS_THERE,
        /** DynamoDB had too much to do. */
        TRY_AGAIN,
        REFUSED
    }

    ClickRepository(DynamoDbClient dynamo, ClickConfig config, ObjectMapper json) {
        this.dynamo = dynamo;
        this.config = config;
        this.json = json;
        this.insert = insertInto(ATTRIBUTES);
        this.insertNote = insertInto(List.of(ClickTable.ID, NOTED, ClickTable.PENDING));
    }

    private String insertInto(List<String> attributes) {
        return "INSERT INTO \"" + config.table() + "\" VALUE {"
                + attributes.stream().map(name -> "'" + name + "': ?").collect(Collectors.joining(", ")) + "}";
    }

    /** For clicks that are about to be added. */
    static Note noteOf(List<Click> clicks) {
        return new Note(
                NOTE + UlidCreator.getMonotonicUlid(),
                clicks.stream().map(Click::id).toList());
    }

    /**
     * Adds clicks by one call, each unless there is one with its id: {@code INSERT} of PartiQL is a put on condition, which
     * {@code BatchWriteItem} has not. Those that were added are durable when it returns, and so is their note: without it, none counts as
     * added.
     *
     * @param added at most {@link #MOST_AT_ONCE}, no id twice
     * @return what became of each, in their order
     */
    List<Outcome> add(List<Click> added, Note note) {
        List<BatchStatementRequest> statements = new ArrayList<>(added.size() + 1);
        statements.add(statement(
                insertNote,
                List.of(text(note.id()), text(String.join(" ", note.clickIds())), text(partition(note.id())))));
        added.forEach(click -> statements.add(statement(insert, row(click))));
        List<Outcome> outcomes =
                dynamo.batchExecuteStatement(batch -> batch.statements(statements)).responses().stream()
                        .map(ClickRepository::outcome)
                        .toList();
        Outcome noted = outcomes.get(0);
        List<Outcome> ofClicks = outcomes.subList(1, outcomes.size());
        // A note that was there is this one: the client sends a call again whose answer got lost.
        return noted == Outcome.ADDED || noted == Outcome.WAS_THERE
                ? ofClicks
                : ofClicks.stream()
                        .map(outcome -> outcome == Outcome.REFUSED ? outcome : noted)
                        .toList();
    }

    private static BatchStatementRequest statement(String statement, List<AttributeValue> parameters) {
        return BatchStatementRequest.builder()
                .statement(statement)
                .parameters(parameters)
                .build();
    }

    /** In the order of {@link #ATTRIBUTES}. */
    private List<AttributeValue> row(Click click) {
        long expires = click.clickedAt().plus(config.keepFor()).getEpochSecond();
        return List.of(
                text(click.id()),
                text(click.memberId().toString()),
                text(write(Rest.of(click))),
                AttributeValue.fromN(Long.toString(expires)));
    }

    private static Outcome outcome(BatchStatementResponse response) {
        if (response.error() == null) {
            return Outcome.ADDED;
        }
        return switch (response.error().code()) {
            case DUPLICATE_ITEM, CONDITIONAL_CHECK_FAILED -> Outcome.WAS_THERE;
            case REQUEST_LIMIT_EXCEEDED,
                    PROVISIONED_THROUGHPUT_EXCEEDED,
                    THROTTLING_ERROR,
                    TRANSACTION_CONFLICT,
                    INTERNAL_SERVER_ERROR -> Outcome.TRY_AGAIN;
            default -> {
                LOG.errorf(
                        "a click was refused: %s %s",
                        response.error().codeAsString(), response.error().message());
                yield Outcome.REFUSED;
            }
        };
    }

    /** How long after it was made a click is there at least. */
    public Duration keptFor() {
        return config.keepFor();
    }

    public Optional<Click> find(String id) {
        return Optional.ofNullable(all(List.of(id)).get(id));
    }

    /** The clicks that there are, by id. */
    public Map<String, Click> all(Collection<String> ids) {
        Map<String, Click> found = new HashMap<>();
        getAll(ids.stream().distinct().toList(), row -> {
            Click click = click(row);
            found.put(click.id(), click);
        });
        return found;
    }

    /** A member's clicks, newest first. */
    public List<Click> ofMember(UUID memberId, String before, int limit) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":member", text(memberId.toString()));
        if (before != null) {
            values.put(":before", text(before));
        }
        return dynamo
                .query(query -> query.tableName(config.table())
                        .indexName(ClickTable.MEMBER_INDEX)
                        .keyConditionExpression("memberId = :member" + (before == null ? "" : " and clickId < :before"))
                        .expressionAttributeValues(values)
                        .scanIndexForward(false)
                        .limit(limit))
                .items()
                .stream()
                .map(this::click)
                .toList();
    }

    /** The oldest notes of a partition, from before {@code olderThan}; at most 100. */
    List<Note> untold(int partition, Instant olderThan, int limit) {
        List<String> ids = dynamo
                .query(query -> query.tableName(config.table())
                        .indexName(ClickTable.PENDING_INDEX)
                        .keyConditionExpression("#pending = :partition and clickId between :first and :last")
                        .expressionAttributeNames(Map.of("#pending", ClickTable.PENDING))
                        .expressionAttributeValues(Map.of(
                                ":partition", text(Integer.toString(partition)),
                                ":first", text(NOTE),
                                ":last", text(NOTE + Ulid.min(olderThan.toEpochMilli()))))
                        .limit(limit))
                .items()
                .stream()
                .map(row -> row.get(ClickTable.ID).s())
                .toList();
        List<Note> notes = new ArrayList<>();
        // An index may still show what is gone; the table knows.
        getAll(
                ids,
                row -> notes.add(new Note(
                        row.get(ClickTable.ID).s(), List.of(row.get(NOTED).s().split(" ")))));
        return notes;
    }

    /** Stats knows the clicks of these notes. To forget one again changes nothing. */
    void forget(List<String> noteIds) {
        for (int from = 0; from < noteIds.size(); from += MOST_STATEMENTS) {
            List<BatchStatementRequest> statements =
                    noteIds.subList(from, Math.min(noteIds.size(), from + MOST_STATEMENTS)).stream()
                            .map(id -> statement(
                                    "DELETE FROM \"" + config.table() + "\" WHERE clickId = ?", List.of(text(id))))
                            .toList();
            dynamo.batchExecuteStatement(batch -> batch.statements(statements));
        }
    }

    /** Whether the caller may sweep until then: one at a time, and the next at once when its time is over. */
    boolean lease(String owner, Instant now, Instant until) {
        try {
            dynamo.putItem(put -> put.tableName(config.table())
                    .item(Map.of(
                            ClickTable.ID,
                            text(LEASE),
                            "owner",
                            text(owner),
                            "until",
                            AttributeValue.fromN(Long.toString(until.toEpochMilli()))))
                    .conditionExpression("attribute_not_exists(clickId) or #until <= :now or #owner = :owner")
                    .expressionAttributeNames(Map.of("#until", "until", "#owner", "owner"))
                    .expressionAttributeValues(Map.of(
                            ":now", AttributeValue.fromN(Long.toString(now.toEpochMilli())), ":owner", text(owner))));
            return true;
        } catch (ConditionalCheckFailedException anotherHasIt) {
            return false;
        }
    }

    private void getAll(List<String> ids, Consumer<Map<String, AttributeValue>> found) {
        for (int from = 0; from < ids.size(); from += GET_BATCH) {
            getBatch(ids.subList(from, Math.min(ids.size(), from + GET_BATCH)), found);
        }
    }

    private void getBatch(List<String> ids, Consumer<Map<String, AttributeValue>> found) {
        Map<String, KeysAndAttributes> left = Map.of(
                config.table(),
                KeysAndAttributes.builder()
                        .keys(ids.stream()
                                .map(id -> Map.of(ClickTable.ID, text(id)))
                                .toList())
                        .consistentRead(true)
                        .build());
        for (int tries = 0; !left.isEmpty(); tries++) {
            if (tries == MOST_TRIES) {
                throw new IllegalStateException("DynamoDB did not return all clicks asked for");
            }
            Map<String, KeysAndAttributes> wanted = left;
            var answer = dynamo.batchGetItem(get -> get.requestItems(wanted));
            answer.responses().getOrDefault(config.table(), List.of()).forEach(found);
            left = answer.unprocessedKeys();
        }
    }

    private Click click(Map<String, AttributeValue> row) {
        String id = row.get(ClickTable.ID).s();
        try {
            Rest rest = row.containsKey(REST)
                    ? json.readValue(row.get(REST).s(), Rest.class)
                    : json.treeToValue(formerly(row), Rest.class);
            return new Click(
                    id,
                    UUID.fromString(row.get(ClickTable.MEMBER).s()),
                    rest.storeId(),
                    rest.storeSlug(),
                    rest.storeName(),
                    rest.partnerId(),
                    rest.market(),
                    rest.device(),
                    rest.clickedAt(),
                    rest.landing(),
                    rest.receipt());
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("what is stored of click " + id, broken);
        }
    }

    /** Rows from before November 2026 have an attribute for each part of the rest. */
    private ObjectNode formerly(Map<String, AttributeValue> row) throws JsonProcessingException {
        ObjectNode rest = json.createObjectNode();
        row.forEach((name, value) -> rest.put(name, value.s()));
        rest.set("receipt", json.readTree(row.get("receipt").s()));
        return rest;
    }

    private String write(Rest rest) {
        try {
            return json.writeValueAsString(rest);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String partition(String id) {
        return Integer.toString(Math.floorMod(id.hashCode(), ClickTable.PENDING_PARTITIONS));
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }
}
