package shop.pennywell.local.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The child JVM with the stores. What runs is remembered in system properties, because Quarkus may load this class
 * several times in one JVM; a store that is asked for later gets a child of its own.
 */
final class StoresChild {
    static final String SECRET = "test-secret";
    static final String ACCESS_KEY = "testaccesskey";
    private static final String PROPERTY = "pennywell.test.port.";
    private static final String MAIN = "shop.pennywell.local.stores.StoresProcess";

    private StoresChild() {}

    /** Ports by store, and {@code inbox} beside {@code smtp}. */
    static synchronized Map<String, Integer> start(List<String> stores) {
        List<String> missing =
                stores.stream().filter(store -> port(store) == null).toList();
        if (!missing.isEmpty()) {
            try {
                launch(missing);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        Map<String, Integer> ports = new HashMap<>();
        stores.forEach(store -> ports.put(store, port(store)));
        return ports;
    }

    static Integer port(String store) {
        return Integer.getInteger(PROPERTY + store);
    }

    private static void launch(List<String> stores) throws IOException {
        Path folder = Files.createTempDirectory("pennywell-test-");
        Path log = Files.createTempFile("pennywell-test-stores-", ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                MAIN,
                folder.toString()));
        command.addAll(stores);
        // Its standard input stays open as long as this JVM lives, however it ends; then the child ends itself.
        Process child = new ProcessBuilder(command).redirectError(log.toFile()).start();
        BufferedReader output = child.inputReader(StandardCharsets.UTF_8);
        boolean ready = false;
        for (String line = output.readLine(); line != null && !ready; line = ready ? null : output.readLine()) {
            String[] parts = line.split("=", 2);
            if (parts.length == 2) {
                System.setProperty(PROPERTY + parts[0].toLowerCase(Locale.ROOT), parts[1]);
            }
            ready = line.equals("ready");
        }
        if (!ready) {
            child.destroy();
            throw new IOException("The test stores " + stores + " did not start: " + tail(log));
        }
        drain(output);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(child, log)));
    }

    private static void drain(BufferedReader output) {
        Thread reader = new Thread(() -> output.lines().forEach(line -> {}), "test-stores-output");
        reader.setDaemon(true);
        reader.start();
    }

    private static void end(Process child, Path log) {
        try {
            child.getOutputStream().close();
            child.waitFor();
            Files.deleteIfExists(log);
        } catch (IOException | InterruptedException e) {
            child.destroy();
        }
    }

    private static String tail(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            return all.stream().skip(Math.max(0, all.size() - 15)).collect(Collectors.joining("\n", "\n", ""));
        }
    }

    /** The module's classes and its jars, which its build lays beside them in {@code target}. */
    private static String classPath() throws IOException {
        for (Path target : targets()) {
            Path list = target.resolve("lib.classpath");
            if (Files.exists(list)) {
                List<String> entries = new ArrayList<>();
                entries.add(target.resolve("classes").toString());
                for (String jar : Files.readString(list).strip().split(":")) {
                    entries.add(target.resolve(jar).toString());
                }
                return String.join(File.pathSeparator, entries);
            }
        }
        throw new IOException("The jars of the test stores are missing. Build them: mvn -pl local process-classes");
    }

    private static List<Path> targets() {
        List<Path> targets = new ArrayList<>();
        try {
            URI own = StoresChild.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            if (own.getScheme().equals("file")) {
                targets.add(Path.of(own).getParent());
            }
        } catch (URISyntaxException | NullPointerException e) {
            // A class loader that tells no place; the folders above are searched anyway.
        }
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null) {
            targets.add(folder.resolve("local").resolve("target"));
            folder = folder.getParent();
        }
        return targets;
    }
}
