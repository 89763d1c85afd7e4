package shop.pennywell.commission.click;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The crawlers, monitors and fetchers of link previews: those whose user agent says what they are, and those of a list that the
 * project crawler-user-agents keeps ({@code crawlers.txt}).
 *
 * <p>Tools ({@code curl}, {@code python-requests}, {@code HeadlessChrome} and the like) are none of them: whoever brings a member's token with
 * one is that member, at the API or in a test of a browser, and whoever brings none gets no click anyway.
 */
final class Crawlers {
    private static final String LIST = "crawlers.txt";

    /** CUBOT makes phones. */
    private static final String SELF_DECLARED =
            "(?i:(?<!cu)bot\\b|crawler|spider|slurp|fetcher|facebookcatalog|cardyb|kakaotalk-scrap)";

    private static final Pattern ESCAPE = Pattern.compile("\\\\([^A-Za-z0-9])");
    private static final Pattern MEANS_SOMETHING = Pattern.compile("[\\\\\\[\\](){}^$*+?|.]");

    /** Most of the list: names as they stand, which are found faster than a pattern of 1,500 branches matches. */
    private final List<String> names = new ArrayList<>();

    private final Pattern patterns;

    private Crawlers(List<String> list) {
        StringBuilder alternatives = new StringBuilder(SELF_DECLARED);
        for (String pattern : list) {
            if (MEANS_SOMETHING.matcher(ESCAPE.matcher(pattern).replaceAll("")).find()) {
                alternatives.append('|').append(pattern);
            } else {
                names.add(ESCAPE.matcher(pattern).replaceAll("$1"));
            }
        }
        patterns = Pattern.compile(alternatives.toString());
    }

    static Crawlers load() {
        try (BufferedReader file = new BufferedReader(
                new InputStreamReader(Crawlers.class.getResourceAsStream(LIST), StandardCharsets.UTF_8))) {
            return new Crawlers(
                    file.lines().filter(line -> !line.startsWith("#")).toList());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    boolean have(String userAgent) {
        return names.stream().anyMatch(userAgent::contains)
                || patterns.matcher(userAgent).find();
    }
}
