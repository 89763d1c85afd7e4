package shop.pennywell.payments;

import java.time.Instant;
import java.util.UUID;
import shop.pennywell.defaults.page.Cursor;

/** A place in a list that has the newest first, as its cursor carries it. */
public record TimePosition(Instant at, UUID id) {

    private static final TimePosition START = new TimePosition(
            Instant.parse("9999-12-31T00:00:00Z"), UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff"));

    /** The database knows fewer years than {@link Instant}; nothing here is as old or as far off as these. */
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private static final Instant END = Instant.parse("3000-01-01T00:00:00Z");

    /**
     * @param cursor decoded; null for the beginning of the list
     * @throws shop.pennywell.defaults.problem.Problem 400 if the cursor is none of ours
     */
    public static TimePosition after(String cursor) {
        if (cursor == null) {
            return START;
        }
        try {
            var parts = cursor.split("/", 2);
            var at = Instant.parse(parts[0]);
            if (!at.isBefore(EARLIEST) && at.isBefore(END)) {
                return new TimePosition(at, UUID.fromString(parts[1]));
            }
        } catch (RuntimeException unreadable) {
            throw Cursor.invalid();
        }
        throw Cursor.invalid();
    }

    /** What {@link #after} reads. */
    public String cursor() {
        return at + "/" + id;
    }
}
