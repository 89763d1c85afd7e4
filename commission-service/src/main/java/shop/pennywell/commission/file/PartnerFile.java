package shop.pennywell.commission.file;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import shop.pennywell.commission.fileformat.FileFormat;
import shop.pennywell.commission.fileformat.Kind;
import shop.pennywell.defaults.id.Ids;

/**
 * A file of orders or validations that a partner hands in. Whoever holds its lease receives it or works on it; the lease of one that died runs
 * out, and another goes on from the position that was committed with the last orders.
 */
@Entity
class PartnerFile {

    @Schema(name = "FileStatus")
    enum Status {
        /** Still on its way to S3; nobody is shown it. */
        RECEIVING,
        RECEIVED,
        RUNNING,
        DONE,
        FAILED
    }

    @Id
    private UUID id;

    private UUID partnerId;

    @SuppressWarnings("UnusedVariable") // the query that looks for a key reads it
    private String idempotencyKey;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    @Enumerated(EnumType.STRING)
    private FileFormat format;

    private String saidBy;
    private String objectKey;
    private String uploadId;

    @Enumerated(EnumType.STRING)
    private Status status = Status.RECEIVING;

    private long bytes;
    private String sha256;
    private Instant receivedAt;
    private Instant startedAt;
    private Instant endedAt;
    private long position;
    private long lines;
    private long accepted;
    private long duplicates;
    private long rejected;
    private String failureCode;
    private String failureDetail;
    private int attempts;
    private UUID leaseOwner;
    private Instant leaseUntil;

    @SuppressWarnings("UnusedVariable") // the query that looks for the next file reads it
    private Instant turnAt;

    protected PartnerFile() {}

    /** @param said what the partner says of the file */
    PartnerFile(Said said, Instant now) {
        this.id = Ids.newId();
        this.partnerId = said.partnerId();
        this.idempotencyKey = said.idempotencyKey();
        this.kind = said.kind();
        this.format = said.format();
        this.saidBy = said.saidBy();
        this.receivedAt = now;
        this.turnAt = now;
    }

    /** What a partner says of a file that it sends. */
    record Said(UUID partnerId, String saidBy, String idempotencyKey, Kind kind, FileFormat format) {}

    /** Begins an upload, anew if an earlier one was given up. */
    void receive(UUID owner, Said said, Instant until) {
        require(Status.RECEIVING);
        kind = said.kind();
        format = said.format();
        saidBy = said.saidBy();
        objectKey = "files/" + partnerId + "/" + id + "/" + owner;
        uploadId = null;
        leaseOwner = owner;
        leaseUntil = until;
    }

    void receiving(String multipartUpload, Instant until) {
        require(Status.RECEIVING);
        uploadId = multipartUpload;
        leaseUntil = until;
    }

    void received(FileStore.Stored stored, Instant now) {
        require(Status.RECEIVING);
        status = Status.RECEIVED;
        uploadId = null;
        bytes = stored.bytes();
        sha256 = stored.sha256();
        receivedAt = now;
        turnAt = now;
        leaseOwner = null;
        leaseUntil = null;
    }

    void start(UUID owner, Instant now, Instant until) {
        status = Status.RUNNING;
        startedAt = startedAt == null ? now : startedAt;
        leaseOwner = owner;
        leaseUntil = until;
        attempts++;
    }

    /** A piece of it is done: from here on whoever goes on goes on behind it. */
    void advance(Piece piece, Outcomes outcomes, Instant until) {
        require(Status.RUNNING);
        position = piece.end();
        lines = piece.linesBeforeEnd();
        accepted += outcomes.accepted();
        duplicates += outcomes.duplicates();
        rejected += outcomes.rejected();
        attempts = 0;
        leaseUntil = until;
    }

    /** Keeps it for longer: there is much to be read. */
    void renew(Instant until) {
        require(Status.RUNNING);
        leaseUntil = until;
    }

    /** Gives it back: somebody goes on from then on. */
    void release(Instant from) {
        require(Status.RUNNING);
        leaseOwner = null;
        leaseUntil = from;
        turnAt = from;
    }

    void done(Instant now) {
        end(Status.DONE, now);
    }

    void fail(String code, String detail, Instant now) {
        end(Status.FAILED, now);
        failureCode = code;
        failureDetail = detail;
    }

    private void end(Status last, Instant now) {
        require(Status.RUNNING);
        status = last;
        endedAt = now;
        leaseOwner = null;
        leaseUntil = null;
    }

    private void require(Status wanted) {
        if (status != wanted) {
            throw new IllegalStateException("file " + id + " is " + status);
        }
    }

    boolean isLeasedTo(UUID owner) {
        return owner.equals(leaseOwner);
    }

    boolean isLeasedAt(Instant now) {
        return leaseUntil != null && now.isBefore(leaseUntil);
    }

    /** Whether the partner sent the very same before. */
    boolean isThe(Said said, String hash) {
        return kind == said.kind() && format == said.format() && sha256.equals(hash);
    }

    UUID id() {
        return id;
    }

    UUID partnerId() {
        return partnerId;
    }

    Kind kind() {
        return kind;
    }

    FileFormat format() {
        return format;
    }

    String saidBy() {
        return saidBy;
    }

    String objectKey() {
        return objectKey;
    }

    String uploadId() {
        return uploadId;
    }

    Status status() {
        return status;
    }

    long bytes() {
        return bytes;
    }

    Instant receivedAt() {
        return receivedAt;
    }

    Instant startedAt() {
        return startedAt;
    }

    Instant endedAt() {
        return endedAt;
    }

    long position() {
        return position;
    }

    long lines() {
        return lines;
    }

    long accepted() {
        return accepted;
    }

    long duplicates() {
        return duplicates;
    }

    long rejected() {
        return rejected;
    }

    String failureCode() {
        return failureCode;
    }

    String failureDetail() {
        return failureDetail;
    }

    int attempts() {
        return attempts;
    }
}
