package shop.pennywell.commission.click;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

import static org.junit.jupiter.api.Assertions.assertEquals;

@QuarkusTest
class ClickTableTest {
    private final String table = "clicks-" + UUID.randomUUID();

    @Inject
    DynamoDbClient dynamo;

    @AfterEach
    void dropTable() {
        dynamo.deleteTable(request -> request.tableName(table));
    }

    /** A replica that died between the two steps left a table that forgets nothing. */
    @Test
    void finishesATableThatAnotherReplicaBegan() {
        clickTable().create(new StartupEvent());
        forgetsExpired(false);

        clickTable().create(new StartupEvent());

        assertEquals(TimeToLiveStatus.ENABLED, timeToLive());
        assertEquals(
                TableStatus.ACTIVE,
                dynamo.describeTable(request -> request.tableName(table))
                        .table()
                        .tableStatus());
    }

    @Test
    void leavesAFinishedTableAsItIs() {
        clickTable().create(new StartupEvent());

        clickTable().create(new StartupEvent());

        assertEquals(TimeToLiveStatus.ENABLED, timeToLive());
    }

    private void forgetsExpired(boolean does) {
        dynamo.updateTimeToLive(request -> request.tableName(table)
                .timeToLiveSpecification(ttl -> ttl.enabled(does).attributeName(ClickTable.EXPIRES)));
        assertEquals(does ? TimeToLiveStatus.ENABLED : TimeToLiveStatus.DISABLED, timeToLive());
    }

    private TimeToLiveStatus timeToLive() {
        return dynamo.describeTimeToLive(request -> request.tableName(table))
                .timeToLiveDescription()
                .timeToLiveStatus();
    }

    private ClickTable clickTable() {
        return new ClickTable(dynamo, FixedClickConfig.ofTable(table));
    }
}
