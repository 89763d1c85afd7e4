package shop.pennywell.local.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import shop.pennywell.local.process.OsProcess;

/** What {@code ./suite} runs once everything is built. */
public final class Suite {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);
    /** The exit code of {@link Options#IDLE} when a suite runs. */
    private static final int ALREADY_UP = 4;

    private Suite() {}

    public static void main(String[] arguments) {
        Path root = Path.of(System.getProperty("suite.root", "")).toAbsolutePath();
        System.exit(exitCode(root, arguments));
    }

    private static int exitCode(Path root, String... arguments) {
        try {
            run(root, new SuiteFolder(folder(root)), Options.parse(arguments));
            return 0;
        } catch (SuiteFailure e) {
            if (!e.getMessage().isEmpty()) {
                System.err.println(e.getMessage());
            }
            return e.exitCode();
        } catch (RuntimeException | Error e) {
            // Whatever it is: one line, and an exit, for the threads of half a suite would keep this process alive.
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            System.err.println("./suite " + String.join(" ", arguments) + " failed: "
                    + cause.toString().lines().findFirst().orElse(""));
            return 1;
        }
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
                        stop(folder, folder.read(State.FILE, State.class))
                                ? "Stopped. The data stays; ./suite reset forgets it."
                                : "Nothing runs.");
            }
            case Options.IDLE -> idle(folder);
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

    /** Asked by the script before it builds: under a suite that runs, nothing may be built. */
    private static void idle(SuiteFolder folder) {
        try {
            Up.refuseIfUp(folder);
        } catch (SuiteFailure e) {
            throw new SuiteFailure(e.getMessage(), ALREADY_UP);
        }
    }

    private static void reset(SuiteFolder folder) {
        // A state file that can't be read must not be in the way of what its own message advises.
        stop(folder, folder.readIfPossible(State.FILE, State.class));
        try {
            folder.forgetEverything();
        } catch (IOException e) {
            throw new SuiteFailure("Not everything could be deleted: " + e.getMessage());
        }
        System.out.println("Everything is forgotten. ./suite up starts afresh.");
    }

    /** Asks the launcher to stop everything; ends what it leaves, or what an earlier one left. False: nothing ran. */
    private static boolean stop(SuiteFolder folder, Optional<State> state) {
        Optional<ProcessHandle> launcher = folder.launcher()
                .or(() -> state.flatMap(found -> found.launcher().process()));
        launcher.ifPresent(process -> {
            System.out.println("Stopping the suite (process " + process.pid() + ")");
            process.destroy();
            OsProcess.awaitEnd(process, STOP_PATIENCE);
        });
        // As it is now: replicas may have been restarted meanwhile.
        List<State.Entry> left = folder.readIfPossible(State.FILE, State.class)
                .or(() -> state)
                .map(State::processes)
                .orElse(List.of());
        int ended = Leftovers.end(left, folder.data());
        folder.delete(State.FILE);
        return launcher.isPresent() || ended > 0;
    }
}
