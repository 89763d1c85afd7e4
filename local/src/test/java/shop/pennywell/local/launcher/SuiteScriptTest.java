package shop.pennywell.local.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.pennywell.local.launcher.LaunchedSuite.Run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The script {@code suite} itself, with stand-ins for Java and Maven that write down how they were called. */
class SuiteScriptTest {
    private static final List<String> SERVICES = List.of(
            "portal-service", "commission-service", "payments-service", "mailing-service", "stats-service", "gateway");

    @TempDir
    Path root;

    @BeforeEach
    void copyTheScript() throws IOException {
        Path script =
                Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling("suite");
        // The machine's own JDKs must not be found.
        executable("suite", Files.readString(script).replace("/usr/lib/jvm/", root + "/jvms/"));
        executable("bin/mvn", """
                #!/usr/bin/env bash
                echo "mvn $*" >>"$(dirname "$0")/../calls"
                root=$(cd "$(dirname "$0")/.." && pwd)
                mkdir -p "$root/local/target/classes/shop/pennywell/local/launcher" "$root"/{%s}/target
                touch "$root/local/target/lib.classpath" "$root/local/target/classes/shop/pennywell/local/launcher/Suite.class"
                """.formatted(String.join(",", SERVICES)));
        jdk("jdk", "17.0.9");
        for (String tool : List.of("bash", "dirname", "env", "mkdir", "readlink", "rm", "tee", "touch", "tr")) {
            Path place = Path.of("/usr/bin", tool);
            executable(
                    "bin/" + tool,
                    "#!/bin/bash\nexec %s \"$@\"\n".formatted(Files.exists(place) ? place : Path.of("/bin", tool)));
        }
    }

    private void jdk(String folder, String version) throws IOException {
        executable(folder + "/bin/java", """
                #!/usr/bin/env bash
                if [[ $1 == -version ]]; then echo 'openjdk version "%s" 2026-01-01' >&2; exit; fi
                echo "java ${*: -1}" >>"%s/calls"
                if [[ ${*: -1} == idle && -e %s/up ]]; then echo 'The suite is already up'; exit 4; fi
                """.formatted(version, root, root));
        executable(folder + "/bin/javac", "");
    }

    private void executable(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void buildsEverythingBeforeTheFirstStart() throws Exception {
        Run up = suite("jdk", "up", "--no-seed");
        assertEquals(0, up.exitCode(), up.output());
        assertEquals(2, calls().size(), calls()::toString);
        SERVICES.forEach(module -> assertTrue(calls().get(0).contains(module), module));
        assertEquals("java --no-seed", calls().get(1));
    }

    /** Under a suite that runs, its jars must stay what they are. */
    @Test
    void buildsNothingWhileASuiteIsUp() throws Exception {
        somethingMayRun();
        Files.createFile(root.resolve("up"));
        Run up = suite("jdk", "up");
        assertEquals(1, up.exitCode());
        assertEquals("The suite is already up", up.lastLine());
        assertEquals(List.of("mvn local", "java idle"), shortCalls());
    }

    @Test
    void buildsAndStartsAfterASuiteThatWasKilled() throws Exception {
        somethingMayRun();
        assertEquals(0, suite("jdk", "up").exitCode());
        assertEquals("java idle", calls().get(1));
        assertTrue(calls().get(2).contains("portal-service"), calls()::toString);
        assertEquals("java up", calls().get(3));
    }

    /** As after "mvn clean": what runs is known to the launcher alone. */
    @Test
    void leavesNothingRunningOnlyBecauseTheLauncherIsNotBuilt() throws Exception {
        for (String command : List.of("down", "reset", "status")) {
            somethingMayRun();
            Files.deleteIfExists(root.resolve("calls"));
            Run run = suite("jdk", command);
            assertEquals(0, run.exitCode(), run.output());
            assertEquals(List.of("mvn local", "java " + command), shortCalls());
            assertTrue(Files.exists(root.resolve(".suite/state.json")), "the launcher's to delete");
            Files.delete(root.resolve("local/target/lib.classpath"));
        }
    }

    @Test
    void needsNoBuildToSayThatNothingRuns() throws Exception {
        assertEquals(3, suite("jdk", "status").exitCode());
        assertEquals("Nothing runs.", suite("jdk", "down").lastLine());
        assertFalse(Files.exists(root.resolve("calls")));
    }

    @Test
    void namesTheJdksThatAreTooOld() throws Exception {
        jdk("old", "1.8.0_402");
        jdk("jvms/eleven", "11.0.2");
        Files.createFile(root.resolve("jvms/.eleven.jinfo"));
        Files.createDirectories(root.resolve("jvms/docs"));
        Run up = suite("old", "up");
        assertEquals(1, up.exitCode());
        assertEquals(
                "No JDK 17 or later is found. %1$s/old is Java 8. %1$s/jvms/docs is no JDK. %1$s/jvms/eleven is Java 11."
                                .formatted(root)
                        + " Install one (Debian: apt install openjdk-17-jdk-headless) and set JAVA_HOME to it.",
                up.lastLine());
    }

    private void somethingMayRun() throws IOException {
        Files.createDirectories(root.resolve(".suite"));
        Files.writeString(root.resolve(".suite/state.json"), "{}");
    }

    private List<String> calls() {
        try {
            return Files.readAllLines(root.resolve("calls"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Of a build only the modules. */
    private List<String> shortCalls() {
        return calls().stream()
                .map(call -> call.replaceAll("mvn .* -pl (\\S+) .*", "mvn $1"))
                .toList();
    }

    private Run suite(String jdk, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("bash", root.resolve("suite").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", root.resolve(jdk).toString());
        builder.environment().put("PATH", root.resolve("bin").toString());
        builder.environment().keySet().removeAll(List.of("SUITE_FOLDER", "SUITE_BUILD"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }
}
