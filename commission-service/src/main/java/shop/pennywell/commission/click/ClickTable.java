package shop.pennywell.commission.click;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.List;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/**
 * The table of clicks: by click id, and by member (index {@code member}). Between them lie notes: each says which clicks of one call stats may not
 * have heard of, is written by the same call, and goes when stats has. The index {@code pending} holds nothing but notes and so stays small; it is
 * spread over a few partitions, each in order of time, so that no partition is hot and none ever falls out of sight, however long stats is away.
 */
@ApplicationScoped
class ClickTable {
    static final String ID = "clickId";
    static final String MEMBER = "memberId";
    static final String PENDING = "pending";
    static final String EXPIRES = "expiresAt";
    static final String MEMBER_INDEX = "member";
    static final String PENDING_INDEX = "pending";
    static final int PENDING_PARTITIONS = 8;

    private static final Logger LOG = Logger.getLogger(ClickTable.class);

    private final DynamoDbClient dynamo;
    private final ClickConfig config;

    ClickTable(DynamoDbClient dynamo, ClickConfig config) {
        this.dynamo = dynamo;
        this.config = config;
    }

    void create(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent started) {
        if (config.createTable()) {
            if (!exists()) {
                try {
                    dynamo.createTable(definition());
                    LOG.infof("created table %s", config.table());
                } catch (ResourceInUseException anotherReplicaWasFirst) {
                    LOG.debugf("table %s is being created", config.table());
                }
            }
            // Whoever made it may not be done yet, or have died before it was.
            dynamo.waiter().waitUntilTableExists(table -> table.tableName(config.table()));
            forgetExpired();
        }
    }

    private boolean exists() {
        return dynamo.listTablesPaginator(all -> all.limit(100)).tableNames().stream()
                .anyMatch(config.table()::equals);
    }

    private void forgetExpired() {
        TimeToLiveStatus now = dynamo.describeTimeToLive(request -> request.tableName(config.table()))
                .timeToLiveDescription()
                .timeToLiveStatus();
        if (now == TimeToLiveStatus.ENABLED || now == TimeToLiveStatus.ENABLING) {
            return;
        }
        try {
            dynamo.updateTimeToLive(request -> request.tableName(config.table())
                    .timeToLiveSpecification(ttl -> ttl.enabled(true).attributeName(EXPIRES)));
        } catch (DynamoDbException alreadySo) {
            LOG.infof("time to live of %s: %s", config.table(), alreadySo.getMessage());
        }
    }

    private CreateTableRequest definition() {
        return CreateTableRequest.builder()
                .tableName(config.table())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(text(ID), text(MEMBER), text(PENDING))
                .keySchema(key(ID, KeyType.HASH))
                .globalSecondaryIndexes(
                        index(
                                MEMBER_INDEX,
                                MEMBER,
                                Projection.builder()
                                        .projectionType(ProjectionType.ALL)
                                        .build()),
                        index(
                                PENDING_INDEX,
                                PENDING,
                                Projection.builder()
                                        .projectionType(ProjectionType.KEYS_ONLY)
                                        .build()))
                .build();
    }

    private static GlobalSecondaryIndex index(String name, String partition, Projection projection) {
        return GlobalSecondaryIndex.builder()
                .indexName(name)
                .keySchema(List.of(key(partition, KeyType.HASH), key(ID, KeyType.RANGE)))
                .projection(projection)
                .build();
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
