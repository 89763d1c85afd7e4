package shop.pennywell.commission.webhook;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import shop.pennywell.commission.world.World;
import shop.pennywell.commission.world.Worlds;

/** Gives up what has waited too long, and forgets what is too old. Runs on every replica; {@code skip locked} keeps them apart. */
@ApplicationScoped
class SweepWebhooks {
    private static final int PIECE = 5000;
    private static final int MOST_PIECES = 100;
    /** Whoever still wrote for an endpoint when it was deleted has surely ended. */
    private static final Duration WRITTEN_BY_THEN = Duration.ofHours(1);

    private final WebhookEndpointRepository endpoints;
    private final DeliveryRepository deliveries;
    private final Worlds worlds;
    private final WebhookConfig config;
    private final Clock clock;

    SweepWebhooks(
            WebhookEndpointRepository endpoints,
            DeliveryRepository deliveries,
            Worlds worlds,
            WebhookConfig config,
            Clock clock) {
        this.worlds = worlds;
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "5m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        Instant now = clock.instant();
        repeat(() -> deliveries.giveUp(now, PIECE));
        repeat(() -> deliveries.sweep(now.minus(config.keep()), PIECE));
        repeat(() -> deliveries.sweepDeleted(PIECE));
        repeat(() -> endpoints.sweep(now.minus(WRITTEN_BY_THEN), PIECE));
    }

    private void repeat(Callable<Integer> piece) {
        for (World world : World.values()) {
            boolean more = true;
            for (int round = 0; more && round < MOST_PIECES; round++) {
                more = worlds.in(world, piece) == PIECE;
            }
        }
    }
}
