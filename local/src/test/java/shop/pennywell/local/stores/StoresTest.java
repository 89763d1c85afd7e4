package shop.pennywell.local.stores;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import shop.pennywell.local.stores.StoresPlan.Store;
import shop.pennywell.local.testing.PortBlock;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StoresTest {
    @TempDir
    static Path folder;

    static final int PORTS = PortBlock.take();

    static Stores stores;

    @BeforeAll
    static void start() throws IOException {
        Map<Store, Integer> ports = new EnumMap<>(Store.class);
        for (Store store : Store.values()) {
            ports.put(store, PORTS + ports.size());
        }
        stores = new Stores(new StoresPlan(folder, ports, true, service -> service + "-secret", "key", "secret"));
        stores.start();
    }

    @AfterAll
    static void stop() {
        stores.close();
    }

    @Test
    void givesEachServiceItsOwnDatabase() throws SQLException {
        for (String service : PostgresServer.DATABASES) {
            try (Connection connection = connect(service, service, service + "-secret");
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE penny (amount bigint)");
                statement.execute("INSERT INTO penny VALUES (7)");
            }
        }
    }

    @Test
    void keepsALoginOutOfAnotherServicesDatabase() {
        SQLException refused = assertThrows(SQLException.class, () -> connect("payments", "portal", "portal-secret"));
        assertTrue(refused.getMessage().contains("permission denied"), refused::getMessage);
    }

    @Test
    void refusesAWrongDatabasePassword() {
        SQLException refused = assertThrows(SQLException.class, () -> connect("portal", "portal", "guessed"));
        assertEquals("28P01", refused.getSQLState());
    }

    @Test
    void lowersAccentsWhateverTheMachinesLanguage() throws SQLException {
        try (Connection connection = connect("portal", "portal", "portal-secret");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT lower('ÉTÉ'), current_setting('TimeZone')")) {
            assertTrue(row.next());
            assertEquals("été", row.getString(1));
        }
    }

    @Test
    void storesItemsInDynamoDb() {
        try (DynamoDbClient dynamo = dynamo()) {
            dynamo.createTable(table -> table.tableName("clicks")
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(AttributeDefinition.builder()
                            .attributeName("id")
                            .attributeType(ScalarAttributeType.S)
                            .build())
                    .keySchema(KeySchemaElement.builder()
                            .attributeName("id")
                            .keyType(KeyType.HASH)
                            .build()));
            Map<String, AttributeValue> click =
                    Map.of("id", AttributeValue.fromS("01J"), "n", AttributeValue.fromN("1"));
            dynamo.putItem(put -> put.tableName("clicks").item(click));
            assertEquals(
                    click,
                    dynamo.getItem(get -> get.tableName("clicks").key(Map.of("id", AttributeValue.fromS("01J"))))
                            .item());
        }
    }

    @Test
    void storesObjectsInTheServicesBucket() {
        try (S3Client s3 = s3("secret")) {
            s3.putObject(
                    put -> put.bucket(Stores.bucketOf("payments"))
                            .key("batches/1.xml")
                            .contentType("application/xml"),
                    RequestBody.fromString("<Document/>"));
            var object = s3.getObjectAsBytes(
                    get -> get.bucket(Stores.bucketOf("payments")).key("batches/1.xml"));
            assertEquals("<Document/>", object.asString(StandardCharsets.UTF_8));
            assertEquals("application/xml", object.response().contentType());
        }
    }

    @Test
    void refusesAnS3RequestSignedWithAnotherSecret() {
        try (S3Client s3 = s3("guessed")) {
            S3Exception refused = assertThrows(
                    S3Exception.class, () -> s3.listObjectsV2(list -> list.bucket(Stores.bucketOf("payments"))));
            assertEquals(403, refused.statusCode());
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void findsEverythingAgainAfterARestart() throws IOException, SQLException {
        stores.close();
        start();
        try (Connection connection = connect("payments", "payments", "payments-secret");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT amount FROM penny")) {
            assertTrue(row.next());
            assertEquals(7, row.getLong(1));
        }
        try (DynamoDbClient dynamo = dynamo();
                S3Client s3 = s3("secret")) {
            assertEquals(1, dynamo.scan(scan -> scan.tableName("clicks")).count());
            assertEquals(
                    1,
                    s3.listObjectsV2(list -> list.bucket(Stores.bucketOf("payments")))
                            .keyCount());
        }
    }

    private static Connection connect(String database, String login, String password) throws SQLException {
        return DriverManager.getConnection(Stores.jdbcUrl(stores.port(Store.POSTGRES), database), login, password);
    }

    private static DynamoDbClient dynamo() {
        return DynamoDbClient.builder()
                .endpointOverride(URI.create("http://localhost:" + stores.port(Store.DYNAMODB)))
                .region(Region.EU_WEST_1)
                .credentialsProvider(credentials("secret"))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static S3Client s3(String secret) {
        return S3Client.builder()
                .endpointOverride(URI.create("http://localhost:" + stores.port(Store.S3)))
                .region(Region.EU_WEST_1)
                .credentialsProvider(credentials(secret))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .forcePathStyle(true)
                .build();
    }

    private static StaticCredentialsProvider credentials(String secret) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create("key", secret));
    }
}
