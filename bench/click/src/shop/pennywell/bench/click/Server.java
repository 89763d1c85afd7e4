package shop.pennywell.bench.click;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A Quarkus application on core 0, and what it costs. */
final class Server implements AutoCloseable {
    private static final Duration START_TAKES = Duration.ofSeconds(60);

    /** Clock ticks of /proc are hundredths of a second on every Linux that runs this. */
    private static final long MICROS_A_TICK = 10_000;

    /** By SIGTERM. */
    private static final boolean GENTLY = Boolean.getBoolean("gently");

    private final Path application;
    private final int port;
    private final Map<String, String> environment;
    private final File log;
    private Process process;

    Server(Path application, int port, Map<String, String> environment, Path log) {
        this.application = application;
        this.port = port;
        this.environment = environment;
        this.log = log.toFile();
    }

    int port() {
        return port;
    }

    void start() throws IOException, InterruptedException {
        List<String> command = List.of(
                "taskset",
                "-c",
                "0",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-jar",
                application.toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        builder.environment().putAll(environment);
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.environment().put("QUARKUS_HTTP_HOST", "localhost");
        process = builder.start();
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/q/health/ready"))
                .timeout(Duration.ofSeconds(2))
                .build();
        long deadline = System.nanoTime() + START_TAKES.toNanos();
        while (true) {
            try {
                if (http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // Asked again below.
            }
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException(application + " does not start, see " + log);
            }
            Thread.sleep(20);
        }
    }

    /** User and system time so far, in microseconds. */
    long cpuMicros() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MICROS_A_TICK;
    }

    /** As the power would, or as an operator does. */
    void kill() throws InterruptedException {
        if (GENTLY) {
            process.destroy();
        } else {
            process.destroyForcibly();
        }
        process.waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            kill();
        }
    }
}
