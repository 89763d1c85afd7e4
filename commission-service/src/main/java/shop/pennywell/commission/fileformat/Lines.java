package shop.pennywell.commission.fileformat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;

/** The lines of a file with their places. A line without end takes no memory without end. */
final class Lines {
    /** The longest line, in bytes. */
    static final int MAX_LINE = 1 << 20;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int next;
    private int end;
    private final Deque<Line> ahead = new ArrayDeque<>();
    private long readTo;
    private long count;

    /**
     * @param in the file from this position on
     * @param lines how many lines lie before
     */
    Lines(InputStream in, long position, long lines) {
        this.in = in;
        this.readTo = position;
        this.count = lines;
    }

    /**
     * A line.
     *
     * @param number from 1
     * @param length in bytes, with its end
     * @param bytes without its end; null if it is longer than a line may be
     * @param quotes how many quotation marks it has
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares lines, and a copy of each would be dear
    record Line(long number, long position, long length, byte[] bytes, int quotes) {
        boolean isBlank() {
            if (bytes == null) {
                return false;
            }
            for (byte b : bytes) {
                if (b != ' ' && b != '\t') {
                    return false;
                }
            }
            return true;
        }

        /** Null if these bytes are no UTF-8. */
        String text() {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException notUtf8) {
                return null;
            }
        }

        /** With a mark of what is no UTF-8; empty if the line is too long. */
        String textAsFarAsItGoes() {
            return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Null at the end. */
    Line poll() throws IOException {
        Line line = peek(0);
        ahead.poll();
        return line;
    }

    /** The line after so many others, which stays where it is; null beyond the end. */
    Line peek(int index) throws IOException {
        while (ahead.size() <= index) {
            Line line = read();
            if (line == null) {
                return null;
            }
            ahead.add(line);
        }
        if (index == 0) {
            return ahead.peek();
        }
        Iterator<Line> lines = ahead.iterator();
        for (int skipped = 0; skipped < index; skipped++) {
            lines.next();
        }
        return lines.next();
    }

    /** Where the next line begins. */
    long position() {
        return ahead.isEmpty() ? readTo : ahead.peek().position();
    }

    /** How many lines lie before the next one. */
    long before() {
        return count - ahead.size();
    }

    private Line read() throws IOException {
        byte[] kept = new byte[0];
        long length = 0;
        int quotes = 0;
        boolean ended = false;
        while (!ended && fill()) {
            int from = next;
            while (next < end && !ended) {
                byte b = buffer[next++];
                ended = b == '\n';
                quotes += b == '"' ? 1 : 0;
            }
            length += next - from;
            kept = kept == null || length > MAX_LINE ? null : appended(kept, from);
        }
        if (length == 0) {
            return null;
        }
        Line line = new Line(++count, readTo, length, kept == null ? null : trimmed(kept), quotes);
        readTo += length;
        return line;
    }

    private boolean fill() throws IOException {
        if (next == end) {
            next = 0;
            end = Math.max(0, in.read(buffer, 0, buffer.length));
        }
        return next < end;
    }

    private byte[] appended(byte[] kept, int from) {
        byte[] longer = Arrays.copyOf(kept, kept.length + next - from);
        System.arraycopy(buffer, from, longer, kept.length, next - from);
        return longer;
    }

    private byte[] trimmed(byte[] bytes) {
        int to = bytes.length;
        to -= to > 0 && bytes[to - 1] == '\n' ? 1 : 0;
        to -= to > 0 && bytes[to - 1] == '\r' ? 1 : 0;
        int from = readTo == 0 && startsWithMark(bytes) ? BYTE_ORDER_MARK.length : 0;
        return Arrays.copyOfRange(bytes, Math.min(from, to), to);
    }

    private static boolean startsWithMark(byte[] bytes) {
        int mark = BYTE_ORDER_MARK.length;
        return bytes.length >= mark && Arrays.equals(bytes, 0, mark, BYTE_ORDER_MARK, 0, mark);
    }
}
