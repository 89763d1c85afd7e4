package shop.pennywell.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import shop.pennywell.local.testing.PortBlock;

import static shop.pennywell.e2e.Eventually.eventually;

/** The whole platform as {@code ./suite} runs it, in a folder of its own so that it never touches a developer's data. */
final class Platform implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long COMMAND_SECONDS = 300;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Path folder;
    private JsonNode status;
    private Api api;

    private Platform(Path folder) {
        this.folder = folder;
    }

    /** A process of the platform. */
    record Replica(String name, URI url, long pid, boolean healthy) {

        /** As {@code kill -9}. */
        void kill() {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** What a command printed, and how it ended. */
    record Outcome(int exit, String output) {}

    /** The platform that the stories share: two replicas of everything, as anywhere that matters. */
    static Platform shared() {
        return Shared.PLATFORM;
    }

    private static final class Shared {
        private static final Platform PLATFORM = start("shared", PortBlock.take(), 2);

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(PLATFORM::close));
        }
    }

    /** Starts a fresh platform and waits until it is ready and seeded. */
    static Platform start(String name, int portBase, int replicas) {
        Platform platform = unstarted(name);
        platform.suite("reset");
        platform.up(portBase, replicas);
        return platform;
    }

    /** A folder to run {@code ./suite} in; nothing is started. */
    static Platform unstarted(String name) {
        return new Platform(Repository.root().resolve("e2e-tests/target/suite-" + name));
    }

    void up(int portBase, int replicas) {
        Outcome up = suite(
                "up", "--detach", "--port-base", String.valueOf(portBase), "--replicas", String.valueOf(replicas));
        if (up.exit() != 0) {
            throw new AssertionError("the platform did not start: " + up.output());
        }
        status = status();
        api = new Api(URI.create(status.path("gateway").asText()));
    }

    /** Runs {@code ./suite} with these arguments. */
    Outcome suite(String... arguments) {
        try {
            Files.createDirectories(folder.getParent());
            List<String> command = new ArrayList<>(
                    List.of("bash", Repository.root().resolve("suite").toString()));
            command.addAll(List.of(arguments));
            Path output = Files.createTempFile("suite", ".out");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(Repository.root().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().put("SUITE_FOLDER", folder.toString());
            // Whatever the tests run on was built by the build that runs them.
            builder.environment().put("SUITE_BUILD", "never");
            Process process = builder.start();
            if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("./suite " + arguments[0] + " did not end: " + Files.readString(output));
            }
            String printed = Files.readString(output);
            Files.delete(output);
            return new Outcome(process.exitValue(), printed);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    JsonNode status() {
        Outcome outcome = suite("status", "--json");
        try {
            return JSON.readTree(outcome.output());
        } catch (IOException notJson) {
            throw new AssertionError(outcome.output(), notJson);
        }
    }

    List<Replica> replicas() {
        return StreamSupport.stream(status().path("services").spliterator(), false)
                .map(service -> new Replica(
                        service.path("name").asText(),
                        URI.create(service.path("url").asText()),
                        service.path("pid").asLong(),
                        service.path("healthy").asBoolean()))
                .toList();
    }

    /** The replicas of a service once all of them are ready. */
    List<Replica> readyReplicas(String service) {
        // The ports stay. Asking them costs little; the command that knows the new process is one itself.
        List<URI> urls = StreamSupport.stream(status.path("services").spliterator(), false)
                .filter(replica -> replica.path("name").asText().equals(service))
                .map(replica -> URI.create(replica.path("url").asText()))
                .toList();
        return eventually(
                "every replica of " + service,
                () -> urls.stream().allMatch(Platform::isReady) ? healthy(service) : List.<Replica>of(),
                replicas -> replicas.size() == urls.size());
    }

    private List<Replica> healthy(String service) {
        return replicas().stream()
                .filter(replica -> replica.name().equals(service) && replica.healthy())
                .toList();
    }

    private static boolean isReady(URI url) {
        HttpRequest request = HttpRequest.newBuilder(url.resolve("/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    Api api() {
        return api;
    }

    String address(String name) {
        return status.path(name).asText();
    }

    String staffEmail() {
        return status.path("staff").path("email").asText();
    }

    String staffPassword() {
        return status.path("staff").path("password").asText();
    }

    /** @param messageId the same on every copy of a mail that was sent again because nobody knew whether it had been taken */
    record Mail(String messageId, String text) {}

    /** The newest mail to that address whose subject or text holds the words, case aside; null when there is none. */
    String mailTo(String email, String words) {
        return mails(email).stream()
                .map(Mail::text)
                .filter(mail -> mail.toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(null);
    }

    /** Every mail to that address, newest first: subject and text. */
    List<Mail> mails(String email) {
        Api inbox = new Api(URI.create(address("inbox")));
        JsonNode items = inbox.get("/api/messages?to=" + Journey.encode(email), null)
                .expect(200)
                .json()
                .path("items");
        return StreamSupport.stream(items.spliterator(), false)
                .map(mail -> new Mail(
                        mail.path("headers").path("Message-ID").asText(),
                        mail.path("subject").asText() + "\n" + mail.path("text").asText()))
                .toList();
    }

    @Override
    public void close() {
        suite("down");
    }
}
