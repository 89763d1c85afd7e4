package shop.pennywell.local.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends what a killed launcher left running: only processes whose id and start time are those that it recorded. */
final class Leftovers {
    static final String POSTGRES = "postgres";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Leftovers() {}

    /** Returns how many were ended. Services first, the database last. */
    static int end(State state) {
        List<State.Entry> running = new ArrayList<>();
        for (State.Entry entry : state.processes()) {
            entry.process().ifPresent(process -> running.add(entry));
        }
        for (State.Entry entry : running) {
            if (!entry.service().equals(POSTGRES)) {
                entry.process().ifPresent(ProcessHandle::destroy);
            }
        }
        for (State.Entry entry : running) {
            if (!entry.service().equals(POSTGRES)) {
                entry.process().ifPresent(Leftovers::awaitEnd);
            }
        }
        for (State.Entry entry : running) {
            if (entry.service().equals(POSTGRES)) {
                entry.process().ifPresent(Leftovers::endPostgres);
            }
        }
        return running.size();
    }

    /** SIGTERM would make the server wait for its clients; SIGINT is its fast shutdown, which Java can't send. */
    private static void endPostgres(ProcessHandle server) {
        try {
            new ProcessBuilder("bash", "-c", "kill -INT " + server.pid())
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            server.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        awaitEnd(server);
    }

    private static void awaitEnd(ProcessHandle process) {
        awaitEnd(process, PATIENCE);
    }

    /** Waits for the end of a process that was told to end, and ends it by force after the time. */
    static void awaitEnd(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            process.onExit().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
