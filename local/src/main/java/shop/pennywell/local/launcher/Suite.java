package shop.pennywell.local.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What {@code ./suite} runs once everything is built. */
public final class Suite {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);

    private Suite() {}

    public static void main(String[] arguments) {
        Path root = Path.of(System.getProperty("suite.root", "")).toAbsolutePath();
        int exit = 0;
        try {
            run(root, new SuiteFolder(folder(root)), Options.parse(arguments));
        } catch (SuiteFailure e) {
            System.err.println(e.getMessage());
            exit = e.exitCode();
        }
        System.exit(exit);
    }

    private static Path folder(Path root) {
        String named = System.getenv("SUITE_FOLDER");
        return named == null || named.isBlank()
                ? root.resolve(".suite")
                : Path.of(named).toAbsolutePath();
    }

    private static void run(Path root, SuiteFolder folder, Options options) {
        switch (options.command()) {
            case "up" -> up(root, folder, options);
            case "status" -> new Status(folder).print(options.json());
            case "down" -> {
                System.out.println(
                        stop(folder) ? "Stopped. The data stays; ./suite reset forgets it." : "Nothing runs.");
            }
            default -> reset(folder);
        }
    }

    private static void up(Path root, SuiteFolder folder, Options options) {
        Instant begin = ProcessHandle.current().info().startInstant().orElse(Instant.now());
        if (options.detach()) {
            new Detached(folder, options).run();
        } else {
            boolean colour = "1".equals(System.getenv("SUITE_COLOUR"));
            new Up(root, folder, options, new SuiteLog(System.out, colour), begin).run();
        }
    }

    private static void reset(SuiteFolder folder) {
        stop(folder);
        try {
            folder.forgetEverything();
        } catch (IOException e) {
            throw new SuiteFailure("Not everything could be deleted: " + e.getMessage());
        }
        System.out.println("Everything is forgotten. ./suite up starts afresh.");
    }

    /** Asks the launcher to stop everything; ends what it leaves, or what an earlier one left. False: nothing ran. */
    private static boolean stop(SuiteFolder folder) {
        Optional<State> found = folder.read(State.FILE, State.class);
        if (found.isEmpty()) {
            return false;
        }
        State state = found.get();
        Optional<ProcessHandle> launcher = state.launcher().process();
        launcher.ifPresent(process -> {
            System.out.println("Stopping the suite (process " + process.pid() + ")");
            process.destroy();
            Leftovers.awaitEnd(process, STOP_PATIENCE);
        });
        // As it is now: replicas may have been restarted meanwhile.
        int ended = Leftovers.end(folder.read(State.FILE, State.class).orElse(state));
        folder.delete(State.FILE);
        return launcher.isPresent() || ended > 0;
    }
}
