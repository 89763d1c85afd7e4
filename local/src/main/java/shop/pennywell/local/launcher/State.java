package shop.pennywell.local.launcher;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import shop.pennywell.local.process.OsProcess;

/**
 * What runs, as the launcher last wrote it to {@code .suite/state.json}. It outlives a killed launcher, so that the next
 * command finds what was left behind.
 *
 * @param readySeconds from the start of the command to "ready and seeded"; null until then
 */
record State(Entry launcher, int portBase, int replicas, Double readySeconds, List<Entry> processes) {
    static final String FILE = "state.json";

    /**
     * A process that this suite started. Its id alone doesn't name it, because ids are used again.
     *
     * @param startMark see {@link OsProcess#startMark}; null on systems without
     * @param startedAt the start time in milliseconds, which decides where there is no mark
     */
    record Entry(String service, int replica, long pid, String startMark, long startedAt, int port, String log) {
        /** Start times are derived from the boot time, which a corrected clock may move by a second. */
        private static final Duration TOLERANCE = Duration.ofSeconds(2);

        static Entry of(String service, int replica, ProcessHandle process, int port, String log) {
            Instant started = process.info().startInstant().orElse(Instant.EPOCH);
            return new Entry(
                    service,
                    replica,
                    process.pid(),
                    OsProcess.startMark(process.pid()),
                    started.toEpochMilli(),
                    port,
                    log);
        }

        /** The process, only if it still runs and is the very one that was recorded. */
        Optional<ProcessHandle> process() {
            return ProcessHandle.of(pid)
                    .filter(OsProcess::isRunning)
                    .filter(found ->
                            startMark == null ? startedThen(found) : startMark.equals(OsProcess.startMark(pid)));
        }

        private boolean startedThen(ProcessHandle found) {
            return found.info()
                    .startInstant()
                    .map(started -> Duration.between(started, Instant.ofEpochMilli(startedAt))
                                    .abs()
                                    .compareTo(TOLERANCE)
                            <= 0)
                    .orElse(false);
        }
    }

    State {
        Objects.requireNonNull(launcher, "launcher");
        Objects.requireNonNull(processes, "processes");
    }

    State with(Entry entry) {
        List<Entry> changed = new ArrayList<>(processes);
        changed.removeIf(old -> old.service().equals(entry.service()) && old.replica() == entry.replica());
        changed.add(entry);
        return new State(launcher, portBase, replicas, readySeconds, List.copyOf(changed));
    }

    State ready(double seconds) {
        return new State(launcher, portBase, replicas, seconds, processes);
    }

    Options options() {
        return new Options("status", false, false, false, replicas, portBase);
    }
}
