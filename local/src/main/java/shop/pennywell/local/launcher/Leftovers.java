package shop.pennywell.local.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import shop.pennywell.local.process.OsProcess;
import shop.pennywell.local.stores.Stores;

/** Ends what a killed launcher left running: only processes that are the very ones it recorded, and its database server. */
final class Leftovers {
    static final String POSTGRES = "postgres";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Leftovers() {}

    /**
     * Returns how many were ended. Services first, the database last: that of the data folder, whether it was recorded
     * or its launcher was killed before it could.
     */
    static int end(List<State.Entry> recorded, Path data) {
        List<ProcessHandle> services = recorded.stream()
                .filter(entry -> !entry.service().equals(POSTGRES))
                .map(State.Entry::process)
                .flatMap(Optional::stream)
                .toList();
        services.forEach(ProcessHandle::destroy);
        services.forEach(process -> OsProcess.awaitEnd(process, PATIENCE));
        return services.size() + Stores.endPostgres(data);
    }
}
