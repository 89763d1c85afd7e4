package shop.pennywell.local.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Every replica of every service. During the start a replica that ends is a failure; later it is restarted, as
 * Kubernetes would, as long as the suite runs more than one of each.
 */
final class Fleet implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofMinutes(2);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    /** A replica that ends more often than this within the window, never ready, will not get better by another start. */
    private static final int MAX_RESTARTS = 10;

    private static final Duration RESTART_WINDOW = Duration.ofMinutes(5);

    private final Path root;
    private final Path logs;
    private final Options options;
    private final Environment environment;
    private final SuiteLog log;
    private final Consumer<State.Entry> onStarted;
    private final CompletableFuture<String> broken = new CompletableFuture<>();
    private final Map<String, ServiceProcess> running = new HashMap<>();
    private final Map<String, Deque<Instant>> restarts = new HashMap<>();
    private final List<TcpBalancer> balancers = new ArrayList<>();
    private boolean started;
    private boolean stopping;

    Fleet(
            Path root,
            Path logs,
            Options options,
            Environment environment,
            SuiteLog log,
            Consumer<State.Entry> onStarted) {
        this.root = root;
        this.logs = logs;
        this.options = options;
        this.environment = environment;
        this.log = log;
        this.onStarted = onStarted;
    }

    /** Starts all replicas, a few at a time, and returns when every one is ready. */
    void start() throws IOException {
        Files.createDirectories(logs);
        if (options.replicas() > 1) {
            for (Service service : Service.values()) {
                List<Integer> ports = IntStream.range(0, options.replicas())
                        .map(replica -> service.port(options, replica))
                        .boxed()
                        .toList();
                balancers.add(TcpBalancer.start(service.frontPort(options), ports));
            }
        }
        // Starting is all processor work: more at once than processors only makes each of them slower.
        int atOnce = Math.max(2, Math.min(4, Runtime.getRuntime().availableProcessors()));
        ExecutorService starters = Executors.newFixedThreadPool(atOnce);
        try {
            List<CompletableFuture<Void>> starts = new ArrayList<>();
            for (Service service : Service.values()) {
                for (int replica = 0; replica < options.replicas(); replica++) {
                    int number = replica;
                    starts.add(CompletableFuture.runAsync(() -> startAndAwait(service, number), starters));
                }
            }
            CompletableFuture<Void> all = CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new));
            CompletableFuture.anyOf(all, broken).join();
            if (broken.isDone()) {
                throw new SuiteFailure(broken.join());
            }
        } finally {
            starters.shutdownNow();
        }
        synchronized (this) {
            started = true;
        }
    }

    private void startAndAwait(Service service, int replica) {
        Instant begin = Instant.now();
        ServiceProcess process = launch(service, replica);
        while (process != null && !isStopping() && process.process().isAlive()) {
            if (process.isReady()) {
                process.wasReady();
                log.say("%s is ready after %.1f s"
                        .formatted(
                                process.label(),
                                Duration.between(begin, Instant.now()).toMillis() / 1000.0));
                return;
            }
            if (Duration.between(begin, Instant.now()).compareTo(START_PATIENCE) > 0) {
                fail(process, "is not ready after " + START_PATIENCE.toSeconds() + " s");
                return;
            }
            pause();
        }
        if (process != null && !process.process().isAlive()) {
            failUnlessStarted(process);
        }
    }

    /** Here and not only by its watcher: the start must not be over before its failure is known. */
    private void failUnlessStarted(ServiceProcess process) {
        settle(process);
        synchronized (this) {
            if (!started && !stopping) {
                fail(process, ended(process));
            }
        }
    }

    private synchronized ServiceProcess launch(Service service, int replica) {
        if (stopping) {
            return null;
        }
        try {
            ServiceProcess process =
                    ServiceProcess.start(root, logs, service, replica, options, environment.of(service, replica), log);
            running.put(process.label(), process);
            onStarted.accept(process.entry());
            Thread watcher = new Thread(() -> watch(process), "watch-" + process.label());
            watcher.setDaemon(true);
            watcher.start();
            return process;
        } catch (IOException e) {
            broken.complete(service.shortName() + " can't be started: " + e.getMessage());
            return null;
        }
    }

    /** Waits for the process to end, and brings up another if that is what should happen. */
    private void watch(ServiceProcess process) {
        try {
            process.process().waitFor();
            settle(process);
            long seconds = secondsToRestart(process, ended(process));
            if (seconds > 0) {
                Thread.sleep(Duration.ofSeconds(seconds).toMillis());
                startAndAwait(process.service(), process.replica());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How long to wait before the next start; 0 if there is none, because all stops. */
    private synchronized long secondsToRestart(ServiceProcess process, String ended) {
        if (stopping) {
            return 0;
        }
        Deque<Instant> past = restarts.computeIfAbsent(process.label(), label -> new ArrayDeque<>());
        past.removeIf(at -> at.isBefore(Instant.now().minus(RESTART_WINDOW)));
        if (!started || options.replicas() == 1) {
            fail(process, ended);
            return 0;
        }
        if (process.hasBeenReady()) {
            // It does nothing wrong that time would mend, unlike one that waits for what is not there yet.
            past.clear();
        }
        if (past.size() >= MAX_RESTARTS) {
            fail(process, ended + ", too often in a few minutes");
            return 0;
        }
        long seconds = Math.min(30, 1L << past.size());
        past.addLast(Instant.now());
        log.say("%s %s; another starts in %d s".formatted(process.label(), ended, seconds));
        return seconds;
    }

    private void fail(ServiceProcess process, String what) {
        broken.complete(
                "%s %s: %s; see %s, then ./suite up".formatted(process.label(), what, process.reason(), process.log()));
    }

    private static String ended(ServiceProcess process) {
        return "ended with exit code " + process.process().exitValue();
    }

    /** Completes when something breaks that the fleet can't mend, and says what. */
    CompletableFuture<String> failure() {
        return broken.copy();
    }

    String awaitFailure() {
        return broken.join();
    }

    /** The same, or null if nothing breaks within the time. */
    String failureWithin(Duration time) {
        return broken.copy()
                .completeOnTimeout(null, time.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ctrl-C reaches the services too: the launcher's own shutdown needs a moment to begin. And the last words to be read. */
    private static void settle(ServiceProcess process) {
        pause();
        process.awaitOutput();
    }

    /** Stops the edge first, so that no request arrives at a service that has gone; then all others at once. */
    @Override
    public void close() {
        List<ServiceProcess> processes;
        synchronized (this) {
            stopping = true;
            processes = List.copyOf(running.values());
        }
        stopAll(processes.stream()
                .filter(process -> process.service() == Service.GATEWAY)
                .toList());
        stopAll(processes.stream()
                .filter(process -> process.service() != Service.GATEWAY)
                .toList());
        balancers.forEach(TcpBalancer::close);
    }

    private static void stopAll(List<ServiceProcess> processes) {
        CompletableFuture.allOf(processes.stream()
                        .map(process -> CompletableFuture.runAsync(
                                () -> process.stop(STOP_PATIENCE), task -> new Thread(task, "stop").start()))
                        .toArray(CompletableFuture[]::new))
                .join();
    }
}
