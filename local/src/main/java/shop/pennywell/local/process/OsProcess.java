package shop.pennywell.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What the operating system knows of a process and {@link ProcessHandle} doesn't tell, or tells wrongly. */
public final class OsProcess {
    private static final Path PROC = Path.of("/proc");
    private static final Duration FORCED_PATIENCE = Duration.ofSeconds(10);
    private static final long POLL_MILLIS = 20;
    /** In /proc/PID/stat, counted from the field after the name. */
    private static final int STATE = 0;

    private static final int START_TICKS = 19;

    private OsProcess() {}

    /**
     * A mark that with the process id names one process for ever: this boot of the machine, and the clock tick of it in
     * which the process started. No clock that is set can move it, as it moves every start time that is told as a time
     * of day. Null where there is no /proc, and for a process that is gone.
     */
    public static String startMark(long pid) {
        String[] stat = stat(pid);
        return stat == null ? null : bootId() + "/" + stat[START_TICKS];
    }

    /** False also for a process that has ended and only waits for a parent that doesn't ask (state Z). */
    public static boolean isRunning(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        String[] stat = stat(process.pid());
        return stat == null || !(stat[STATE].equals("Z") || stat[STATE].equals("X"));
    }

    /** The folder that a process works in; empty where there is no /proc, and for a process of somebody else. */
    public static Optional<Path> workingFolder(long pid) {
        try {
            return Optional.of(Files.readSymbolicLink(PROC.resolve(pid + "/cwd")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Waits for the end of a process that was told to end, and ends it by force after the time.
     *
     * @throws IllegalStateException if it lives on even then, as one does that waits for a broken disk
     */
    public static void awaitEnd(ProcessHandle process, Duration patience) {
        if (ends(process, patience)) {
            return;
        }
        process.destroyForcibly();
        if (!ends(process, FORCED_PATIENCE)) {
            throw new IllegalStateException("process " + process.pid() + " does not end, not even by force");
        }
    }

    private static boolean ends(ProcessHandle process, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (isRunning(process)) {
            if (System.nanoTime() > end) {
                return false;
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private static String[] stat(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"));
            // The name before the fields stands in parentheses and may hold anything, parentheses too.
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        } catch (IOException e) {
            return null;
        }
    }

    private static String bootId() {
        try {
            return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
