package shop.pennywell.commission.fileformat;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One order or validation of a file, or a piece of the file that could not be read as one.
 *
 * @param line the number of its first line, from 1; of one that could not be read, the line at fault
 * @param position where it begins in the file, in bytes
 * @param length in bytes
 * @param payload as the API would get it; null if it could not be read
 * @param code why it could not be read, stable, for machines; null if it could
 */
public record Entry(long line, long position, long length, JsonNode payload, String code, String detail) {

    static Entry of(long line, long position, long length, JsonNode payload) {
        return new Entry(line, position, length, payload, null, null);
    }

    static Entry unreadable(long line, long position, long length, String code, String detail) {
        return new Entry(line, position, length, null, code, detail);
    }
}
