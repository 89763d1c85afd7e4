package shop.pennywell.commission.click;

import java.util.regex.Pattern;

/** What a user agent tells about who is at the other end. */
enum Visitor {
    DESKTOP,
    MOBILE,
    TABLET,
    OTHER,
    BOT;

    /** CUBOT makes phones. */
    private static final Pattern BOTS = Pattern.compile(
            "(?<!cu)bot\\b|crawler|spider|slurp|mediapartners|facebookexternalhit|facebookcatalog|whatsapp|embedly"
                    + "|skypeuripreview|vkshare|bingpreview|yandex(bot|images)|lighthouse|pingdom",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern TABLETS =
            Pattern.compile("ipad|tablet|kindle|silk/|android(?!.*mobile)", Pattern.CASE_INSENSITIVE);
    private static final Pattern MOBILES =
            Pattern.compile("mobi|iphone|ipod|android|windows phone", Pattern.CASE_INSENSITIVE);
    private static final Pattern DESKTOPS =
            Pattern.compile("windows nt|macintosh|x11|linux|cros", Pattern.CASE_INSENSITIVE);

    static Visitor of(String userAgent) {
        if (userAgent == null) {
            return OTHER;
        }
        String read = userAgent.length() > 500 ? userAgent.substring(0, 500) : userAgent;
        if (BOTS.matcher(read).find()) {
            return BOT;
        }
        if (TABLETS.matcher(read).find()) {
            return TABLET;
        }
        if (MOBILES.matcher(read).find()) {
            return MOBILE;
        }
        return DESKTOPS.matcher(read).find() ? DESKTOP : OTHER;
    }
}
