package shop.pennywell.local.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import shop.pennywell.local.api.ApiRefusal;
import shop.pennywell.local.demostore.DemoStore;
import shop.pennywell.local.seed.Seed;
import shop.pennywell.local.seed.Seeded;
import shop.pennywell.local.stores.Stores;
import shop.pennywell.local.stores.StoresPlan;
import shop.pennywell.local.stores.StoresPlan.Store;

/** Starts everything in this JVM and its children, and stays until it is told to stop or something breaks. */
final class Up {
    private static final String MEMBER_EMAIL = "member@pennywell.example";
    private static final int MEMBER_PASSWORD_BYTES = 12;
    /** Within this time after a request failed it is known whether the service behind it died. */
    private static final Duration CRASH_PATIENCE = Duration.ofSeconds(1);

    private final Path root;
    private final SuiteFolder folder;
    private final Options options;
    private final SuiteLog log;
    private final Instant begin;
    private final Object stop = new Object();
    private volatile boolean toldToStop;
    private boolean stopped;
    private State state;
    private Stores stores;
    private DemoStore demoStore;
    private Fleet fleet;

    Up(Path root, SuiteFolder folder, Options options, SuiteLog log, Instant begin) {
        this.root = root;
        this.folder = folder;
        this.options = options;
        this.log = log;
        this.begin = begin;
    }

    /**
     * Returns never while all is well. Ctrl-C (exit code 130) and SIGTERM (143) end it through the shutdown hook; whatever
     * breaks stops everything and is thrown afterwards, so that it is the last that a reader sees.
     */
    void run() {
        if (!folder.lock()) {
            throw alreadyUp(folder);
        }
        endLeftovers();
        checkJars();
        checkPorts();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            toldToStop = true;
                            stop();
                        },
                        "stop"));
        try {
            start();
            throw new SuiteFailure(fleet.awaitFailure());
        } catch (IOException e) {
            throw new SuiteFailure("The suite can't start: " + e.getMessage());
        } finally {
            if (toldToStop) {
                // What fails now fails because everything stops: nothing to tell, and the end is the hook's to make.
                awaitTheEnd();
            }
            stop();
        }
    }

    private void start() throws IOException {
        Files.createDirectories(folder.logs());
        writeState(new State(
                State.Entry.of("suite", 0, ProcessHandle.current(), options.portBase(), ""),
                options.portBase(),
                options.replicas(),
                null,
                List.of()));
        startStores();
        demoStore = DemoStore.start(options.demoStorePort(), options.gatewayUrl(), slug -> seeded().access(slug));
        startServices();
        if (options.seed()) {
            seed();
        }
        double seconds = Duration.between(begin, Instant.now()).toMillis() / 1000.0;
        synchronized (this) {
            writeState(state.ready(seconds));
        }
        log.plain(Summary.of(options, Secrets.readOrDraw(folder), folder, seconds));
    }

    /** Throws if a suite runs in this folder. */
    static void refuseIfUp(SuiteFolder folder) {
        if (folder.launcher().isPresent()) {
            throw alreadyUp(folder);
        }
    }

    private static SuiteFailure alreadyUp(SuiteFolder folder) {
        String where = folder.readIfPossible(State.FILE, State.class)
                .map(running -> " (process " + running.launcher().pid() + ", "
                        + running.options().gatewayUrl() + ")")
                .orElse("");
        return new SuiteFailure(
                "The suite is already up" + where + ". See ./suite status, or stop it with ./suite down");
    }

    private void endLeftovers() {
        Optional<State> left = folder.read(State.FILE, State.class);
        if (left.flatMap(found -> found.launcher().process()).isPresent()) {
            // It runs without the lock, which only a launcher from before the lock was kept can do.
            throw alreadyUp(folder);
        }
        int ended = Leftovers.end(left.map(State::processes).orElse(List.of()), folder.data());
        if (ended > 0) {
            log.say("Ended " + ended + " processes that an earlier suite left behind");
        }
        folder.delete(State.FILE);
    }

    private void checkJars() {
        for (Service service : Service.values()) {
            if (!Files.exists(service.jar(root))) {
                throw new SuiteFailure(service.shortName() + " is not built: " + service.jar(root)
                        + " is missing. Build it: mvn package");
            }
        }
    }

    /** Better one line now than a stack trace from somewhere inside. */
    private void checkPorts() {
        Map<Integer, String> ports = new LinkedHashMap<>();
        ports.put(options.portBase(), "gateway");
        ports.put(options.inboxPort(), "inbox");
        ports.put(options.demoStorePort(), "demo store");
        ports.put(options.smtpPort(), "SMTP");
        ports.put(options.postgresPort(), "PostgreSQL");
        ports.put(options.dynamoPort(), "DynamoDB");
        ports.put(options.s3Port(), "S3");
        for (Service service : Service.values()) {
            ports.put(service.frontPort(options), service.shortName());
            for (int replica = 0; replica < options.replicas(); replica++) {
                ports.put(service.port(options, replica), service.shortName());
            }
        }
        List<String> taken = new ArrayList<>();
        ports.forEach((port, use) -> {
            if (isTaken(port)) {
                taken.add(port + " (" + use + ")");
            }
        });
        if (!taken.isEmpty()) {
            throw new SuiteFailure((taken.size() == 1 ? "Port " : "Ports ")
                    + String.join(", ", taken)
                    + (taken.size() == 1 ? " is" : " are")
                    + " taken by another program. Stop it, or choose other ports: ./suite up --port-base "
                    + (options.portBase() == 9080 ? 10080 : 9080));
        }
    }

    private static boolean isTaken(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private void startStores() throws IOException {
        Instant start = Instant.now();
        log.say("Starting PostgreSQL, DynamoDB, S3 and mail");
        Secrets secrets = Secrets.readOrDraw(folder);
        Map<Store, Integer> ports = new EnumMap<>(Store.class);
        ports.put(Store.POSTGRES, options.postgresPort());
        ports.put(Store.DYNAMODB, options.dynamoPort());
        ports.put(Store.S3, options.s3Port());
        ports.put(Store.SMTP, options.smtpPort());
        ports.put(Store.INBOX, options.inboxPort());
        stores = new Stores(new StoresPlan(
                folder.data(), ports, true, secrets.database()::get, secrets.s3AccessKey(), secrets.s3SecretKey()));
        stores.start();
        stores.postgresProcess()
                .ifPresent(
                        process -> record(State.Entry.of(Leftovers.POSTGRES, 0, process, options.postgresPort(), "")));
        log.say("The stores are ready after %.1f s"
                .formatted(Duration.between(start, Instant.now()).toMillis() / 1000.0));
    }

    private void startServices() throws IOException {
        log.say("Starting "
                + List.of(Service.values()).stream().map(Service::shortName).collect(Collectors.joining(", "))
                + (options.replicas() > 1 ? ", " + options.replicas() + " of each" : ""));
        fleet = new Fleet(
                root, folder.logs(), options, new Environment(options, Secrets.readOrDraw(folder)), log, this::record);
        fleet.start();
    }

    private Seeded seeded() {
        return folder.read(Seeded.FILE, Seeded.class)
                .orElseGet(() -> Seeded.nothing(MEMBER_EMAIL, Secrets.random(MEMBER_PASSWORD_BYTES)));
    }

    /** A service that dies meanwhile is told as such: what becomes of the seed without it would hide it. */
    private void seed() {
        log.say("Seeding the demo");
        CompletableFuture<String> seeding = new CompletableFuture<>();
        Thread seeder = new Thread(
                () -> {
                    try {
                        runSeed();
                        seeding.complete(null);
                    } catch (ApiRefusal | IllegalStateException | UncheckedIOException e) {
                        seeding.completeExceptionally(e);
                    }
                },
                "seed");
        seeder.setDaemon(true);
        seeder.start();
        try {
            String broken =
                    (String) CompletableFuture.anyOf(seeding, fleet.failure()).join();
            if (broken != null) {
                throw new SuiteFailure(broken);
            }
        } catch (CompletionException e) {
            String broken = fleet.failureWithin(CRASH_PATIENCE);
            throw new SuiteFailure(
                    broken != null
                            ? broken
                            : "The demo can't be seeded: %s; see %s, or leave the demo out: ./suite up --no-seed"
                                    .formatted(e.getCause().getMessage(), folder.logs()));
        }
    }

    private void runSeed() {
        Secrets secrets = Secrets.readOrDraw(folder);
        Seeded before = seeded();
        folder.write(Seeded.FILE, before);
        new Seed(options.gatewayUrl(), options.inboxUrl(), before, done -> folder.write(Seeded.FILE, done), log::say)
                .run(secrets.staffEmail(), secrets.staffPassword(), options.demoStoreUrl());
    }

    private synchronized void record(State.Entry entry) {
        writeState(state.with(entry));
    }

    private synchronized void writeState(State next) {
        state = next;
        folder.write(State.FILE, next);
    }

    /**
     * Services first, then what they store in. The state file goes last: until then it tells what still runs. Whoever
     * comes second waits for the first.
     */
    private void stop() {
        synchronized (stop) {
            if (stopped) {
                return;
            }
            stopped = true;
            log.say("Stopping");
            if (fleet != null) {
                fleet.close();
            }
            if (demoStore != null) {
                demoStore.close();
            }
            if (stores != null) {
                stores.close();
            }
            folder.delete(State.FILE);
            log.say("Stopped. The data stays; ./suite reset forgets it");
        }
    }

    private static void awaitTheEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
