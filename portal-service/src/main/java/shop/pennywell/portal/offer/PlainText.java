package shop.pennywell.portal.offer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes text for readers of what stands in files: no markup, no control characters, no runs of white space. */
final class PlainText {

    private static final Pattern TAG = Pattern.compile("<[/!a-zA-Z][^<>]{0,2000}>");
    private static final Pattern REFERENCE = Pattern.compile("&(amp|lt|gt|quot|apos|nbsp|#39|#x27);");
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029\\ufeff&&[^\\t\\n\\r]]");
    private static final Pattern WHITE = Pattern.compile("[\\s\\u00a0]+");

    private PlainText() {}

    /** One line as it was written; what looks like markup stays and is the page's to escape. */
    static String line(String text) {
        return text == null
                ? null
                : WHITE.matcher(INVISIBLE.matcher(text).replaceAll(""))
                        .replaceAll(" ")
                        .strip();
    }

    /** A description without its markup. */
    static String body(String html) {
        if (html == null) {
            return null;
        }
        Matcher references = REFERENCE.matcher(TAG.matcher(html).replaceAll(" "));
        return line(references.replaceAll(reference -> switch (reference.group(1)) {
            case "amp" -> "&";
            case "lt" -> "<";
            case "gt" -> ">";
            case "quot" -> "\"";
            case "nbsp" -> " ";
            default -> "'";
        }));
    }

    /** At most that many characters, never half of one; null for nothing. */
    static String cut(String text, int max) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (text.length() <= max) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
        return text.substring(0, end);
    }
}
