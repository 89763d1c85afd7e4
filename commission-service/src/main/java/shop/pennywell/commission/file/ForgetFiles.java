package shop.pennywell.commission.file;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import shop.pennywell.commission.world.World;
import shop.pennywell.commission.world.Worlds;

/**
 * Forgets files that are old, and uploads that never came to an end. Runs on every replica; {@code skip locked} keeps them out of each other's
 * way. First what lies in S3 goes and then what tells of it, so that nothing stays there that nobody knows of.
 */
@ApplicationScoped
class ForgetFiles {
    private static final Duration ABANDONED = Duration.ofDays(1);
    private static final int MOST_ROUNDS = 1000;
    private static final int ERRORS_AT_ONCE = 10_000;

    private final FileRepository files;
    private final FileStore store;
    private final Worlds worlds;
    private final FileConfig config;
    private final Clock clock;

    ForgetFiles(FileRepository files, FileStore store, Worlds worlds, FileConfig config, Clock clock) {
        this.files = files;
        this.worlds = worlds;
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "${pennywell.files.forget-every:1h}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() {
        for (World world : World.values()) {
            boolean more = true;
            for (int round = 0; more && round < MOST_ROUNDS; round++) {
                more = worlds.in(world, this::forgetSome);
            }
        }
    }

    /** Whether there was any. */
    private boolean forgetSome() {
        Instant now = clock.instant();
        List<PartnerFile> old = files.claimOld(now.minus(config.keep()), now.minus(ABANDONED), 1);
        for (PartnerFile file : old) {
            if (files.forgetErrors(file.id(), ERRORS_AT_ONCE) < ERRORS_AT_ONCE) {
                store.delete(file.objectKey(), file.uploadId());
                files.delete(file);
            }
        }
        return !old.isEmpty();
    }
}
