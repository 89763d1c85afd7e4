package shop.pennywell.commission.click;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.StoppedPostgres;
import shop.pennywell.commission.TestShop;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.commission.TestShop.eventually;
import static shop.pennywell.commission.TestShop.member;
import static shop.pennywell.commission.TestShop.staff;

/** A click-out needs this service and DynamoDB, and nothing else that has to be up. */
@QuarkusTest
@Tag("slow")
class WithoutPostgresTest {

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String database;

    @ConfigProperty(name = "pennywell.siblings.stats")
    String stats;

    @Inject
    AgroalDataSource pool;

    @Inject
    ClickRepository clicks;

    @Test
    void clicksGoOnWhilePostgresAndStatsAreDown() throws Exception {
        // Given a store, and then nothing but this replica and DynamoDB
        TestShop shop = TestShop.open();
        UUID member = UUID.randomUUID();
        shop.click(member);
        shop.token();
        given().put(stats + "/away/true");
        Set<String> seen = new HashSet<>();
        try (StoppedPostgres stopped = StoppedPostgres.stop(database)) {
            assertTrue(stopped.isStopped());

            // When members click for longer than the read copy is believed
            for (int i = 0; i < 50; i++) {
                Response response = member(member)
                        .queryParam("to", "https://shop.example/product/" + i)
                        .get("/go/" + shop.slug);

                // Then they leave, and their clicks are kept
                assertEquals(302, response.statusCode());
                seen.add(response.header("Click-Id"));
            }
            assertEquals(50, clicks.all(seen).size());
            member(member).get("/api/v1/me/clicks?limit=100").then().body("items", hasSize(51));
            member(member).get("/go/no-such-store").then().statusCode(404).body("code", equalTo("store-unknown"));
            given().get("/q/health/ready").then().statusCode(200);
            assertTrue(stopped.isStopped());
        } finally {
            given().put(stats + "/away/false");
        }

        // And all is as before when it is back
        pool.flush(AgroalDataSource.FlushMode.GRACEFUL);
        eventually(() -> staff().get("/api/v1/admin/stores/" + shop.storeId).statusCode() == 200);
        String click = shop.click(member);
        // The pool forgets its dead connections meanwhile, one by one.
        eventually(() -> shop.report(TestShop.order(click, "AFTER", TestShop.item("a", "DEFAULT", 1, "10.00")))
                        .statusCode()
                == 200);
        eventually(() -> clicks.untold(0, Instant.now(), 100).isEmpty());
    }
}
