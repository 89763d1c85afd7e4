package shop.pennywell.stats.counter;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * The one table: {@code pk} says what an item is, {@code sk} which one of its kind. {@code expiresAt} (epoch seconds) is its
 * time to live.
 *
 * <ul>
 *   <li>{@code COUNT#ALL} or {@code COUNT#storeId}, by day: counters
 *   <li>{@code EVENT#id}: applied already
 *   <li>{@code FIRST#hash}: this member has clicked to this store on this day
 *   <li>{@code LATEST#kind#id}: revision and contribution of a transaction or payout
 *   <li>{@code SLUG#slug}: the id of the store
 * </ul>
 */
@ApplicationScoped
class StatsTable {

    /** Where the counters lie. */
    @ConfigMapping(prefix = "pennywell.stats")
    interface TableConfig {

        @WithDefault("pennywell-stats")
        String table();

        /** Whether to create the table at start when it is missing; off where infrastructure code owns it. */
        @WithDefault("true")
        boolean createTable();

        /** How long applied ids are kept: longer than any producer keeps a dead letter to be replayed. */
        @WithDefault("90d")
        Duration keepIds();
    }

    private final DynamoDbClient dynamo;
    private final TableConfig config;

    StatsTable(DynamoDbClient dynamo, TableConfig config) {
        this.dynamo = dynamo;
        this.config = config;
    }

    String name() {
        return config.table();
    }

    Duration keepIds() {
        return config.keepIds();
    }

    static Map<String, AttributeValue> key(String partition, String sort) {
        return Map.of("pk", AttributeValue.fromS(partition), "sk", AttributeValue.fromS(sort));
    }

    void createIfMissing(@Observes StartupEvent start) {
        if (!config.createTable() || exists()) {
            return;
        }
        try {
            dynamo.createTable(request -> request.tableName(name())
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(text("pk"), text("sk"))
                    .keySchema(keyPart("pk", KeyType.HASH), keyPart("sk", KeyType.RANGE)));
            dynamo.waiter().waitUntilTableExists(request -> request.tableName(name()));
            dynamo.updateTimeToLive(
                    request -> request.tableName(name()).timeToLiveSpecification(ttl -> ttl.attributeName("expiresAt")
                            .enabled(true)));
        } catch (ResourceInUseException anotherReplica) {
            dynamo.waiter().waitUntilTableExists(request -> request.tableName(name()));
        }
    }

    private boolean exists() {
        try {
            dynamo.describeTable(request -> request.tableName(name()));
            return true;
        } catch (ResourceNotFoundException missing) {
            return false;
        }
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement keyPart(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
