package shop.pennywell.portal.offer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Where the bytes of a file come from; it remembers a failure of its own. What reads through it (an archive, a parser) throws
 * the same kinds of exceptions for a file that is broken: only this tells whether reading it again could help.
 */
final class Source extends FilterInputStream {

    private IOException failure;

    Source(InputStream in) {
        super(in);
    }

    /** Null while every byte could be fetched. */
    IOException failure() {
        return failure;
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException broken) {
            failure = broken;
            throw broken;
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return super.read(bytes, offset, length);
        } catch (IOException broken) {
            failure = broken;
            throw broken;
        }
    }
}
