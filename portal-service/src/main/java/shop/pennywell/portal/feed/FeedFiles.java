package shop.pennywell.portal.feed;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** The raw files, kept as they came. Written in parts while they are read, so a file is never whole in memory or on disk. */
@ApplicationScoped
class FeedFiles {

    /** S3 wants at least 5 MiB of every part but the last. */
    private static final int PART = 8 << 20;

    private final S3Client s3;
    private final FeedConfig config;

    FeedFiles(S3Client s3, FeedConfig config) {
        this.s3 = s3;
        this.config = config;
    }

    /** What was stored. */
    record Stored(long bytes, String sha256) {}

    /** @throws IOException when the body ends too early or is larger than allowed; nothing is kept then */
    Stored store(String key, InputStream body) throws IOException {
        MessageDigest digest = sha256();
        DigestInputStream in = new DigestInputStream(body, digest);
        byte[] first = in.readNBytes(PART);
        long bytes = first.length;
        if (first.length < PART) {
            s3.putObject(put -> put.bucket(config.bucket()).key(key), RequestBody.fromBytes(first));
        } else {
            bytes += storeInParts(key, first, in);
        }
        return new Stored(bytes, HexFormat.of().formatHex(digest.digest()));
    }

    /** A stream that fails when it ends too early: a connection that breaks must not look like a short file. */
    InputStream open(String key) {
        ResponseInputStream<GetObjectResponse> object =
                s3.getObject(get -> get.bucket(config.bucket()).key(key));
        return new Whole(object, object.response().contentLength());
    }

    private static final class Whole extends FilterInputStream {

        private long left;

        Whole(InputStream in, long length) {
            super(in);
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? next : 1);
            return next;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count(read);
            return read;
        }

        private void count(int read) throws IOException {
            if (read > 0) {
                left -= read;
            } else if (read < 0 && left > 0) {
                throw new EOFException(left + " bytes of the stored file did not come");
            }
        }
    }

    private long storeInParts(String key, byte[] first, InputStream in) throws IOException {
        String upload = s3.createMultipartUpload(
                        create -> create.bucket(config.bucket()).key(key))
                .uploadId();
        try {
            List<CompletedPart> parts = new ArrayList<>();
            long more = 0;
            byte[] part = first;
            while (part.length > 0) {
                parts.add(storePart(key, upload, parts.size() + 1, part));
                part = in.readNBytes(PART);
                more += part.length;
            }
            s3.completeMultipartUpload(complete -> complete.bucket(config.bucket())
                    .key(key)
                    .uploadId(upload)
                    .multipartUpload(whole -> whole.parts(parts)));
            return more;
        } catch (IOException | RuntimeException failure) {
            s3.abortMultipartUpload(
                    abort -> abort.bucket(config.bucket()).key(key).uploadId(upload));
            throw failure;
        }
    }

    private CompletedPart storePart(String key, String upload, int number, byte[] bytes) {
        String tag = s3.uploadPart(
                        part -> part.bucket(config.bucket())
                                .key(key)
                                .uploadId(upload)
                                .partNumber(number),
                        RequestBody.fromBytes(bytes))
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
