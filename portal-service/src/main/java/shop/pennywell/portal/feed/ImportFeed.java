package shop.pennywell.portal.feed;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import shop.pennywell.portal.offer.Offer;
import shop.pennywell.portal.offer.OfferFile;
import shop.pennywell.portal.offer.UnreadableFile;
import shop.pennywell.portal.store.Store;
import shop.pennywell.portal.store.Stores;

/**
 * Reads one file into the catalogue. First every row is staged, batch by batch, each batch renewing the lease; then one
 * transaction makes the feed's products what is staged. Searchers see the old products or the new, never a mixture, and a
 * replica that lost its lease applies nothing.
 */
@ApplicationScoped
class ImportFeed {

    /** Errors that are kept and shown; further ones are counted. */
    static final int MAX_ERRORS = 1000;

    private static final int APPLY_SECONDS = 30 * 60;

    private final FeedRepository feeds;
    private final FeedFiles files;
    private final StagedRows rows;
    private final Stores stores;
    private final FeedConfig config;
    private final Clock clock;

    ImportFeed(FeedRepository feeds, FeedFiles files, StagedRows rows, Stores stores, FeedConfig config, Clock clock) {
        this.feeds = feeds;
        this.files = files;
        this.rows = rows;
        this.stores = stores;
        this.config = config;
        this.clock = clock;
    }

    /** Another replica has taken the import over. */
    static final class LeaseLost extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /** @throws IOException when the file cannot be fetched: to be tried again */
    void run(UUID importId, UUID owner) throws IOException {
        Work work = QuarkusTransaction.requiringNew().call(() -> begin(importId, owner));
        if (work == null) {
            return;
        }
        Stage stage = new Stage(work);
        try (InputStream in = files.open(work.objectKey())) {
            OfferFile.read(work.feed().format(), in, work.feed().terms(work.store()), stage);
            stage.flush();
        } catch (UnreadableFile unreadable) {
            stage.failed(unreadable);
            return;
        }
        QuarkusTransaction.requiringNew().timeout(APPLY_SECONDS).run(() -> apply(work, stage));
    }

    private record Work(UUID importId, UUID owner, String objectKey, Feed feed, Store store) {}

    /** Null when the file is live already. */
    private Work begin(UUID importId, UUID owner) {
        FeedImport current = owned(importId, owner);
        Feed feed = feeds.findById(current.feedId());
        rows.clear(importId);
        if (feed.showsAlready(current.fingerprint())) {
            FeedImport live = feeds.importOf(feed.id(), feed.appliedImportId()).orElseThrow();
            rows.copyErrors(live.id(), importId);
            current.doneAs(live, clock.instant());
            return null;
        }
        Store store = stores.byId(feed.storeId()).orElseThrow();
        return new Work(importId, owner, current.objectKey(), feed, store);
    }

    private void apply(Work work, Stage stage) {
        // The feed's lock first, like an approval: of two imports of one feed the second sees what the first has done.
        Feed feed = feeds.locked(work.feed().id());
        FeedImport current = owned(work.importId(), work.owner());
        if (feeds.hasLater(current, FeedImport.Status.DONE)) {
            superseded(current, stage);
            return;
        }
        long before = rows.productsOf(feed.id());
        long missing = rows.missing(current.id(), feed.id());
        if (missing * 2 > before && !current.mayRemoveMost()) {
            rows.clearStaged(current.id());
            current.hold(stage.good, stage.bad, clock.instant());
            return;
        }
        rows.upsert(current.id(), feed, clock.instant());
        int removed = rows.removeMissing(current.id(), feed.id());
        rows.clearStaged(current.id());
        current.done(stage.good, stage.bad, removed, clock.instant());
        feed.applied(current);
    }

    /** A later file went live while this one was approved. */
    private void superseded(FeedImport current, Stage stage) {
        rows.clear(current.id());
        String detail = "A later file of this feed is live already.";
        rows.addErrors(current.id(), 0, List.of(new ImportResponse.RowError(1, "superseded", detail)));
        current.fail(stage.bad, clock.instant());
    }

    /** Locks the import, so that nobody takes it over before this transaction ends. */
    private FeedImport owned(UUID importId, UUID owner) {
        return feeds.importLocked(importId)
                .filter(current -> current.isLeasedTo(owner))
                .orElseThrow(LeaseLost::new);
    }

    /** Gathers a batch of good rows and of errors, and writes it. */
    private final class Stage implements OfferFile.Sink {

        private final Work work;
        private final Map<String, StagedRows.Staged> batch = new LinkedHashMap<>();
        private final List<ImportResponse.RowError> errors = new ArrayList<>();
        private int keptErrors;
        private int good;
        private int bad;
        private int sinceFlush;

        Stage(Work work) {
            this.work = work;
        }

        @Override
        public void offer(long line, Offer offer) {
            if (batch.putIfAbsent(offer.externalId(), new StagedRows.Staged(line, offer)) != null) {
                duplicate(line, offer);
            }
            flushWhenFull();
        }

        @Override
        public void rejected(long line, String code, String detail) {
            count(line, code, detail);
            flushWhenFull();
        }

        private void duplicate(long line, Offer offer) {
            String id = offer.externalId();
            count(line, "duplicate-id", "The id %s stands further up already.".formatted(id));
        }

        /** Writes nothing: a batch that is being written ends up here for its duplicates, with the import locked. */
        private void count(long line, String code, String detail) {
            bad++;
            if (keptErrors + errors.size() < MAX_ERRORS) {
                errors.add(new ImportResponse.RowError(line, code, detail));
            }
        }

        private void flushWhenFull() {
            if (++sinceFlush >= config.batch()) {
                flush();
            }
        }

        private void flush() {
            sinceFlush = 0;
            QuarkusTransaction.requiringNew().run(() -> {
                owned(work.importId(), work.owner()).renew(clock.instant().plus(config.lease()));
                if (!batch.isEmpty()) {
                    List<StagedRows.Staged> staging = List.copyOf(batch.values());
                    Set<String> staged = rows.stage(work.importId(), work.feed().id(), staging);
                    batch.clear();
                    good += staged.size();
                    staging.stream()
                            .filter(row -> !staged.contains(row.offer().externalId()))
                            .forEach(row -> duplicate(row.line(), row.offer()));
                }
                rows.addErrors(work.importId(), keptErrors, errors);
            });
            keptErrors += errors.size();
            errors.clear();
        }

        private void failed(UnreadableFile unreadable) {
            bad++;
            ImportResponse.RowError why =
                    new ImportResponse.RowError(unreadable.line(), unreadable.code(), unreadable.getMessage());
            QuarkusTransaction.requiringNew().run(() -> {
                rows.clear(work.importId());
                rows.addErrors(work.importId(), 0, List.of(why));
                owned(work.importId(), work.owner()).fail(bad, clock.instant());
            });
        }
    }
}
