package shop.pennywell.portal.site;

import io.quarkus.qute.TemplateExtension;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What stands in a picture's place when there is none, and texts as parts of addresses. */
@TemplateExtension
public final class Look {

    private static final int TINTS = 6;

    private Look() {}

    /** The first letter or digit, as a capital: {@code L} of {@code "lanterns"}. */
    public static String initial(String text) {
        return text.codePoints()
                .filter(Character::isLetterOrDigit)
                .mapToObj(Character::toString)
                .findFirst()
                .map(letter -> letter.toUpperCase(Locale.ROOT))
                .orElse("•");
    }

    /** One of the style sheet's tints, the same for the same text. */
    public static int tint(String text) {
        return Math.floorMod(text.hashCode(), TINTS);
    }

    public static String urlPart(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
