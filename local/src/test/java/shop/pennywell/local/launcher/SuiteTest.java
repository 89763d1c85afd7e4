package shop.pennywell.local.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The launcher as a process, with the real stores and stand-ins for the six services. */
@DisabledIfSystemProperty(named = "quick", matches = ".*", disabledReason = "takes a minute or two")
class SuiteTest {
    private static final int PORT_BASE = 21080;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path root;

    @BeforeEach
    void buildFakeServices() throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
        URI classes = FakeService.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classes.toString());
        for (Service service : Service.values()) {
            Files.createDirectories(service.jar(root).getParent());
            try (OutputStream file = Files.newOutputStream(service.jar(root));
                    JarOutputStream jar = new JarOutputStream(file, manifest)) {
                jar.flush();
            }
        }
    }

    @AfterEach
    void stopEverything() throws Exception {
        suite("down");
    }

    @Test
    void startsShowsSurvivesAKilledLauncherAndStopsEverything() throws Exception {
        Run up = up();
        assertEquals(0, up.exitCode(), up.output());
        assertTrue(up.output().contains("http://localhost:" + PORT_BASE), up.output());

        JsonNode status = status();
        assertEquals(6, status.path("services").size());
        for (JsonNode service : status.path("services")) {
            assertTrue(service.path("healthy").asBoolean(), service::toString);
            assertTrue(service.path("rssBytes").asLong() > 1_000_000, service::toString);
            assertEquals(service.path("pid").asText(), get(service.path("url").asText() + "/"));
        }
        assertTrue(status.path("readySeconds").asDouble() > 0);
        assertEquals("http://localhost:" + PORT_BASE, status.path("gateway").asText());
        Path secrets = root.resolve(".suite/secrets.json");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)));

        Run again = up();
        assertEquals(1, again.exitCode());
        assertTrue(again.output().contains("already up"), again.output());

        Run withoutKilledLauncher = upAfterKillingTheLauncher();
        assertEquals(0, withoutKilledLauncher.exitCode(), withoutKilledLauncher.output());

        List<Long> pids = pids(status());
        assertEquals(0, suite("down").exitCode());
        pids.forEach(pid -> assertFalse(ProcessHandle.of(pid).isPresent(), "still runs: " + pid));
        assertEquals(3, suite("status").exitCode());
        assertTrue(Files.exists(root.resolve(".suite/data/postgres/PG_VERSION")), "the data stays");
        assertEquals(0, suite("reset").exitCode());
        assertFalse(Files.exists(root.resolve(".suite")), "reset forgets everything");
    }

    private Run upAfterKillingTheLauncher() throws Exception {
        State killed = new SuiteFolder(root.resolve(".suite"))
                .read(State.FILE, State.class)
                .orElseThrow();
        ProcessHandle launcher = killed.launcher().process().orElseThrow();
        launcher.destroyForcibly();
        launcher.onExit().join();
        assertTrue(killed.processes().stream().anyMatch(entry -> entry.process().isPresent()), "children are left");
        Run up = up();
        killed.processes().forEach(entry -> assertTrue(entry.process().isEmpty(), "left behind: " + entry));
        return up;
    }

    @Test
    void leavesAProcessAloneThatOnlyHasTheIdOfOneItStarted() {
        State.Entry stranger =
                new State.Entry("portal", 0, ProcessHandle.current().pid(), 1_000, 1, "");
        State left = new State(stranger, PORT_BASE, 1, null, List.of(stranger));
        assertEquals(0, Leftovers.end(left));
    }

    @Test
    void namesATakenPortAndWhatToDo() throws Exception {
        try (ServerSocket taken = new ServerSocket(PORT_BASE + 5, 1, InetAddress.getLoopbackAddress())) {
            Run up = up();
            assertEquals(1, up.exitCode());
            assertTrue(up.output().contains("Port " + taken.getLocalPort() + " (DynamoDB) is taken"), up.output());
            assertTrue(up.output().contains("--port-base"), up.output());
        }
        assertEquals(3, suite("status").exitCode());
    }

    @Test
    void tellsWhyAServiceDidNotStart() throws Exception {
        Files.createFile(Service.PAYMENTS.jar(root).resolveSibling("crash"));
        Run up = up();
        assertEquals(1, up.exitCode());
        assertTrue(
                up.output().contains("payments ended with exit code 3: ERROR The database has no table of that name"),
                up.output());
        assertTrue(up.output().contains("payments.log"), up.output());
        assertEquals(3, suite("status").exitCode());
    }

    @Test
    void stopsAllWhenTheOnlyReplicaDies() throws Exception {
        assertEquals(0, up().exitCode());
        JsonNode before = status();
        kill(before.path("services").path(2));
        eventually(() -> suite("status").exitCode() == 3);
        String log = Files.readString(root.resolve(".suite/logs/suite.log"));
        assertTrue(
                log.contains(before.path("services").path(2).path("name").asText() + " ended with exit code 137"), log);
        for (long pid : pids(before)) {
            eventually(() -> ProcessHandle.of(pid).isEmpty());
        }
    }

    @Test
    void restartsADeadReplicaAndAnswersMeanwhile() throws Exception {
        Run up = up("--replicas", "2");
        assertEquals(0, up.exitCode(), up.output());
        JsonNode before = status();
        assertEquals(12, before.path("services").size());
        JsonNode victim = before.path("services").path(0);
        kill(victim);
        String front = "http://localhost:" + Service.PORTAL.frontPort(options(2)) + "/";
        for (int i = 0; i < 20; i++) {
            assertNotEquals(victim.path("pid").asText(), get(front));
        }
        eventually(() -> suite("status").exitCode() == 0);
        assertNotEquals(
                victim.path("pid").asLong(),
                status().path("services").path(0).path("pid").asLong());
    }

    private static Options options(int replicas) {
        return new Options("up", false, false, false, replicas, PORT_BASE);
    }

    private Run up(String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("up", "--detach", "--no-seed", "--port-base", "" + PORT_BASE));
        arguments.addAll(List.of(more));
        return suite(arguments.toArray(String[]::new));
    }

    private record Run(int exitCode, String output) {}

    private Run suite(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Dsuite.root=" + root,
                "-cp",
                System.getProperty("java.class.path"),
                Suite.class.getName()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("suite-test-", ".txt");
        try {
            int exitCode = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
            return new Run(exitCode, Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private JsonNode status() throws Exception {
        Run status = suite("status", "--json");
        assertEquals(0, status.exitCode(), status.output());
        return new ObjectMapper().readTree(status.output());
    }

    private static List<Long> pids(JsonNode status) {
        List<Long> pids = new ArrayList<>();
        status.path("services").forEach(service -> pids.add(service.path("pid").asLong()));
        status.path("stores").forEach(store -> pids.add(store.path("pid").asLong()));
        return pids;
    }

    private static void kill(JsonNode service) {
        ProcessHandle process = ProcessHandle.of(service.path("pid").asLong()).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    private static String get(String url) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static void eventually(Callable<Boolean> condition) throws Exception {
        Instant end = Instant.now().plusSeconds(30);
        while (!condition.call()) {
            assertTrue(Instant.now().isBefore(end), "not within 30 s");
            Thread.onSpinWait();
        }
    }
}
