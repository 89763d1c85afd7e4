package shop.pennywell.local.launcher;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code up --detach}: runs the launcher in the background, shows its log until it is ready, and leaves it alone. */
final class Detached {
    private final SuiteFolder folder;
    private final Options options;

    Detached(SuiteFolder folder, Options options) {
        this.folder = folder;
        this.options = options;
    }

    void run() {
        try {
            Files.createDirectories(folder.logs());
            Path log = folder.logs().resolve("suite.log");
            Up.refuseIfUp(folder);
            Process launcher = start(log);
            showUntilReady(folder, launcher, log);
        } catch (IOException e) {
            throw new SuiteFailure("The suite can't start: " + e.getMessage());
        }
    }

    /** The same program without the option; nohup keeps it when the terminal closes. */
    private Process start(Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add("nohup");
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Suite.class.getName());
        command.addAll(List.of("up", "--replicas", "" + options.replicas(), "--port-base", "" + options.portBase()));
        if (!options.seed()) {
            command.add("--no-seed");
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().remove("SUITE_COLOUR");
        return builder.start();
    }

    private static void showUntilReady(SuiteFolder folder, Process launcher, Path log) throws IOException {
        try (RandomAccessFile shown = new RandomAccessFile(log.toFile(), "r")) {
            while (launcher.isAlive()) {
                boolean ready = folder.readIfPossible(State.FILE, State.class)
                        .filter(state -> state.launcher().pid() == launcher.pid())
                        .map(State::readySeconds)
                        .isPresent();
                copyNew(shown);
                if (ready) {
                    pause();
                    copyNew(shown);
                    return;
                }
                pause();
            }
            copyNew(shown);
        }
        int exitCode = launcher.exitValue();
        // The last that was copied is its own line about what is wrong, if it had the chance to write one.
        throw new SuiteFailure(
                exitCode == 1
                        ? ""
                        : "The suite ended with exit code %d; see %s, then ./suite up".formatted(exitCode, log));
    }

    private static void copyNew(RandomAccessFile log) throws IOException {
        byte[] fresh = new byte[(int) (log.length() - log.getFilePointer())];
        log.readFully(fresh);
        System.out.print(new String(fresh, StandardCharsets.UTF_8));
        System.out.flush();
    }

    private static void pause() {
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
