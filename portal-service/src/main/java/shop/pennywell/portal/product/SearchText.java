package shop.pennywell.portal.product;

import java.util.regex.Pattern;

/** What people type, made safe for the database and nothing else: half characters have no place in its text. */
public final class SearchText {

    private static final Pattern UNSTORABLE = Pattern.compile("\\p{Cs}");
    private static final int MAX_LENGTH = 200;

    private SearchText() {}

    /** Null when nothing is left; cut to the longest text that is searched for. */
    public static String clean(String typed) {
        if (typed == null) {
            return null;
        }
        String text = UNSTORABLE.matcher(typed).replaceAll("").strip();
        if (text.isEmpty()) {
            return null;
        }
        return text.length() > MAX_LENGTH
                ? UNSTORABLE.matcher(text.substring(0, MAX_LENGTH)).replaceAll("")
                : text;
    }
}
