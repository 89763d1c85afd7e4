package shop.pennywell.local.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import shop.pennywell.local.launcher.LaunchedSuite.Run;
import shop.pennywell.local.launcher.LaunchedSuite.Terminal;
import shop.pennywell.local.process.OsProcess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.local.launcher.LaunchedSuite.eventually;

/**
 * The launcher as a process, with the real stores and stand-ins for the six services. The tests share the folder, because a
 * new database takes seconds; each leaves nothing running there.
 */
@Tag("slow")
class SuiteTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path root;

    static LaunchedSuite suite;

    @BeforeAll
    static void buildFakeServices() throws Exception {
        suite = new LaunchedSuite(root);
    }

    @AfterEach
    void stopEverything() throws Exception {
        suite.run("down");
        suite.tellNothing();
    }

    @Test
    void startsShowsSurvivesAKilledLauncherAndEndsWithItsOnlyReplica() throws Exception {
        Run up = suite.up();
        assertEquals(0, up.exitCode(), up.output());
        assertTrue(up.output().contains("http://localhost:" + suite.portBase), up.output());

        JsonNode status = suite.status();
        assertEquals(6, status.path("services").size());
        for (JsonNode service : status.path("services")) {
            assertTrue(service.path("healthy").asBoolean(), service::toString);
            assertTrue(service.path("rssBytes").asLong() > 1_000_000, service::toString);
            assertEquals(service.path("pid").asText(), get(service.path("url").asText() + "/"));
        }
        assertTrue(status.path("readySeconds").asDouble() > 0);
        assertEquals(
                "http://localhost:" + suite.portBase, status.path("gateway").asText());
        Path secrets = suite.file("secrets.json");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)));

        Run again = suite.up();
        assertEquals(1, again.exitCode());
        assertTrue(again.output().contains("already up"), again.output());
        assertEquals(4, suite.run("idle").exitCode());

        Run withoutKilledLauncher = upAfterKillingTheLauncher();
        assertEquals(0, withoutKilledLauncher.exitCode(), withoutKilledLauncher.output());

        JsonNode before = suite.status();
        JsonNode victim = before.path("services").path(2);
        kill(victim);
        eventually(() -> suite.run("status").exitCode() == 3);
        String log = Files.readString(suite.file("logs/suite.log"));
        assertTrue(log.contains("\n" + victim.path("name").asText() + " ended with exit code 137"), log);
        for (long pid : pids(before)) {
            eventually(() -> ProcessHandle.of(pid).filter(OsProcess::isRunning).isEmpty());
        }
    }

    /** At the worst moment: after the database had answered, and before that was written down. */
    private static Run upAfterKillingTheLauncher() throws Exception {
        State killed = suite.state();
        ProcessHandle launcher = killed.launcher().process().orElseThrow();
        launcher.destroyForcibly();
        launcher.onExit().join();
        assertTrue(killed.processes().stream().anyMatch(entry -> entry.process().isPresent()), "children are left");
        List<State.Entry> recorded = killed.processes().stream()
                .filter(entry -> !entry.service().equals(Leftovers.POSTGRES))
                .toList();
        assertEquals(6, recorded.size());
        suite.folder()
                .write(State.FILE, new State(killed.launcher(), killed.portBase(), killed.replicas(), 1.0, recorded));
        Run up = suite.up();
        killed.processes().forEach(entry -> assertTrue(entry.process().isEmpty(), "left behind: " + entry));
        return up;
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void endsByCtrlCAtAnyTimeAndNeitherByASecondUp() throws Exception {
        Terminal early = suite.terminal("--no-seed");
        eventually(() -> Files.exists(suite.file("data/postgres/postmaster.pid")));
        early.interrupt();
        Run stopped = early.end();
        assertEquals(130, stopped.exitCode(), stopped.output());
        assertTrue(stopped.lastLine().contains("Stopped."), stopped.output());
        assertEquals(List.of(), servers(), "left behind");

        Terminal first = suite.terminal("--no-seed");
        eventually(() -> first.output().contains("Stop with Ctrl-C") || !first.process.isAlive());
        collectGarbage(first.process.pid());
        assertEquals(
                first.process.pid(), suite.folder().launcher().orElseThrow().pid(), "holds the folder's lock");
        Run second = suite.terminal("--no-seed").end();
        assertEquals(1, second.exitCode(), second.output());
        assertTrue(second.lastLine().contains("already up (process " + first.process.pid()), second.output());

        List<Long> pids = pids(suite.status());
        first.interrupt();
        stopped = first.end();
        assertEquals(130, stopped.exitCode(), stopped.output());
        assertTrue(stopped.lastLine().contains("Stopped."), stopped.output());
        assertFalse(stopped.output().contains("ERROR") || stopped.output().contains("Exception"), stopped.output());
        assertAllEnded(pids);
        assertFalse(Files.exists(suite.file(State.FILE)));
        // That the next up works is what the other tests begin with.
    }

    /** What nothing refers to any more is closed by it, a lock with it. */
    private static void collectGarbage(long pid) throws Exception {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        assertEquals(
                0,
                new ProcessBuilder(jcmd.toString(), "" + pid, "GC.run")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor());
    }

    /** Every process that works on this suite's database. */
    private static List<String> servers() {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(suite.file("data/postgres").toString()))
                .toList();
    }

    @Test
    void namesATakenPortAndWhatToDo() throws Exception {
        try (ServerSocket taken = new ServerSocket(suite.portBase + 5, 1, InetAddress.getLoopbackAddress())) {
            Run up = suite.up();
            assertEquals(1, up.exitCode());
            assertTrue(up.lastLine().startsWith("Port " + taken.getLocalPort() + " (DynamoDB) is taken"), up.output());
            assertTrue(up.lastLine().contains("--port-base"), up.output());
        }
        assertEquals(3, suite.run("status").exitCode());
    }

    /** The last one to start: by then all the others are ready. */
    @Test
    void tellsInOneLineWhyAServiceDidNotStart() throws Exception {
        suite.tell(Service.GATEWAY, "crash");
        Run up = suite.up();
        assertEquals(1, up.exitCode());
        assertEquals(
                "gateway ended with exit code 3: ERROR The database has no table of that name; see "
                        + suite.file("logs/gateway.log") + ", then ./suite up",
                up.lastLine());
        assertEquals(3, suite.run("status").exitCode());
    }

    /** At once, and not when the seed has lost its patience with what can't answer any more. */
    @Test
    @Timeout(60)
    void tellsThatAServiceDiedWhileItSeeded() throws Exception {
        suite.tell(Service.GATEWAY, "silent");
        Terminal up = suite.terminal();
        eventually(() -> up.output().contains("Seeding the demo") || !up.process.isAlive());
        State.Entry victim = suite.state().processes().stream()
                .filter(entry -> entry.service().equals("payments"))
                .findFirst()
                .orElseThrow();
        victim.process().orElseThrow().destroyForcibly();
        Run run = up.end();
        assertEquals(1, run.exitCode());
        assertTrue(run.lastLine().startsWith("payments ended with exit code 137: "), run.output());
        assertAllEnded(List.of(victim.pid()));
    }

    @Test
    void leavesNothingRunningWhenSomethingUnforeseenBreaks() throws Exception {
        Path secrets = suite.file("secrets.json");
        Files.createDirectories(secrets.getParent());
        Files.deleteIfExists(secrets);
        Secrets whole = Secrets.readOrDraw(suite.folder());
        suite.folder()
                .write(
                        "secrets.json",
                        new Secrets(
                                whole.database(),
                                null,
                                whole.encryption(),
                                whole.s3AccessKey(),
                                whole.s3SecretKey(),
                                whole.staffEmail(),
                                whole.staffPassword()));
        Run up = suite.up();
        Files.delete(secrets);
        assertEquals(1, up.exitCode(), up.output());
        assertTrue(up.lastLine().startsWith("./suite up "), up.output());
        assertTrue(up.lastLine().contains("NullPointerException"), up.output());
        assertEquals(List.of(), servers(), "left behind");
    }

    @Test
    void restartsADeadReplicaAnswersMeanwhileStopsAndForgets() throws Exception {
        Run up = suite.up("--replicas", "2");
        assertEquals(0, up.exitCode(), up.output());
        JsonNode before = suite.status();
        assertEquals(12, before.path("services").size());
        JsonNode victim = before.path("services").path(0);
        kill(victim);
        Options options = new Options("up", false, false, false, 2, suite.portBase);
        String front = "http://localhost:" + Service.PORTAL.frontPort(options) + "/";
        for (int i = 0; i < 20; i++) {
            assertNotEquals(victim.path("pid").asText(), get(front));
        }
        eventually(() -> suite.run("status").exitCode() == 0);
        assertNotEquals(
                victim.path("pid").asLong(),
                suite.status().path("services").path(0).path("pid").asLong());

        // One that was ready does not wait longer from time to time.
        kill(suite.status().path("services").path(0));
        eventually(() -> suite.run("status").exitCode() == 0);
        String log = Files.readString(suite.file("logs/suite.log"));
        assertEquals(3, log.split("another starts in 1 s", -1).length, log);

        List<Long> pids = pids(suite.status());
        assertEquals(0, suite.run("down").exitCode());
        assertAllEnded(pids);
        assertEquals(3, suite.run("status").exitCode());
        assertEquals(0, suite.run("idle").exitCode());
        assertTrue(Files.exists(suite.file("data/postgres/PG_VERSION")), "the data stays");
        Files.writeString(suite.file(State.FILE), "{half");
        assertEquals(0, suite.run("reset").exitCode());
        assertFalse(Files.exists(suite.file("")), "reset forgets everything");
    }

    private static List<Long> pids(JsonNode status) {
        List<Long> pids = new ArrayList<>();
        status.path("services").forEach(service -> pids.add(service.path("pid").asLong()));
        status.path("stores").forEach(store -> pids.add(store.path("pid").asLong()));
        return pids;
    }

    private static void assertAllEnded(List<Long> pids) {
        pids.forEach(pid ->
                assertFalse(ProcessHandle.of(pid).filter(OsProcess::isRunning).isPresent(), "still runs: " + pid));
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
}
