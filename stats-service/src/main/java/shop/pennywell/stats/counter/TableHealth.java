package shop.pennywell.stats.counter;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Without its table this service can neither count nor report. */
@Readiness
@ApplicationScoped
class TableHealth implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(TableHealth.class);

    private final DynamoDbClient dynamo;
    private final StatsTable table;

    TableHealth(DynamoDbClient dynamo, StatsTable table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public HealthCheckResponse call() {
        boolean there;
        try {
            dynamo.describeTable(request -> request.tableName(table.name()));
            there = true;
        } catch (SdkException away) {
            LOG.warnf("the table cannot be reached: %s", away.getMessage());
            there = false;
        }
        return HealthCheckResponse.named("DynamoDB table").status(there).build();
    }
}
