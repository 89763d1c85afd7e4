package shop.pennywell.e2e;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two replicas of everything, and in every step of the journey one replica of one service killed while the step is under way:
 * it still ends right, nothing lost, nothing doubled. The amounts that the journey checks are exact.
 *
 * <p>The first round kills the service that does the work of the step; each further one pairs every step with another service.
 * {@code -Dkill.rounds=6} are all pairs; a build runs one round.
 */
class KillStory {

    private static final List<String> SERVICES =
            List.of("commission", "payments", "portal", "mailing", "stats", "gateway");
    private static final long SEED = 20_261_124L;

    private final Platform platform = Platform.shared();

    static IntStream rounds() {
        return IntStream.range(0, Integer.getInteger("kill.rounds", 1));
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void endsRightWhicheverReplicaDies(int round) {
        Random random = new Random(SEED + round);
        Journey journey = new Journey(platform);
        for (Journey.Step step : journey.steps()) {
            String service = SERVICES.get((SERVICES.indexOf(step.service()) + round) % SERVICES.size());
            List<Platform.Replica> alive = platform.readyReplicas(service);
            CompletableFuture<Void> killed = CompletableFuture.runAsync(
                    alive.get(random.nextInt(2))::kill,
                    CompletableFuture.delayedExecutor(random.nextInt(120), TimeUnit.MILLISECONDS));
            try {
                step.action().run();
            } catch (AssertionError failure) {
                throw new AssertionError("a replica of " + service + " killed during: " + step.name(), failure);
            }
            killed.join();
        }
    }
}
