package shop.pennywell.e2e;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static shop.pennywell.e2e.Eventually.eventually;

/**
 * Two replicas of everything, and one of them killed while a step is under way, in every step of the journey in turn: it
 * still ends right, nothing lost, nothing doubled. The amounts that the journey checks are exact.
 */
class KillStory {

    private static final long SEED = 20_261_124L;

    private final Platform platform = Platform.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "commission-service",
                "payments-service",
                "portal-service",
                "mailing-service",
                "stats-service",
                "gateway"
            })
    void endsRightWhicheverReplicaDies(String service) {
        Random random = new Random(SEED + service.hashCode());
        Journey journey = new Journey(platform);
        int turn = 0;
        for (Map.Entry<String, Runnable> step : journey.steps().entrySet()) {
            List<Platform.Replica> alive = eventually(
                    "both replicas of " + service,
                    () -> platform.replicas().stream()
                            .filter(replica -> replica.name().equals(service) && replica.healthy())
                            .toList(),
                    replicas -> replicas.size() == 2);
            Platform.Replica victim = alive.get(turn++ % 2);
            CompletableFuture<Void> killed = CompletableFuture.runAsync(
                    victim::kill, CompletableFuture.delayedExecutor(random.nextInt(120), TimeUnit.MILLISECONDS));
            try {
                step.getValue().run();
            } catch (AssertionError | CompletionException failure) {
                throw new AssertionError(service + " killed during: " + step.getKey(), failure);
            }
            killed.join();
        }
    }
}
