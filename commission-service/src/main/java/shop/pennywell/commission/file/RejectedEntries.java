package shop.pennywell.commission.file;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import shop.pennywell.commission.fileformat.EntryCopy;
import shop.pennywell.commission.fileformat.FileFormat;
import software.amazon.awssdk.core.ResponseInputStream;

/** What of a file was rejected, with its text: the database keeps where it stands, and the file what it says. */
@ApplicationScoped
class RejectedEntries {
    private static final int AT_ONCE = 1000;
    private static final int TEXT_SHOWN = 4_000;
    /** A gap that is read over; one that is longer is worth another request. */
    private static final long GAP = 1 << 20;

    private final FileRepository files;
    private final FileStore store;
    private final ObjectMapper json;

    RejectedEntries(FileRepository files, FileStore store, ObjectMapper json) {
        this.files = files;
        this.store = store;
        this.json = json;
    }

    /** @param text the entry as it stands in the file, its first 4,000 bytes if it is longer */
    record Rejected(long line, String code, String detail, String text) {}

    Rejected show(PartnerFile file, FileError error) {
        long length = Math.min(error.length(), TEXT_SHOWN);
        try (InputStream in = store.open(file.objectKey(), error.position(), length)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
            return new Rejected(error.line(), error.code(), error.detail(), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Writes all of them as a file of the same format. */
    void write(PartnerFile file, OutputStream to) throws IOException {
        Writer out = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8));
        List<FileError> errors = after(file.id(), 0, AT_ONCE);
        if (!errors.isEmpty()) {
            try (InputStream beginning = store.open(file.objectKey(), 0, FileFormat.BEGINNING);
                    Content content = new Content(file.objectKey())) {
                EntryCopy copy = file.format().copy(beginning, file.kind(), json, out);
                while (!errors.isEmpty()) {
                    for (FileError error : errors) {
                        copy.copy(content.text(error), error.line(), error.code(), error.detail());
                    }
                    errors = after(file.id(), errors.get(errors.size() - 1).line(), AT_ONCE);
                }
            }
        }
        out.flush();
    }

    /** The errors after a line, in their order; no connection is held while the file is read. */
    List<FileError> after(UUID fileId, long line, int limit) {
        return QuarkusTransaction.requiringNew().call(() -> files.errorsAfter(fileId, line, limit));
    }

    /** The file, read from front to back with leaps. */
    private final class Content implements AutoCloseable {
        private final String key;
        private ResponseInputStream<?> in;
        private long position;

        Content(String key) {
            this.key = key;
        }

        /** Empty for one that is longer than can be copied. */
        byte[] text(FileError error) throws IOException {
            if (error.length() > EntryCopy.MAX_ENTRY) {
                return new byte[0];
            }
            if (in == null || error.position() - position > GAP) {
                close();
                in = store.open(key, error.position());
            } else {
                in.skipNBytes(error.position() - position);
            }
            position = error.position() + error.length();
            return in.readNBytes((int) error.length());
        }

        @Override
        public void close() {
            if (in != null) {
                in.abort();
            }
        }
    }
}
