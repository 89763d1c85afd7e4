package shop.pennywell.commission.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import shop.pennywell.commission.network.api.Network;
import shop.pennywell.commission.network.api.NetworkFailure;
import shop.pennywell.commission.network.api.Networks;
import shop.pennywell.commission.network.api.PollWindow;
import shop.pennywell.commission.network.api.RawPage;
import shop.pennywell.commission.network.api.Session;
import shop.pennywell.commission.network.api.Wire;
import shop.pennywell.commission.partner.Vault;

/**
 * Reads networks, one page at a time. A page is read under a lease on its account, so that one replica at a time calls a network for us, in the
 * pace that the network allows; between two pages nothing is held, and any replica goes on. The records of an account are therefore
 * kept in the order in which the network said them.
 */
@ApplicationScoped
class PollNetworks {
    private static final Logger LOG = Logger.getLogger(PollNetworks.class);
    private static final int MOST_PAGES_A_LOOK = 50;
    private static final int MOST_AT_ONCE = 4;
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(20);

    private final NetworkAccountRepository accounts;
    private final NetworkCursorRepository cursors;
    private final KeepPage keepPage;
    private final Networks networks;
    private final Wire wire;
    private final Vault vault;
    private final NetworksConfig config;
    private final ObjectMapper json;
    private final Clock clock;
    private final Semaphore looking = new Semaphore(MOST_AT_ONCE);
    private volatile boolean stopping;

    PollNetworks(
            NetworkAccountRepository accounts,
            NetworkCursorRepository cursors,
            KeepPage keepPage,
            Networks networks,
            Wire wire,
            Vault vault,
            NetworksConfig config,
            ObjectMapper json,
            Clock clock) {
        this.accounts = accounts;
        this.cursors = cursors;
        this.keepPage = keepPage;
        this.networks = networks;
        this.wire = wire;
        this.vault = vault;
        this.config = config;
        this.json = json;
        this.clock = clock;
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
    }

    /** Several at a time, so that a network that keeps us waiting keeps only one of them. */
    @Scheduled(
            every = "${pennywell.networks.look-every:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.PROCEED)
    void look() {
        if (!looking.tryAcquire()) {
            return;
        }
        try {
            Instant end = clock.instant().plus(LONGEST_LOOK);
            for (int pages = 0; !stopping && pages < MOST_PAGES_A_LOOK; pages++) {
                if (!readOnePage() || clock.instant().isAfter(end)) {
                    return;
                }
            }
        } finally {
            looking.release();
        }
    }

    /** @return false if nothing is due */
    boolean readOnePage() {
        Optional<Leased> leased = QuarkusTransaction.requiringNew().call(this::lease);
        leased.ifPresent(this::read);
        return leased.isPresent();
    }

    /** Takes the account that has waited longest, within the caller's transaction. */
    Optional<Leased> lease() {
        Instant now = now();
        return accounts.nextDue(now)
                .flatMap(account -> cursors.nextDue(account.id(), now).map(cursor -> lease(account, cursor, now)));
    }

    private Leased lease(NetworkAccount account, NetworkCursor cursor, Instant now) {
        Network network = networks.of(account.network());
        UUID lease = account.lease(now.plus(config.lease()));
        Leased leased = new Leased(
                account,
                lease,
                network,
                cursor.id(),
                cursor.attempts(),
                cursor.slice(from(account, cursor, now), now),
                cursor.page());
        accounts.pace(account.paceKey(), now.plus(pace(network, 1)));
        return leased;
    }

    /** Where a round begins. */
    private Instant from(NetworkAccount account, NetworkCursor cursor, Instant now) {
        Instant wanted = cursor.window() == PollWindow.SWEEP
                ? now.minus(config.sweepBack())
                : cursor.readUntil().minus(config.overlap());
        return wanted.isAfter(account.since()) ? wanted : account.since();
    }

    /** Reads the page and keeps it, or notes why not; gives the account back either way. */
    void read(Leased leased) {
        Session session = null;
        try {
            session = wire.session(leased.network(), leased.accountId(), credentials(leased), leased.terms());
            RawPage page = leased.network().pull(session, leased.slice(), leased.page());
            int news = keepPage.keep(leased, page, now());
            paced(leased, session, Duration.ZERO);
            LOG.debugf(
                    "%s %s: %d rows, %d new",
                    leased.network().name(), leased.slice(), page.rows().size(), news);
        } catch (NetworkFailure failure) {
            failed(leased, session, failure);
        } catch (KeepPage.LeaseLost late) {
            LOG.warnf("%s took longer than its lease", leased.network().name());
        } catch (RuntimeException ours) {
            LOG.errorf(ours, "a page of %s", leased.network().name());
            postpone(leased, "internal-error", null, backoff(leased, 1), false);
        }
    }

    private void failed(Leased leased, Session session, NetworkFailure failure) {
        LOG.infof(
                "%s, %s: %s, %s",
                leased.network().name(), leased.slice().window(), failure.kind().code(), failure.getMessage());
        Duration pause =
                switch (failure.kind()) {
                    case THROTTLED, AWAY ->
                        asked(failure).map(PollNetworks::jittered).orElseGet(() -> backoff(leased, 1));
                    case TOO_LARGE -> Duration.ZERO;
                    case REJECTED, NOT_FOUND, UNREADABLE -> backoff(leased, 4);
                    case REFUSED -> config.longestRetryAfter();
                };
        postpone(leased, failure.kind().code(), failure.getMessage(), pause, isTooMuch(failure, leased));
        paced(leased, session, failure.kind() == NetworkFailure.Kind.THROTTLED ? pause : Duration.ZERO);
    }

    /** To wait no time at all is what nobody means. */
    private static Optional<Duration> asked(NetworkFailure failure) {
        return Optional.ofNullable(failure.pause()).filter(pause -> !pause.isZero());
    }

    /** Some networks break instead of saying so. */
    private static boolean isTooMuch(NetworkFailure failure, Leased leased) {
        return failure.kind() == NetworkFailure.Kind.TOO_LARGE
                || (failure.kind() == NetworkFailure.Kind.AWAY && leased.attempts() % 4 == 3);
    }

    /** Notes why there is no page, and when it is tried again, with less at once if it was too much. */
    private void postpone(Leased leased, String code, String said, Duration pause, boolean tooMuch) {
        try {
            QuarkusTransaction.requiringNew().run(() -> {
                NetworkAccount account = keepPage.holding(leased);
                NetworkCursor cursor = cursors.findById(leased.cursorId());
                boolean hopeless = tooMuch && !cursor.shorten() && pause.isZero();
                cursor.failed(code, said, now().plus(hopeless ? config.longestRetryAfter() : pause));
                account.release();
            });
        } catch (KeepPage.LeaseLost late) {
            LOG.warnf("%s took longer than its lease", leased.network().name());
        }
    }

    /** Calls beyond the one that the lease allowed for, and what the network asked for, hold for all that share its pace. */
    private void paced(Leased leased, Session session, Duration asked) {
        int more = session == null ? 0 : session.calls() - 1;
        Duration own = pace(leased.network(), Math.max(0, more));
        Duration pause = asked.compareTo(own) < 0 ? own : asked;
        if (!pause.isZero()) {
            QuarkusTransaction.requiringNew()
                    .run(() -> accounts.pace(leased.account().paceKey(), now().plus(pause)));
        }
    }

    private Duration pace(Network network, int calls) {
        int perMinute = config.callsPerMinute()
                .getOrDefault(
                        network.name().name().toLowerCase(Locale.ROOT),
                        network.access().callsPerMinute());
        return Duration.ofMillis(60_000L * calls / perMinute);
    }

    /** Doubles with each attempt up to the longest, and up to half as much again at random, so that retries don't come in waves. */
    private Duration backoff(Leased leased, int times) {
        long full = Math.min(
                config.longestRetryAfter().toMillis(),
                (config.firstRetryAfter().toMillis() * times) << Math.min(leased.attempts(), 12));
        return jittered(Duration.ofMillis(full));
    }

    private static Duration jittered(Duration pause) {
        return pause.plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 2 + 1));
    }

    private Map<String, String> credentials(Leased leased) {
        byte[] open = vault.open(leased.account().sealedCredentials(), NetworkAccount.purpose(leased.accountId()));
        try {
            return json.readValue(new String(open, StandardCharsets.UTF_8), new TypeReference<>() {});
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("the credentials of account " + leased.accountId());
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
