package shop.pennywell.commission.click;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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

    /** What {@link ClickRecorded} needs of a click. */
    static final List<String> TOLD_ATTRIBUTES =
            List.of(ClickTable.MEMBER, "storeId", "storeSlug", "partnerId", "market", "device", "clickedAt");

    /** All that a row is made of. */
    private static final List<String> ATTRIBUTES = List.of(
            ClickTable.ID,
            ClickTable.MEMBER,
            "storeId",
            "storeSlug",
            "storeName",
            "partnerId",
            "market",
            "device",
            "clickedAt",
            "landing",
            "receipt",
            ClickTable.EXPIRES,
            ClickTable.PENDING);

    /** Not a click id, so never in the way of one. */
    private static final String LEASE = "lease:sweep";

    private static final int GET_BATCH = 100;

    /** Statements that DynamoDB takes by one call. */
    static final int MOST_AT_ONCE = 25;

    private static final int MOST_TRIES = 5;

    private final DynamoDbClient dynamo;
    private final ClickConfig config;
    private final ObjectMapper json;
    private final String insert;

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
        this.insert = "INSERT INTO \"" + config.table() + "\" VALUE {"
                + ATTRIBUTES.stream().map(name -> "'" + name + "': ?").collect(Collectors.joining(", ")) + "}";
    }

    /**
     * Adds clicks by one call, each unless there is one with its id: {@code INSERT} of PartiQL is a put on condition, which
     * {@code BatchWriteItem} has not. Those that were added are durable when it returns.
     *
     * @param added at most {@link #MOST_AT_ONCE}, no id twice
     * @return what became of each, in their order
     */
    List<Outcome> add(List<Click> added) {
        List<BatchStatementRequest> statements = added.stream()
                .map(click -> BatchStatementRequest.builder()
                        .statement(insert)
                        .parameters(row(click))
                        .build())
                .toList();
        return dynamo.batchExecuteStatement(batch -> batch.statements(statements)).responses().stream()
                .map(ClickRepository::outcome)
                .toList();
    }

    /** In the order of {@link #ATTRIBUTES}. */
    private List<AttributeValue> row(Click click) {
        long expires = click.clickedAt().plus(config.keepFor()).getEpochSecond();
        return List.of(
                text(click.id()),
                text(click.memberId().toString()),
                text(click.storeId().toString()),
                text(click.storeSlug()),
                text(click.storeName()),
                text(click.partnerId().toString()),
                text(click.market()),
                text(click.device()),
                text(click.clickedAt().toString()),
                text(click.landing()),
                text(write(click.receipt())),
                AttributeValue.fromN(Long.toString(expires)),
                text(partition(click.id())));
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
        List<String> wanted = ids.stream().distinct().toList();
        for (int from = 0; from < wanted.size(); from += GET_BATCH) {
            getBatch(wanted.subList(from, Math.min(wanted.size(), from + GET_BATCH)), found);
        }
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

    /** The oldest clicks of a partition of the pending index that stats has not acknowledged. */
    List<ClickRecorded> pending(int partition, String olderThan, int limit) {
        return dynamo
                .query(query -> query.tableName(config.table())
                        .indexName(ClickTable.PENDING_INDEX)
                        .keyConditionExpression("#pending = :partition and clickId < :older")
                        .expressionAttributeNames(Map.of("#pending", ClickTable.PENDING))
                        .expressionAttributeValues(
                                Map.of(":partition", text(Integer.toString(partition)), ":older", text(olderThan)))
                        .limit(limit))
                .items()
                .stream()
                .map(ClickRepository::told)
                .toList();
    }

    /** Stats knows these; acknowledging again changes nothing. */
    void acknowledged(List<String> ids) {
        for (int from = 0; from < ids.size(); from += MOST_AT_ONCE) {
            List<BatchStatementRequest> statements =
                    ids.subList(from, Math.min(ids.size(), from + MOST_AT_ONCE)).stream()
                            .map(id -> BatchStatementRequest.builder()
                                    .statement("UPDATE \"" + config.table() + "\" REMOVE pending WHERE clickId = ?")
                                    .parameters(text(id))
                                    .build())
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

    private void getBatch(List<String> ids, Map<String, Click> found) {
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
            answer.responses().getOrDefault(config.table(), List.of()).forEach(row -> {
                Click click = click(row);
                found.put(click.id(), click);
            });
            left = answer.unprocessedKeys();
        }
    }

    private Click click(Map<String, AttributeValue> row) {
        try {
            return new Click(
                    row.get(ClickTable.ID).s(),
                    UUID.fromString(row.get(ClickTable.MEMBER).s()),
                    UUID.fromString(row.get("storeId").s()),
                    row.get("storeSlug").s(),
                    row.get("storeName").s(),
                    UUID.fromString(row.get("partnerId").s()),
                    row.get("market").s(),
                    row.get("device").s(),
                    Instant.parse(row.get("clickedAt").s()),
                    row.get("landing").s(),
                    json.readValue(row.get("receipt").s(), RateReceipt.class));
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(
                    "the receipt of click " + row.get(ClickTable.ID).s(), broken);
        }
    }

    private static ClickRecorded told(Map<String, AttributeValue> row) {
        return new ClickRecorded(
                row.get(ClickTable.ID).s(),
                UUID.fromString(row.get(ClickTable.MEMBER).s()),
                UUID.fromString(row.get("storeId").s()),
                row.get("storeSlug").s(),
                UUID.fromString(row.get("partnerId").s()),
                row.get("market").s(),
                row.get("device").s(),
                Instant.parse(row.get("clickedAt").s()));
    }

    private String write(RateReceipt receipt) {
        try {
            return json.writeValueAsString(receipt);
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
