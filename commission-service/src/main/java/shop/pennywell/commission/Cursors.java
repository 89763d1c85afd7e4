package shop.pennywell.commission;

import java.util.UUID;
import shop.pennywell.defaults.page.Cursor;

/** What the cursors of this service's lists hold. */
public final class Cursors {
    private Cursors() {}

    /** The id after which a list goes on; null at its beginning; 400 if the cursor is of another list. */
    public static UUID id(String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            return UUID.fromString(cursor);
        } catch (IllegalArgumentException notAnId) {
            throw Cursor.invalid();
        }
    }
}
