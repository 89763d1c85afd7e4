package shop.pennywell.commission.click;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** What a user agent tells about who is at the other end. */
enum Visitor {
    DESKTOP,
    MOBILE,
    TABLET,
    OTHER,
    BOT;

    private static final Pattern TABLETS =
            Pattern.compile("ipad|tablet|kindle|silk/|^(?!.*mobile).*android", Pattern.CASE_INSENSITIVE);
    private static final Pattern MOBILES =
            Pattern.compile("mobi|iphone|ipod|android|windows phone", Pattern.CASE_INSENSITIVE);
    private static final Pattern DESKTOPS =
            Pattern.compile("windows nt|macintosh|x11|linux|cros", Pattern.CASE_INSENSITIVE);

    private static final Crawlers CRAWLERS = Crawlers.load();
    private static final int MOST_READ = 500;

    /** The world has few user agents and each comes often. */
    private static final Map<String, Visitor> SEEN = new ConcurrentHashMap<>();

    private static final int MOST_SEEN = 5_000;

    static Visitor of(String userAgent) {
        if (userAgent == null) {
            return OTHER;
        }
        String read = userAgent.length() > MOST_READ ? userAgent.substring(0, MOST_READ) : userAgent;
        Visitor seen = SEEN.get(read);
        if (seen == null) {
            seen = read(read);
            if (SEEN.size() >= MOST_SEEN) {
                SEEN.clear();
            }
            SEEN.put(read, seen);
        }
        return seen;
    }

    static int seen() {
        return SEEN.size();
    }

    private static Visitor read(String userAgent) {
        if (CRAWLERS.have(userAgent)) {
            return BOT;
        }
        if (TABLETS.matcher(userAgent).find()) {
            return TABLET;
        }
        if (MOBILES.matcher(userAgent).find()) {
            return MOBILE;
        }
        return DESKTOPS.matcher(userAgent).find() ? DESKTOP : OTHER;
    }
}
