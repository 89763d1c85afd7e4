package shop.pennywell.commission.sandbox;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import shop.pennywell.commission.click.ClickRepository;
import shop.pennywell.commission.world.World;
import shop.pennywell.commission.world.Worlds;

/** Forgets clicks and idempotency keys of the sandbox as those of production are. Runs on every replica; {@code skip locked} keeps them apart. */
@ApplicationScoped
class ForgetSandbox {
    private static final int PIECE = 5000;
    private static final int MOST_PIECES = 100;
    private static final Duration KEYS = Duration.ofDays(30);

    private final SandboxClickRepository sandbox;
    private final ClickRepository clicks;
    private final Worlds worlds;
    private final Clock clock;

    ForgetSandbox(SandboxClickRepository sandbox, ClickRepository clicks, Worlds worlds, Clock clock) {
        this.sandbox = sandbox;
        this.clicks = clicks;
        this.worlds = worlds;
        this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() {
        Instant now = clock.instant();
        repeat(() -> sandbox.forget(now.minus(clicks.keptFor()), PIECE));
        repeat(() -> sandbox.forgetKeys(now.minus(KEYS), PIECE));
    }

    private void repeat(Callable<Integer> piece) {
        boolean more = true;
        for (int round = 0; more && round < MOST_PIECES; round++) {
            more = worlds.in(World.SANDBOX, piece) == PIECE;
        }
    }
}
