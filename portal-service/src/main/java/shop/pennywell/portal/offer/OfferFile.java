package shop.pennywell.portal.offer;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/** Reads a product file of any {@link FeedFormat}, gzipped or not, as a stream: its size costs time, not memory. */
public final class OfferFile {

    /** Rows of one file, good and bad. */
    public static final long MAX_ROWS = 2_000_000;

    private static final long MAX_BYTES = 2L << 30;
    private static final int BUFFER = 1 << 16;

    private OfferFile() {}

    /**
     * What the file itself does not say.
     *
     * @param currency ISO 4217, of prices that name none
     * @param shopUrl start of a product's address where the file has handles only, without a slash at the end
     * @param ownLink whether a link leads to the store
     */
    public record Terms(String currency, String shopUrl, Predicate<String> ownLink) {}

    /** Takes what is read, in the order of the file. */
    public interface Sink {

        void offer(long line, Offer offer) throws IOException;

        void rejected(long line, String code, String detail) throws IOException;
    }

    /**
     * @throws UnreadableFile when the file as a whole is not of its format; what the sink took before is void
     * @throws IOException when reading or the sink fails
     */
    public static void read(FeedFormat format, InputStream file, Terms terms, Sink sink)
            throws IOException, UnreadableFile {
        Source source = new Source(file);
        Rows rows = told(source, () -> 1L, () -> open(format, source));
        OfferReader reader = new OfferReader(format, terms);
        for (long count = 0; ; count++) {
            if (count > MAX_ROWS) {
                throw new UnreadableFile(rows.line(), "too-many-rows", "A file has at most " + MAX_ROWS + " rows.");
            }
            try {
                Row row = told(source, rows::line, rows::next);
                if (row == null) {
                    return;
                }
                Offer offer = reader.read(row);
                if (offer != null) {
                    sink.offer(row.line(), offer);
                }
            } catch (RowRejected rejected) {
                sink.rejected(rows.line(), rejected.code(), rejected.getMessage());
            }
        }
    }

    private static Rows open(FeedFormat format, InputStream file) throws IOException, UnreadableFile {
        InputStream in = unpacked(file);
        return switch (format) {
            case GOOGLE_XML -> new XmlRows(in);
            case GOOGLE_TSV -> new DelimitedRows(text(in), '\t');
            case AWIN_CSV, SHOPIFY_CSV -> new DelimitedRows(text(in), ',');
        };
    }

    private interface Reading<T, X extends Exception> {
        T run() throws IOException, UnreadableFile, X;
    }

    /**
     * Tells a file that cannot be fetched, which may be tried again, from one that is broken, which may not: whatever the archive
     * and the parser make of either.
     */
    private static <T, X extends Exception> T told(Source source, LongSupplier line, Reading<T, X> reading)
            throws IOException, UnreadableFile, X {
        try {
            return reading.run();
        } catch (IOException | UnreadableFile failure) {
            if (source.failure() != null) {
                throw source.failure();
            }
            if (failure instanceof UnreadableFile unreadable) {
                throw unreadable;
            }
            String detail = failure instanceof TooMuch
                    ? "The file unpacks to more than " + MAX_BYTES + " bytes."
                    : "The archive is cut off or broken here.";
            throw new UnreadableFile(line.getAsLong(), "malformed-file", detail);
        }
    }

    private static InputStream unpacked(InputStream file) throws IOException {
        BufferedInputStream in = new BufferedInputStream(file, BUFFER);
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return gzip ? new BufferedInputStream(new Bounded(new GZIPInputStream(in, BUFFER), MAX_BYTES), BUFFER) : in;
    }

    /** Decodes by the byte order mark, UTF-8 without one; what is no character becomes U+FFFD. */
    private static Reader text(InputStream in) throws IOException {
        in.mark(3);
        int first = in.read();
        int second = in.read();
        int third = in.read();
        in.reset();
        Charset charset = StandardCharsets.UTF_8;
        int mark = 0;
        if (first == 0xef && second == 0xbb && third == 0xbf) {
            mark = 3;
        } else if (first == 0xff && second == 0xfe) {
            charset = StandardCharsets.UTF_16LE;
            mark = 2;
        } else if (first == 0xfe && second == 0xff) {
            charset = StandardCharsets.UTF_16BE;
            mark = 2;
        }
        in.skipNBytes(mark);
        return new BufferedReader(new InputStreamReader(in, charset), BUFFER);
    }

    private static final class TooMuch extends IOException {

        private static final long serialVersionUID = 1L;
    }

    /** Ends an archive that unpacks to more than any feed needs. */
    private static final class Bounded extends java.io.FilterInputStream {

        private long left;

        Bounded(InputStream in, long max) {
            super(in);
            this.left = max;
        }

        @Override
        public int read() throws IOException {
            return count(super.read(), 1);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            return count(read, read);
        }

        private int count(int result, int bytes) throws IOException {
            left -= Math.max(0, result < 0 ? 0 : bytes);
            if (left < 0) {
                throw new TooMuch();
            }
            return result;
        }
    }
}
