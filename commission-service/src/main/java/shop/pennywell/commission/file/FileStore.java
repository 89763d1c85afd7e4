package shop.pennywell.commission.file;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;

/** The files as they came, in S3. Written in parts while they arrive, so a file is never whole in memory or on a disk of ours. */
@ApplicationScoped
class FileStore {
    /** The smallest part that S3 takes, the last one excepted. */
    private static final int PART = 5 << 20;

    private final S3Client s3;
    private final FileConfig config;

    FileStore(S3Client s3, FileConfig config) {
        this.s3 = s3;
        this.config = config;
    }

    /** What was stored. */
    record Stored(long bytes, String sha256) {}

    /** An upload of several parts that has begun. */
    private record Upload(String key, String id) {}

    /**
     * Stores a body as far as it goes.
     *
     * @param progress is told the upload's id before every part; when it throws, nothing is kept
     * @throws IOException when the body ends too early or is larger than allowed; nothing is kept, unless S3 fails too
     */
    Stored store(String key, InputStream body, Consumer<String> progress) throws IOException {
        MessageDigest digest = Sha256.digest();
        DigestInputStream in = new DigestInputStream(body, digest);
        byte[] part = new byte[PART];
        int filled = in.readNBytes(part, 0, PART);
        long bytes = filled;
        if (filled < PART) {
            int length = filled;
            s3.putObject(put -> put.bucket(config.bucket()).key(key), content(part, length));
        } else {
            bytes = storeInParts(key, part, in, progress);
        }
        return new Stored(bytes, HexFormat.of().formatHex(digest.digest()));
    }

    /** The file from a position on; the caller ends it. */
    ResponseInputStream<GetObjectResponse> open(String key, long position) {
        return s3.getObject(get -> get.bucket(config.bucket()).key(key).range("bytes=" + position + "-"));
    }

    /** A part of the file, fewer bytes if the file ends before. */
    InputStream open(String key, long position, long length) {
        return s3.getObject(
                get -> get.bucket(config.bucket()).key(key).range("bytes=" + position + "-" + (position + length - 1)));
    }

    /** @param uploadId of an upload that perhaps was never finished; null if there was none */
    void delete(String key, String uploadId) {
        if (uploadId != null) {
            abort(new Upload(key, uploadId));
        }
        s3.deleteObject(delete -> delete.bucket(config.bucket()).key(key));
    }

    private long storeInParts(String key, byte[] part, InputStream in, Consumer<String> progress) throws IOException {
        Upload upload = new Upload(
                key,
                s3.createMultipartUpload(
                                create -> create.bucket(config.bucket()).key(key))
                        .uploadId());
        try {
            List<CompletedPart> parts = new ArrayList<>();
            long bytes = 0;
            int filled = part.length;
            while (filled > 0) {
                progress.accept(upload.id());
                parts.add(storePart(upload, parts.size() + 1, part, filled));
                bytes += filled;
                filled = in.readNBytes(part, 0, PART);
            }
            s3.completeMultipartUpload(complete -> complete.bucket(config.bucket())
                    .key(key)
                    .uploadId(upload.id())
                    .multipartUpload(whole -> whole.parts(parts)));
            return bytes;
        } catch (IOException | RuntimeException failure) {
            abort(upload, failure);
            throw failure;
        }
    }

    private CompletedPart storePart(Upload upload, int number, byte[] bytes, int length) {
        String tag = s3.uploadPart(
                        part -> part.bucket(config.bucket())
                                .key(upload.key())
                                .uploadId(upload.id())
                                .partNumber(number),
                        content(bytes, length))
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }

    private void abort(Upload upload, Exception failure) {
        try {
            abort(upload);
        } catch (RuntimeException another) {
            failure.addSuppressed(another);
        }
    }

    private void abort(Upload upload) {
        try {
            s3.abortMultipartUpload(
                    abort -> abort.bucket(config.bucket()).key(upload.key()).uploadId(upload.id()));
        } catch (NoSuchUploadException overAlready) {
            // It is what was wanted.
            return;
        }
    }

    /** Without a copy of the bytes, and readable again when the request has to be sent again. */
    private static RequestBody content(byte[] bytes, int length) {
        return RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(bytes, 0, length), length, "application/octet-stream");
    }
}
