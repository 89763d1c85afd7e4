package shop.pennywell.commission.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import shop.pennywell.commission.fileformat.Kind;
import shop.pennywell.commission.fileformat.UnreadableFile;
import shop.pennywell.commission.transaction.ReportOrders;
import shop.pennywell.commission.world.World;
import shop.pennywell.commission.world.Worlds;
import shop.pennywell.defaults.id.Ids;

/**
 * Works off the files that came in, one at a time on each replica, each for a while and then the next. While a piece commits, the one that
 * follows is read already.
 */
@ApplicationScoped
class ProcessFiles {
    private static final Logger LOG = Logger.getLogger(ProcessFiles.class);
    private static final int MOST_TURNS = 100;
    /** A third of the lease each: with the lease as it is, ten minutes. */
    private static final int MOST_RENEWALS = 120;

    private static final Duration LONGEST_PIECE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final FileRepository files;
    private final FileStore store;
    private final WorkOffPiece workOffPiece;
    private final ReportOrders reportOrders;
    private final Worlds worlds;
    private final FileConfig config;
    private final ObjectMapper json;
    private final Clock clock;
    private final ExecutorService readAhead = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "file-reader");
        thread.setDaemon(true);
        return thread;
    });

    private final ReentrantLock working = new ReentrantLock();
    private volatile boolean stopping;

    ProcessFiles(
            FileRepository files,
            FileStore store,
            WorkOffPiece workOffPiece,
            ReportOrders reportOrders,
            Worlds worlds,
            FileConfig config,
            ObjectMapper json,
            Clock clock) {
        this.files = files;
        this.store = store;
        this.workOffPiece = workOffPiece;
        this.reportOrders = reportOrders;
        this.worlds = worlds;
        this.config = config;
        this.json = json;
        this.clock = clock;
    }

    /** The piece under way is finished; who comes next goes on behind it. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        if (working.tryLock(LONGEST_PIECE.toSeconds(), TimeUnit.SECONDS)) {
            working.unlock();
        }
        readAhead.shutdown();
    }

    @Scheduled(
            identity = "files",
            every = "${pennywell.files.look-every:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        boolean more = true;
        for (int turn = 0; more && turn < MOST_TURNS; turn++) {
            boolean production = worlds.as(World.PRODUCTION, this::takeTurn);
            boolean sandbox = worlds.as(World.SANDBOX, this::takeTurn);
            more = production || sandbox;
        }
    }

    /** Whether there was a file to work off in this world. */
    private boolean takeTurn() {
        UUID owner = Ids.newId();
        Optional<PartnerFile> claimed =
                stopping ? Optional.empty() : QuarkusTransaction.requiringNew().call(() -> claim(owner));
        if (claimed.isEmpty()) {
            return false;
        }
        working.lock();
        try {
            takeTurn(claimed.get(), owner);
        } finally {
            working.unlock();
        }
        return true;
    }

    private Optional<PartnerFile> claim(UUID owner) {
        Instant now = now();
        return files.claim(now).map(file -> {
            file.start(owner, now, now.plus(config.lease()));
            return file;
        });
    }

    private void takeTurn(PartnerFile file, UUID owner) {
        Instant end = now().plus(config.turn());
        try (FileReading reading = new FileReading(file, store, config, json)) {
            Piece piece = await(file, owner, readAhead(reading, file.kind()));
            if (file.attempts() > config.maxAttempts()) {
                passOver(file, owner, piece);
                return;
            }
            while (true) {
                Future<Piece> next = piece.last() ? null : readAhead(reading, file.kind());
                boolean goesOn = workOff(file, owner, piece, next);
                if (next == null || !goesOn) {
                    return;
                }
                piece = await(file, owner, next);
                if (stopping || !now().isBefore(end)) {
                    release(file, owner, Duration.ZERO);
                    return;
                }
            }
        } catch (UnreadableFile unreadable) {
            fail(file, owner, unreadable.code(), unreadable.getMessage());
        } catch (WorkOffPiece.LeaseLost lost) {
            LOG.warnf("file %s was taken over by another replica", file.id());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            release(file, owner, Duration.ZERO);
        } catch (IOException | ExecutionException | RuntimeException failure) {
            giveWay(file, owner, failure);
        }
    }

    /** What is read, and a lease that lasts as long as reading takes: an entry may be as large as a file. */
    private Piece await(PartnerFile file, UUID owner, Future<Piece> next)
            throws IOException, InterruptedException, ExecutionException {
        for (int renewals = 0; renewals < MOST_RENEWALS; renewals++) {
            try {
                return next.get(config.lease().toMillis() / 3, TimeUnit.MILLISECONDS);
            } catch (TimeoutException stillReading) {
                QuarkusTransaction.requiringNew().run(() -> files.lockedFor(file.id(), owner)
                        .orElseThrow(WorkOffPiece.LeaseLost::new)
                        .renew(now().plus(config.lease())));
            }
        }
        throw new IOException("file " + file.id() + " is not read on");
    }

    /** An entry that fails whatever one does spoils only itself. */
    private void passOver(PartnerFile file, UUID owner, Piece piece) {
        LOG.errorf("file %s: what follows its line %d is passed over", file.id(), file.lines());
        if (workOffPiece.passOver(file.id(), owner, piece)) {
            release(file, owner, Duration.ZERO);
        }
    }

    private void giveWay(PartnerFile file, UUID owner, Exception failure) {
        if (file.attempts() > config.maxAttempts()) {
            LOG.errorf(failure, "file %s is given up behind its line %d", file.id(), file.lines());
            String detail = "What follows line " + file.lines() + " could not be worked off.";
            fail(file, owner, "processing-failed", detail);
        } else {
            LOG.warnf(failure, "file %s is tried again", file.id());
            release(file, owner, pause(file.attempts()));
        }
    }

    /** The reading thread is through with the file before anybody closes it, also when the piece fails. */
    private boolean workOff(PartnerFile file, UUID owner, Piece piece, Future<Piece> next) throws InterruptedException {
        boolean goesOn = false;
        try {
            goesOn = workOffPiece.workOff(file.id(), owner, piece);
            return goesOn;
        } finally {
            if (!goesOn && next != null) {
                awaitEnd(next);
            }
        }
    }

    private static void awaitEnd(Future<Piece> next) throws InterruptedException {
        try {
            next.get();
        } catch (ExecutionException ofNoUseAnyMore) {
            LOG.debugf("read ahead in vain: %s", ofNoUseAnyMore.getMessage());
        }
    }

    /** In the same world, by another thread. */
    private Future<Piece> readAhead(FileReading reading, Kind kind) {
        World world = worlds.current();
        return readAhead.submit(() -> {
            Piece piece = reading.next();
            if (kind == Kind.ORDERS) {
                worlds.run(world, () -> lookAhead(piece));
            }
            return piece;
        });
    }

    private void lookAhead(Piece piece) {
        List<JsonNode> payloads = piece.entries().stream()
                .map(entry -> entry.payload())
                .filter(payload -> payload != null)
                .toList();
        reportOrders.lookAhead(payloads);
    }

    private void fail(PartnerFile file, UUID owner, String code, String detail) {
        QuarkusTransaction.requiringNew()
                .run(() -> files.lockedFor(file.id(), owner).ifPresent(current -> current.fail(code, detail, now())));
    }

    private void release(PartnerFile file, UUID owner, Duration pause) {
        QuarkusTransaction.requiringNew()
                .run(() -> files.lockedFor(file.id(), owner).ifPresent(current -> current.release(now().plus(pause))));
    }

    private static Duration pause(int attempts) {
        Duration doubled = Duration.ofSeconds(1L << Math.min(attempts - 1, 10));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
