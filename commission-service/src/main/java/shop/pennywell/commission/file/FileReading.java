package shop.pennywell.commission.file;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import shop.pennywell.commission.fileformat.Entry;
import shop.pennywell.commission.fileformat.EntryReader;
import shop.pennywell.commission.fileformat.FileFormat;
import software.amazon.awssdk.core.ResponseInputStream;

/** Reads a file from where it was left, piece by piece. */
final class FileReading implements AutoCloseable {
    private final PartnerFile file;
    private final ResponseInputStream<?> in;
    private final EntryReader reader;
    private final int most;
    private final long mostBytes;

    /** @throws shop.pennywell.commission.fileformat.UnreadableFile if it is none of its format */
    FileReading(PartnerFile file, FileStore store, FileConfig config, ObjectMapper json) throws IOException {
        this.file = file;
        // After failures at this place entry by entry, so that what is before the one at fault gets through.
        this.most = file.attempts() > 3 ? 1 : config.piece();
        this.mostBytes = config.pieceBytes();
        this.in = store.open(file.objectKey(), file.position());
        try {
            this.reader = reader(store, json);
        } catch (IOException | RuntimeException failure) {
            in.abort();
            throw failure;
        }
    }

    private EntryReader reader(FileStore store, ObjectMapper json) throws IOException {
        if (file.position() == 0) {
            return file.format().begin(in, file.kind(), json);
        }
        try (InputStream beginning = new BufferedInputStream(store.open(file.objectKey(), 0, FileFormat.BEGINNING))) {
            return file.format().resume(beginning, in, file.position(), file.lines(), file.kind(), json);
        }
    }

    /** @throws IOException also when the file is shorter than it was when it came: to be tried again */
    Piece next() throws IOException {
        long begin = reader.position();
        List<Entry> entries = new ArrayList<>();
        Entry entry = null;
        long bytes = 0;
        while (entries.size() < most && bytes < mostBytes && (entry = reader.next()) != null) {
            entries.add(entry);
            bytes += entry.length();
        }
        // Also when it ends just where a piece does: there is nothing to be read behind it.
        boolean last = reader.position() == file.bytes();
        boolean ended = entries.size() < most && bytes < mostBytes;
        if (ended && !last) {
            throw new EOFException("file " + file.id() + " ended at " + reader.position() + " of " + file.bytes());
        }
        return new Piece(entries, begin, reader.position(), reader.lines(), last);
    }

    /** Without reading what is left. */
    @Override
    public void close() {
        in.abort();
    }
}
