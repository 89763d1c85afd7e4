package shop.pennywell.commission.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import shop.pennywell.commission.partner.Vault;
import shop.pennywell.commission.webhook.DeliveryRepository.Due;
import shop.pennywell.commission.webhook.WebhookEndpointRepository.Leased;
import shop.pennywell.commission.webhook.wire.Answer;
import shop.pennywell.commission.webhook.wire.Destination;
import shop.pennywell.commission.webhook.wire.DestinationRefused;
import shop.pennywell.commission.webhook.wire.Destinations;
import shop.pennywell.commission.webhook.wire.Signature;
import shop.pennywell.commission.webhook.wire.Wire;
import shop.pennywell.commission.world.World;
import shop.pennywell.commission.world.Worlds;

/**
 * Tells endpoints what is due. Every replica runs one; what they share out by leases is endpoints and not deliveries, so that an endpoint is
 * called by one replica at a time, has one slot however much waits for it, and loses its turn by hanging. Half of the slots at least
 * are for endpoints that were there when last called. A call is made outside of any transaction and recorded after it: a replica that dies
 * in between has it made again, with the same id.
 */
@ApplicationScoped
class DeliverWebhooks {
    private static final Logger LOG = Logger.getLogger(DeliverWebhooks.class);
    private static final int READ_AT_ONCE = 64;
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final WebhookEndpointRepository endpoints;
    private final DeliveryRepository deliveries;
    private final Destinations destinations;
    private final Wire wire;
    private final Vault vault;
    private final Worlds worlds;
    private final WebhookConfig config;
    private final Retry retry;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final ThreadPoolExecutor slots;
    private final AtomicInteger serving = new AtomicInteger();
    private final AtomicInteger servingAway = new AtomicInteger();
    private volatile boolean stopping;

    DeliverWebhooks(
            WebhookEndpointRepository endpoints,
            DeliveryRepository deliveries,
            Destinations destinations,
            Wire wire,
            Vault vault,
            Worlds worlds,
            WebhookConfig config,
            MeterRegistry metrics,
            Clock clock) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.destinations = destinations;
        this.wire = wire;
        this.vault = vault;
        this.worlds = worlds;
        this.config = config;
        this.retry = Retry.of(config);
        this.metrics = metrics;
        this.clock = clock;
        this.slots = new ThreadPoolExecutor(
                config.slots(), config.slots(), 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), run -> {
                    Thread thread = new Thread(run, "webhooks");
                    thread.setDaemon(true);
                    return thread;
                });
        slots.allowCoreThreadTimeOut(true);
    }

    @Scheduled(every = "${pennywell.webhooks.look-every:1s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        for (World world : World.values()) {
            if (!stopping) {
                worlds.run(world, this::serve);
            }
        }
    }

    /** Those of the world at hand. */
    private void serve() {
        int free = config.slots() - serving.get();
        int freeForAway = Math.min(free, Math.max(1, config.slots() / 2) - servingAway.get());
        int taken = serve(true, freeForAway);
        serve(false, free - taken);
    }

    /** The calls under way are finished and recorded while there still are connections. */
    void stop(@Observes ShutdownEvent shutdown) throws InterruptedException {
        stopping = true;
        slots.shutdown();
        slots.awaitTermination(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    }

    private int serve(boolean away, int free) {
        List<Leased> taken =
                QuarkusTransaction.requiringNew().call(() -> endpoints.take(away, free, now(), config.lease()));
        AtomicInteger alike = away ? servingAway : new AtomicInteger();
        World world = worlds.current();
        for (Leased endpoint : taken) {
            serving.incrementAndGet();
            alike.incrementAndGet();
            slots.execute(() -> {
                try {
                    worlds.run(world, () -> turn(endpoint));
                } catch (RuntimeException failure) {
                    // The lease ends by itself, and what was not recorded is sent again.
                    LOG.errorf(failure, "webhook %s lost its turn", endpoint.id());
                } finally {
                    serving.decrementAndGet();
                    alike.decrementAndGet();
                }
            });
        }
        return taken.size();
    }

    /** Tells one endpoint what is due, until nothing is left, its time is up or it turns out to be away. */
    private void turn(Leased endpoint) {
        long end = System.nanoTime() + config.turn().toNanos();
        List<byte[]> secrets = endpoint.sealedSecrets().stream()
                .map(secret -> vault.open(secret, KeepWebhooks.purpose(endpoint.id())))
                .toList();
        int failures = endpoint.failures();
        Instant retryAt = now();
        List<Due> due = List.of();
        do {
            if (due.isEmpty()) {
                due = due(endpoint);
            }
            List<Due> now = due.subList(0, Math.min(due.size(), config.parallel()));
            due = due.subList(now.size(), due.size());
            if (now.isEmpty()) {
                break;
            }
            List<Answer> answers = call(endpoint, failures, secrets, now);
            note(endpoint, now, answers);
            if (answers.stream().anyMatch(Answer::isGone)) {
                break;
            }
            if (answers.stream().allMatch(Answer::isAway)) {
                failures++;
                retryAt = now().plus(pause(failures, answers));
                break;
            }
            failures = 0;
        } while (!stopping && System.nanoTime() < end);
        giveBack(endpoint, failures, retryAt);
    }

    /** The longest waiting, but what is tried for the first time before what has failed: the fault may lie in that itself. */
    private List<Due> due(Leased endpoint) {
        List<Due> due = new ArrayList<>(
                QuarkusTransaction.requiringNew().call(() -> deliveries.due(endpoint.id(), now(), READ_AT_ONCE)));
        due.sort(Comparator.comparing(delivery -> delivery.attempts() > 0));
        return due;
    }

    private List<Answer> call(Leased endpoint, int turn, List<byte[]> secrets, List<Due> due) {
        Destination to;
        try {
            to = destinations.resolve(endpoint.url(), turn);
        } catch (DestinationRefused refused) {
            return due.stream()
                    .map(delivery -> Answer.none(refused.getMessage()))
                    .toList();
        }
        List<CompletableFuture<Answer>> calls =
                due.stream().map(delivery -> call(to, secrets, delivery)).toList();
        return calls.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<Answer> call(Destination to, List<byte[]> secrets, Due delivery) {
        byte[] body = delivery.body().getBytes(StandardCharsets.UTF_8);
        String id = delivery.eventId().toString();
        long second = clock.instant().getEpochSecond();
        return wire.post(
                to,
                Map.of(
                        "Content-Type",
                        "application/json",
                        "User-Agent",
                        "Pennywell-Webhooks/1",
                        "webhook-id",
                        id,
                        "webhook-timestamp",
                        Long.toString(second),
                        "webhook-signature",
                        Signature.header(secrets, id, second, body)),
                body);
    }

    private void note(Leased endpoint, List<Due> due, List<Answer> answers) {
        QuarkusTransaction.requiringNew().run(() -> {
            Instant now = now();
            for (int i = 0; i < due.size(); i++) {
                metrics.counter(
                                "pennywell.webhooks.calls",
                                "outcome",
                                answers.get(i).outcome())
                        .increment();
                note(endpoint, due.get(i), answers.get(i), now);
            }
        });
    }

    private void note(Leased endpoint, Due delivery, Answer answer, Instant now) {
        if (answer.isTaken()) {
            deliveries.delivered(endpoint.id(), delivery, answer, now);
            return;
        }
        if (answer.isGone()) {
            LOG.infof("webhook %s answered 410 and is disabled", endpoint.id());
            endpoints.gone(endpoint, now);
        }
        Optional<Instant> next =
                retry.next(delivery.attempts() + 1, now, delivery.giveUpAt(), ThreadLocalRandom.current());
        if (next.isPresent()) {
            deliveries.again(endpoint.id(), delivery, answer, now, next.get());
        } else {
            LOG.warnf("event %s is dead for webhook %s: %s", delivery.eventId(), endpoint.id(), answer.failure());
            metrics.counter("pennywell.webhooks.dead").increment();
            deliveries.dead(endpoint.id(), delivery, answer, now);
        }
    }

    /** What the endpoint asks for counts, within bounds, if it is longer than ours. */
    private Duration pause(int failures, List<Answer> answers) {
        Duration ours = Retry.pause(failures, config.firstRetryAfter(), config.longestPause());
        return answers.stream()
                .map(Answer::retryAfter)
                .filter(asked -> asked != null && asked.compareTo(ours) > 0)
                .max(Comparator.naturalOrder())
                .map(asked -> asked.compareTo(config.longestAskedPause()) > 0 ? config.longestAskedPause() : asked)
                .orElse(ours);
    }

    private void giveBack(Leased endpoint, int failures, Instant retryAt) {
        if (failures == 1 && endpoint.failures() == 0) {
            LOG.infof("webhook %s is away, trying again", endpoint.id());
        }
        QuarkusTransaction.requiringNew().run(() -> endpoints.giveBack(endpoint, failures, retryAt, now()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
