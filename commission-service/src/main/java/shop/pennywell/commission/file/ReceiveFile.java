package shop.pennywell.commission.file;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import shop.pennywell.commission.CommissionProblem;
import shop.pennywell.commission.file.PartnerFile.Said;
import shop.pennywell.commission.file.PartnerFile.Status;
import shop.pennywell.commission.world.World;
import shop.pennywell.commission.world.Worlds;
import shop.pennywell.defaults.id.Ids;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.sql.IdempotencyProblem;

/**
 * Takes a file in, once for each key. The key is taken before the first byte is read and held by a lease while the file arrives, not by a
 * transaction: an upload takes minutes, and a database connection is dear. Sent again, the file is only hashed and compared.
 */
@ApplicationScoped
class ReceiveFile {
    private static final Duration RETRY = Duration.ofSeconds(30);

    private final FileRepository files;
    private final FileStore store;
    private final FileConfig config;
    private final Clock clock;
    private final Semaphore uploads;
    private final Worlds worlds;
    private final Map<Uploader, Integer> uploading = new ConcurrentHashMap<>();

    private record Uploader(World world, UUID partnerId) {}

    ReceiveFile(FileRepository files, FileStore store, Worlds worlds, FileConfig config, Clock clock) {
        this.files = files;
        this.store = store;
        this.worlds = worlds;
        this.config = config;
        this.clock = clock;
        this.uploads = new Semaphore(config.uploads());
    }

    /** @param again whether it was known by its key */
    record Received(UUID id, boolean again) {}

    /** The file of a key: one that is known, or a new one that waits for its content. */
    private record Reserved(PartnerFile file, String abandonedKey, String abandonedUpload) {
        boolean isKnown() {
            return file.status() != Status.RECEIVING;
        }
    }

    /** @throws IOException when the body ends too early or is larger than allowed; nothing is kept */
    Received receive(Said said, InputStream body) throws IOException {
        Uploader uploader = new Uploader(worlds.current(), said.partnerId());
        if (uploading.merge(uploader, 1, Integer::sum) > config.uploadsOfOnePartner()) {
            leave(uploader);
            throw CommissionProblem.TOO_MANY_FILES
                    .problem("At most " + config.uploadsOfOnePartner() + " files come in at the same time.")
                    .retryAfter(RETRY);
        }
        if (!uploads.tryAcquire()) {
            leave(uploader);
            throw CommonProblem.UNAVAILABLE
                    .problem("Too many files come in at this moment.")
                    .retryAfter(RETRY);
        }
        try {
            UUID owner = Ids.newId();
            Reserved reserved = QuarkusTransaction.requiringNew().call(() -> reserve(said, owner));
            if (reserved.isKnown()) {
                if (!reserved.file().isThe(said, Sha256.of(body))) {
                    throw IdempotencyProblem.KEY_REUSED.problem(null);
                }
                return new Received(reserved.file().id(), true);
            }
            if (reserved.abandonedKey() != null) {
                store.delete(reserved.abandonedKey(), reserved.abandonedUpload());
            }
            upload(reserved.file(), owner, body);
            return new Received(reserved.file().id(), false);
        } finally {
            uploads.release();
            leave(uploader);
        }
    }

    private void leave(Uploader uploader) {
        uploading.computeIfPresent(uploader, (who, uploads) -> uploads > 1 ? uploads - 1 : null);
    }

    private Reserved reserve(Said said, UUID owner) {
        files.lockKey(said.partnerId(), said.idempotencyKey());
        Instant now = now();
        PartnerFile known = files.ofKey(said.partnerId(), said.idempotencyKey()).orElse(null);
        if (known != null && known.status() != Status.RECEIVING) {
            return new Reserved(known, null, null);
        }
        if (known != null && known.isLeasedAt(now)) {
            throw IdempotencyProblem.KEY_IN_FLIGHT.problem(null);
        }
        if (known == null && files.unfinished(said.partnerId()) >= config.mostWaiting()) {
            throw CommissionProblem.TOO_MANY_FILES
                    .problem("At most " + config.mostWaiting() + " files may wait.")
                    .retryAfter(RETRY);
        }
        PartnerFile file = known == null ? new PartnerFile(said, now) : known;
        Reserved reserved = new Reserved(file, file.objectKey(), file.uploadId());
        file.receive(owner, said, now.plus(config.uploadSilence()));
        files.persist(file);
        return reserved;
    }

    private void upload(PartnerFile file, UUID owner, InputStream body) throws IOException {
        FileStore.Stored stored;
        try {
            stored = store.store(file.objectKey(), body, uploadId -> renew(file.id(), owner, uploadId));
        } catch (IOException | RuntimeException failure) {
            giveUp(file.id(), owner, failure);
            throw failure;
        }
        if (stored.bytes() == 0) {
            giveUp(file.id(), owner);
            throw CommonProblem.INVALID_REQUEST.problem("The file is empty.");
        }
        boolean mine = QuarkusTransaction.requiringNew().call(() -> files.lockedFor(file.id(), owner)
                .map(current -> {
                    current.received(stored, now());
                    return true;
                })
                .orElse(false));
        if (!mine) {
            store.delete(file.objectKey(), null);
            throw IdempotencyProblem.KEY_IN_FLIGHT.problem(null);
        }
    }

    private void renew(UUID id, UUID owner, String uploadId) {
        QuarkusTransaction.requiringNew().run(() -> files.lockedFor(id, owner)
                .orElseThrow(() -> IdempotencyProblem.KEY_IN_FLIGHT.problem(null))
                .receiving(uploadId, now().plus(config.uploadSilence())));
    }

    /** The key may be used again at once. What lies in S3 goes first, so that nothing stays there that nobody knows of. */
    private void giveUp(UUID id, UUID owner) {
        QuarkusTransaction.requiringNew().run(() -> files.lockedFor(id, owner).ifPresent(file -> {
            store.delete(file.objectKey(), file.uploadId());
            files.delete(file);
        }));
    }

    /** Where this fails as well, {@link ForgetFiles} does it. */
    private void giveUp(UUID id, UUID owner, Exception failure) {
        try {
            giveUp(id, owner);
        } catch (RuntimeException another) {
            failure.addSuppressed(another);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
