package shop.pennywell.commission.click;

import com.github.f4b6a3.ulid.Ulid;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.TestShop;
import shop.pennywell.defaults.id.Ids;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import static org.hamcrest.Matchers.equalTo;
import static shop.pennywell.commission.TestShop.item;
import static shop.pennywell.commission.TestShop.member;
import static shop.pennywell.commission.TestShop.order;

@QuarkusTest
class KnownClicksTest {
    private static TestShop shop;

    @Inject
    DynamoDbClient dynamo;

    @Inject
    ClickConfig config;

    @BeforeEach
    void aShop() {
        if (shop == null) {
            shop = TestShop.open();
        }
    }

    @Test
    void neverRemembersThatAClickWasNotThere() {
        UUID request = Ids.newId();
        String click = Ulid.from(request).toString();
        shop.report(order(click, "early", item("a", "DEFAULT", 1, "1.00")))
                .then()
                .body("results[0].code", equalTo("click-unknown"));

        member(UUID.randomUUID()).header("Request-Id", request).get("/go/" + shop.slug);

        shop.report(order(click, "early", item("a", "DEFAULT", 1, "1.00")))
                .then()
                .body("results[0].outcome", equalTo("ACCEPTED"));
    }

    @Test
    void readsAClickOnceForTheOrdersThatFollow() {
        String click = shop.click(UUID.randomUUID());
        shop.ordered(click, "first", item("a", "DEFAULT", 1, "1.00"));

        dynamo.deleteItem(
                delete -> delete.tableName(config.table()).key(Map.of(ClickTable.ID, AttributeValue.fromS(click))));

        shop.report(order(click, "second", item("a", "DEFAULT", 1, "1.00")))
                .then()
                .body("results[0].outcome", equalTo("ACCEPTED"));
    }
}
