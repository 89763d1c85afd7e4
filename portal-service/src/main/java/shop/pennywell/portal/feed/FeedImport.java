package shop.pennywell.portal.feed;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import shop.pennywell.defaults.id.Ids;
import shop.pennywell.portal.PortalProblem;

/** One file on its way into the catalogue. Whoever holds the lease works on it; everybody else leaves it alone. */
@Entity
@Table(name = "feed_imports")
@SuppressWarnings("UnusedVariable") // the size is for whoever looks into the table
class FeedImport {

    /** HELD: too much would vanish, so nothing was applied until somebody approves. */
    enum Status {
        RUNNING,
        DONE,
        HELD,
        FAILED
    }

    @Id
    private UUID id;

    private UUID feedId;
    private String objectKey;
    private long bytes;
    private String fingerprint;

    @Enumerated(EnumType.STRING)
    private Status status = Status.RUNNING;

    private boolean removeAnyway;
    private boolean unchanged;
    private int imported;
    private int rejected;
    private int removed;
    private int attempts;
    private Instant createdAt;
    private Instant finishedAt;
    private UUID leaseOwner;
    private Instant leaseUntil;

    protected FeedImport() {}

    FeedImport(UUID feedId, String objectKey, long bytes, String fingerprint, Instant now) {
        this.id = Ids.newId();
        this.feedId = feedId;
        this.objectKey = objectKey;
        this.bytes = bytes;
        this.fingerprint = fingerprint;
        this.createdAt = now;
    }

    void lease(UUID owner, Instant until) {
        requireRunning();
        leaseOwner = owner;
        leaseUntil = until;
        attempts++;
    }

    void renew(Instant until) {
        requireRunning();
        leaseUntil = until;
    }

    /** Gives the work back: somebody tries again from then on. */
    void release(Instant tryAgainAt) {
        leaseOwner = null;
        leaseUntil = tryAgainAt;
    }

    boolean isLeasedTo(UUID owner) {
        return status == Status.RUNNING && owner.equals(leaseOwner);
    }

    void done(int good, int bad, int gone, Instant now) {
        finish(Status.DONE, good, bad, now);
        removed = gone;
    }

    /** The file that is live already. */
    void doneAs(FeedImport same, Instant now) {
        done(same.imported, same.rejected, 0, now);
        unchanged = true;
    }

    void hold(int good, int bad, Instant now) {
        finish(Status.HELD, good, bad, now);
    }

    void fail(int bad, Instant now) {
        finish(Status.FAILED, 0, bad, now);
    }

    /** Lets a held import go on although much will vanish. */
    void approve() {
        if (status != Status.HELD) {
            throw PortalProblem.IMPORT_NOT_HELD.problem("The import is %s.".formatted(status));
        }
        status = Status.RUNNING;
        removeAnyway = true;
        attempts = 0;
        finishedAt = null;
    }

    private void finish(Status end, int good, int bad, Instant now) {
        requireRunning();
        status = end;
        imported = good;
        rejected = bad;
        finishedAt = now;
        leaseOwner = null;
        leaseUntil = null;
    }

    private void requireRunning() {
        if (status != Status.RUNNING) {
            throw new IllegalStateException("import " + id + " is " + status);
        }
    }

    UUID id() {
        return id;
    }

    UUID feedId() {
        return feedId;
    }

    String objectKey() {
        return objectKey;
    }

    String fingerprint() {
        return fingerprint;
    }

    Status status() {
        return status;
    }

    boolean mayRemoveMost() {
        return removeAnyway;
    }

    boolean isUnchanged() {
        return unchanged;
    }

    int imported() {
        return imported;
    }

    int rejected() {
        return rejected;
    }

    int removed() {
        return removed;
    }

    int attempts() {
        return attempts;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant finishedAt() {
        return finishedAt;
    }
}
