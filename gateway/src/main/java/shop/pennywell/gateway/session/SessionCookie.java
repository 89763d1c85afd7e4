package shop.pennywell.gateway.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The browser's session: an access token and the refresh token that renews it. Set by portal's sign-in, read here only; services
 * behind see the access token as a bearer.
 */
record SessionCookie(String accessToken, String refreshToken) {

    static final String NAME = "session";

    private static final Pattern VALUE = Pattern.compile("([A-Za-z0-9_.-]{1,6000})~([A-Za-z0-9_.~-]{1,1000})");

    /** Empty when the value cannot be a session of ours. */
    static Optional<SessionCookie> parse(String value) {
        Matcher matcher = VALUE.matcher(value);
        return matcher.matches()
                ? Optional.of(new SessionCookie(matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }

    String setCookie(Duration age, boolean secure) {
        return NAME + "=" + accessToken + "~" + refreshToken + attributes(age, secure);
    }

    static String clearingCookie(boolean secure) {
        return NAME + "=" + attributes(Duration.ZERO, secure);
    }

    private static String attributes(Duration age, boolean secure) {
        return "; Path=/; Max-Age=" + age.toSeconds() + "; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
    }

    /** What the Cookie headers of a request hold, taken apart. */
    record Jar(Optional<String> session, Optional<String> others) {

        /** Of several session cookies the first counts: browsers send the one with the most specific path first. */
        static Jar of(List<String> cookieHeaders) {
            String session = null;
            List<String> others = new ArrayList<>();
            for (var header : cookieHeaders) {
                for (var part : header.split(";")) {
                    var cookie = part.strip();
                    if (cookie.startsWith(NAME + "=")) {
                        session = session == null ? cookie.substring(NAME.length() + 1) : session;
                    } else if (!cookie.isEmpty()) {
                        others.add(cookie);
                    }
                }
            }
            return new Jar(
                    Optional.ofNullable(session),
                    others.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", others)));
        }
    }
}
