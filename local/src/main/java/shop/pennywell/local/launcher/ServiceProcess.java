package shop.pennywell.local.launcher;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One running replica of a service. */
final class ServiceProcess {
    private static final int REMEMBERED_LINES = 12;
    private static final int REASON_LENGTH = 300;
    private static final Duration FORCED_PATIENCE = Duration.ofSeconds(10);

    /** Small and quick to start: the whole suite shares a laptop. */
    private static final List<String> JVM = List.of(
            "-Xmx160m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:MaxMetaspaceSize=160m",
            "-XX:ReservedCodeCacheSize=48m",
            "-Xshare:auto",
            "-Djava.net.preferIPv4Stack=true",
            "-Dfile.encoding=UTF-8");

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final Service service;
    private final int replica;
    private final String label;
    private final int port;
    private final Path log;
    private final Process process;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private Thread reader;
    private volatile boolean ready;

    private ServiceProcess(Service service, int replica, String label, int port, Path log, Process process) {
        this.service = service;
        this.replica = replica;
        this.label = label;
        this.port = port;
        this.log = log;
        this.process = process;
    }

    /** Starts the replica, and a thread that copies its output to the merged log and to a file of its own. */
    static ServiceProcess start(
            Path root,
            Path logs,
            Service service,
            int replica,
            Options options,
            Map<String, String> environment,
            SuiteLog merged)
            throws IOException {
        String label = options.replicas() == 1 ? service.shortName() : service.shortName() + "-" + (replica + 1);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.add("-jar");
        command.add(service.jar(root).toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(ServiceProcess::wouldConfigureTheService);
        builder.environment().putAll(environment);
        Path log = logs.resolve(label + ".log");
        ServiceProcess started =
                new ServiceProcess(service, replica, label, service.port(options, replica), log, builder.start());
        started.reader = new Thread(() -> started.copyOutput(merged), "log-" + label);
        started.reader.setDaemon(true);
        started.reader.start();
        return started;
    }

    /** A shell that happens to have such variables set must not change the suite. */
    private static boolean wouldConfigureTheService(String variable) {
        return variable.startsWith("QUARKUS_")
                || variable.startsWith("AWS_")
                || variable.startsWith("PENNYWELL_")
                || variable.equals("JAVA_TOOL_OPTIONS");
    }

    private void copyOutput(SuiteLog merged) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
                BufferedWriter file =
                        Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                file.write(SuiteLog.now() + " " + line);
                file.newLine();
                file.flush();
                remember(line);
                merged.line(label, line);
            }
        } catch (IOException e) {
            merged.line(label, "(its output can't be read any more: " + e.getMessage() + ")");
        }
    }

    private void remember(String line) {
        synchronized (lastLines) {
            if (lastLines.size() == REMEMBERED_LINES) {
                lastLines.removeFirst();
            }
            lastLines.addLast(line);
        }
    }

    /** Waits, for a second at most, until all is read that a process wrote before it ended. */
    void awaitOutput() {
        try {
            reader.join(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The most telling of its last lines: an error if there is one. */
    String reason() {
        synchronized (lastLines) {
            String reason = lastLines.stream()
                    .filter(line -> line.startsWith("ERROR") || line.contains("Exception"))
                    .findFirst()
                    .orElse(lastLines.isEmpty() ? "no output" : lastLines.peekLast());
            return reason.length() > REASON_LENGTH ? reason.substring(0, REASON_LENGTH) + "…" : reason;
        }
    }

    boolean isReady() {
        return isReady(port);
    }

    void wasReady() {
        ready = true;
    }

    /** Whether it was ready at some time. */
    boolean hasBeenReady() {
        return ready;
    }

    /** Asks a service on this machine for its readiness. */
    static boolean isReady(int port) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(Options.url(port) + "/q/health/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Asks it to end, and ends it if it doesn't within the time. */
    void stop(Duration patience) {
        // Not Process.destroy(): that closes the pipe, and what it logs while it stops would be lost.
        process.toHandle().destroy();
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor(FORCED_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    State.Entry entry() {
        return State.Entry.of(service.shortName(), replica, process.toHandle(), port, log.toString());
    }

    Process process() {
        return process;
    }

    Service service() {
        return service;
    }

    int replica() {
        return replica;
    }

    String label() {
        return label;
    }

    Path log() {
        return log;
    }
}
