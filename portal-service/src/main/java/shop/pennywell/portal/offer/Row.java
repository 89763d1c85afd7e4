package shop.pennywell.portal.offer;

import java.util.Locale;
import java.util.Map;

/**
 * One record of a file, its values by the names of its own header.
 *
 * @param line where the record begins, the first line being 1
 * @param fields by {@link #nameOf normalised} name
 */
record Row(long line, Map<String, String> fields) {

    /** {@code g:Image Link} and {@code image_link} are the same column. */
    static String nameOf(String header) {
        String name = header.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
        return name.startsWith("g:") ? name.substring(2) : name;
    }

    /** The first of these columns that has a value, stripped; null when none has. */
    String first(String... names) {
        for (String name : names) {
            String value = fields.get(name);
            if (value != null && !value.isBlank()) {
                return value.strip();
            }
        }
        return null;
    }
}
