package shop.pennywell.local.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import shop.pennywell.local.testing.PortBlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The launcher as a process of its own, in a folder where {@link FakeService} stands in for all six services. */
final class LaunchedSuite {
    final Path root;
    final int portBase = PortBlock.take();

    LaunchedSuite(Path root) throws Exception {
        this.root = root;
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

    /** What a command printed, and how it ended. */
    record Run(int exitCode, String output) {
        String lastLine() {
            List<String> lines = output.lines().toList();
            return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        }
    }

    /** Makes a service do something odd: see {@link FakeService}. */
    void tell(Service service, String odd) throws IOException {
        Files.createFile(service.jar(root).resolveSibling(odd));
    }

    void tellNothing() throws IOException {
        for (Service service : Service.values()) {
            for (String odd : List.of("crash", "silent")) {
                Files.deleteIfExists(service.jar(root).resolveSibling(odd));
            }
        }
    }

    Run up(String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("up", "--detach", "--no-seed", "--port-base", "" + portBase));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    Run run(String... arguments) throws Exception {
        return new Terminal(List.of(), arguments).end();
    }

    /** {@code ./suite up} in a terminal of its own. */
    Terminal terminal(String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("up", "--port-base", "" + portBase));
        arguments.addAll(List.of(more));
        // A shell gives each command line a group of its own. Whoever runs this test may ignore SIGINT; a terminal
        // doesn't.
        return new Terminal(List.of("env", "--default-signal=INT", "setsid"), arguments.toArray(String[]::new));
    }

    /** A command that may still be running. */
    final class Terminal {
        final Process process;
        private final Path output;

        private Terminal(List<String> before, String... arguments) throws IOException {
            List<String> command = new ArrayList<>(before);
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:TieredStopAtLevel=1",
                    "-Dsuite.root=" + root,
                    "-cp",
                    System.getProperty("java.class.path"),
                    Suite.class.getName()));
            command.addAll(List.of(arguments));
            output = Files.createTempFile("suite-test-", ".txt");
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        }

        /** As Ctrl-C does: to everything that was started from there. */
        void interrupt() throws Exception {
            assertEquals(
                    0,
                    new ProcessBuilder("bash", "-c", "kill -INT -" + process.pid())
                            .start()
                            .waitFor());
        }

        String output() throws IOException {
            return Files.readString(output, StandardCharsets.UTF_8);
        }

        Run end() throws Exception {
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("does not end: " + output());
            }
            String printed = output();
            Files.deleteIfExists(output);
            return new Run(process.exitValue(), printed);
        }
    }

    JsonNode status() throws Exception {
        Run status = run("status", "--json");
        assertEquals(0, status.exitCode(), status.output());
        return new ObjectMapper().readTree(status.output());
    }

    SuiteFolder folder() {
        return new SuiteFolder(file(""));
    }

    State state() {
        return folder().read(State.FILE, State.class).orElseThrow();
    }

    Path file(String name) {
        return root.resolve(".suite").resolve(name);
    }

    static void eventually(Callable<Boolean> condition) throws Exception {
        Instant end = Instant.now().plusSeconds(30);
        while (!condition.call()) {
            assertTrue(Instant.now().isBefore(end), "not within 30 s");
            // Not a busy loop: what is waited for needs the processor.
            LockSupport.parkNanos(20_000_000);
        }
    }
}
