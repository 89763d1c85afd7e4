package shop.pennywell.commission.claim;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import shop.pennywell.commission.CommissionProblem;
import shop.pennywell.commission.claim.ClaimStep.Actor;
import shop.pennywell.commission.claim.ClaimStep.Kind;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.Problem;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Keeps a member's proof. Each lies in the object store under a key of its own before the claim knows of it; what it replaces, and what no
 * claim has taken, is deleted afterwards.
 */
@ApplicationScoped
class KeepReceipt {
    static final long MAX_BYTES = 10L << 20;
    private static final Logger LOG = Logger.getLogger(KeepReceipt.class);
    private static final int HEAD = 16;

    private final ClaimRepository claims;
    private final ClaimHistory history;
    private final S3Client s3;
    private final ClaimConfig config;
    private final Clock clock;

    KeepReceipt(ClaimRepository claims, ClaimHistory history, S3Client s3, ClaimConfig config, Clock clock) {
        this.claims = claims;
        this.history = history;
        this.s3 = s3;
        this.config = config;
        this.clock = clock;
    }

    private record Read(Receipt.Type type, long bytes, String sha256) {}

    /** @param body read to its end, but never whole in memory */
    Claim keep(UUID claimId, UUID memberId, String mediaType, InputStream body) {
        try {
            return checked(claimId, memberId, mediaType, body);
        } catch (Problem refused) {
            readOn(body);
            throw refused;
        } catch (IOException cutOff) {
            throw new UncheckedIOException(cutOff);
        }
    }

    /** To the end, which is near: a client that is cut off while it sends does not see the answer. */
    private static void readOn(InputStream body) {
        try {
            body.transferTo(OutputStream.nullOutputStream());
        } catch (IOException cutOff) {
            LOG.debug("nobody waits for the answer", cutOff);
        }
    }

    private Claim checked(UUID claimId, UUID memberId, String mediaType, InputStream body) throws IOException {
        QuarkusTransaction.requiringNew()
                .run(() -> mine(claims.findByIdOptional(claimId), memberId).requireOpen());
        Receipt.Type type = Receipt.Type.of(mediaType == null ? "" : mediaType.split(";", 2)[0].strip())
                .orElseThrow(() -> CommissionProblem.RECEIPT_TYPE.problem(null));
        Path file = Files.createTempFile("receipt", null);
        try {
            return keep(claimId, memberId, file, read(type, body, file));
        } finally {
            Files.delete(file);
        }
    }

    private Claim keep(UUID claimId, UUID memberId, Path file, Read read) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Receipt receipt = new Receipt(claimId, read.type(), read.bytes(), read.sha256(), now);
        s3.putObject(
                put -> put.bucket(config.bucket())
                        .key(receipt.key())
                        .contentType(read.type().mediaType()),
                RequestBody.fromFile(file));
        try {
            Kept kept =
                    QuarkusTransaction.requiringNew().call(() -> take(mine(claims.lock(claimId), memberId), receipt));
            kept.leftOver().ifPresent(this::delete);
            return kept.claim();
        } catch (Problem decidedMeanwhile) {
            delete(receipt.key());
            throw decidedMeanwhile;
        }
    }

    /** @param leftOver what lies in the object store for nothing now */
    private record Kept(Claim claim, Optional<String> leftOver) {}

    private Kept take(Claim claim, Receipt receipt) {
        claim.requireOpen();
        Optional<Receipt> before = claim.receipt();
        if (before.filter(receipt::isTheSameFileAs).isPresent()) {
            return new Kept(claim, Optional.of(receipt.key()));
        }
        claim.prove(receipt, receipt.at());
        history.append(claim, claim.status(), Kind.RECEIPT_ADDED, Actor.member(claim.memberId()), null);
        return new Kept(claim, before.map(Receipt::key));
    }

    /** The claim's receipt as it was sent; never shown within a page of ours, for it is a stranger's file. */
    Response download(Claim claim) {
        Receipt receipt = claim.receipt().orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
        // Opened when it is sent: whoever asks for the head alone is sent nothing, and nobody would close it.
        StreamingOutput content = output -> send(receipt, output);
        String name = "receipt-" + claim.id() + "." + receipt.type().extension();
        return Response.ok(content, receipt.type().mediaType())
                .header(HttpHeaders.CONTENT_LENGTH, receipt.bytes())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    private void send(Receipt receipt, OutputStream output) throws IOException {
        try (InputStream content =
                s3.getObject(get -> get.bucket(config.bucket()).key(receipt.key()))) {
            content.transferTo(output);
        } catch (NoSuchKeyException replacedMeanwhile) {
            throw CommonProblem.NOT_FOUND.problem(null);
        }
    }

    /** Everything that was ever kept for a claim. */
    void deleteAll(UUID claimId) {
        s3.listObjectsV2Paginator(list -> list.bucket(config.bucket()).prefix(Receipt.folder(claimId)))
                .contents()
                .forEach(object ->
                        s3.deleteObject(delete -> delete.bucket(config.bucket()).key(object.key())));
    }

    private void delete(String key) {
        try {
            s3.deleteObject(delete -> delete.bucket(config.bucket()).key(key));
        } catch (SdkException away) {
            LOG.warnf("%s is of no use any more and still there: %s", key, away.getMessage());
        }
    }

    private static Claim mine(Optional<Claim> claim, UUID memberId) {
        return claim.filter(FollowClaim.ownedBy(memberId)).orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
    }

    private static Read read(Receipt.Type type, InputStream body, Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] head = body.readNBytes(HEAD);
        if (!type.begins(head)) {
            throw CommissionProblem.RECEIPT_TYPE.problem("The file is not what its type says.");
        }
        long bytes = head.length;
        digest.update(head);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(head);
            byte[] buffer = new byte[64 << 10];
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                bytes += read;
                if (bytes > MAX_BYTES) {
                    throw CommissionProblem.RECEIPT_TOO_LARGE.problem(null);
                }
                digest.update(buffer, 0, read);
                out.write(buffer, 0, read);
            }
        }
        return new Read(type, bytes, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
