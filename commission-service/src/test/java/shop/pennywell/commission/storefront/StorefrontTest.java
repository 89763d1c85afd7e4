package shop.pennywell.commission.storefront;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.campaign.RateCampaignRepository;
import shop.pennywell.commission.rate.RateRepository;
import shop.pennywell.commission.store.StoreRepository;
import shop.pennywell.commission.tier.TierRepository;
import shop.pennywell.commission.world.Worlds;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.Problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.commission.TestShop.eventually;
import static shop.pennywell.commission.TestShop.member;

@QuarkusTest
class StorefrontTest {
    @Inject
    Worlds worlds;

    @Inject
    DataSource dataSource;

    @Inject
    StoreRepository stores;

    @Inject
    RateRepository rates;

    @Inject
    RateCampaignRepository campaigns;

    @Inject
    TierRepository tiers;

    @Inject
    Clock clock;

    @Inject
    Storefront.StorefrontConfig config;

    @Test
    void unknownStoresHoldUpOneRequestAtMostWhilePostgreSqlHangs() throws SQLException {
        ExecutorService shoppers = Executors.newFixedThreadPool(8);
        List<CompletableFuture<Response>> asked;
        try (Connection connection = dataSource.getConnection();
                Statement sql = connection.createStatement()) {
            // Given nobody can read what stores there are
            connection.setAutoCommit(false);
            sql.execute("lock table store, rate, storefront_version in access exclusive mode");

            // When eight look for stores that this replica has not heard of
            asked = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> member(UUID.randomUUID()).get("/go/unheard-of-" + i), shoppers))
                    .toList();

            // Then
            eventually(() -> asked.stream().filter(CompletableFuture::isDone).count() >= 7);
            connection.rollback();
        }
        asked.forEach(answer -> assertEquals(404, answer.join().statusCode()));
        shoppers.shutdown();
    }

    @Test
    void saysThatItKnowsNoStoreYetAndNotThatThereIsNone() throws SQLException {
        execute("alter table storefront_version rename to storefront_version_away");
        try {
            Storefront fresh = new Storefront(worlds, stores, rates, campaigns, tiers, config, clock);

            Problem problem = assertThrows(Problem.class, () -> fresh.store("any"));

            assertEquals(CommonProblem.UNAVAILABLE, problem.type());
        } finally {
            execute("alter table storefront_version_away rename to storefront_version");
        }
        assertTrue(new Storefront(worlds, stores, rates, campaigns, tiers, config, clock)
                .store("no-such-store")
                .isEmpty());
    }

    private void execute(String command) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute(command);
        }
    }
}
