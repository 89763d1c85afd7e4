package shop.pennywell.commission.store;

import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address that a member may be sent to, taken apart by a grammar that is stricter than any browser's: what browsers would
 * mend or read differently (backslashes, missing slashes, user names, control characters, escapes in the host) is refused, and the
 * redirect is written from the parts that were checked, never from the text that came in.
 */
public final class LandingUrl {
    /** Longer ones are cut by browsers and servers on the way. */
    public static final int MAX_LENGTH = 2048;

    private static final Pattern FORM =
            Pattern.compile("(https?)://([^/?#]+)(/[^?#]*)?(\\?[^#]*)?(#.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern FORBIDDEN = Pattern.compile("[\\p{Cc}\\p{Z}\\\\]");
    private static final String HEX = "0123456789ABCDEF";
    private static final String PLAIN = "-._~:/?@!$&'()*+,;=";

    /** Brackets may stand in none, but many shops have them there and every parser takes them. */
    private static final String PLAIN_IN_QUERY = PLAIN + "[]";

    private final String scheme;
    private final StoreDomain host;
    private final String path;
    private final String query;
    private final String fragment;

    private LandingUrl(String scheme, StoreDomain host, String path, String query, String fragment) {
        this.scheme = scheme;
        this.host = host;
        this.path = path;
        this.query = query;
        this.fragment = fragment;
    }

    /** @throws IllegalArgumentException with a reason fit for the caller's eyes */
    public static LandingUrl parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("an address has at most " + MAX_LENGTH + " characters");
        }
        if (FORBIDDEN.matcher(text).find()) {
            throw new IllegalArgumentException("an address has no blanks, control characters or backslashes");
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("an address begins with http:// or https:// and a host");
        }
        // StoreDomain refuses '@' (a user name), '%' (escapes) and brackets (IPv6).
        return new LandingUrl(
                form.group(1).toLowerCase(Locale.ROOT),
                StoreDomain.parse(form.group(2)),
                form.group(3) == null ? "/" : encoded(form.group(3)),
                form.group(4) == null ? "" : encoded(form.group(4).substring(1), PLAIN_IN_QUERY),
                form.group(5) == null ? "" : "#" + encoded(form.group(5).substring(1)));
    }

    /** Whether it is on one of these domains or below it, with the right port. */
    public boolean isOn(Collection<StoreDomain> domains) {
        int usual = scheme.equals("https") ? 443 : 80;
        int effective = host.port() == 0 ? usual : host.port();
        return domains.stream().anyMatch(domain -> domain.covers(host.host(), effective, usual));
    }

    /** The address with this query parameter, whatever values it had before; the rest stays as it was. */
    public String with(String parameter, String value) {
        List<String> pairs = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty() && !name(pair).equals(parameter)) {
                pairs.add(pair);
            }
        }
        pairs.add(escaped(parameter) + "=" + escaped(value));
        return scheme + "://" + host + path + "?" + String.join("&", pairs) + fragment;
    }

    @Override
    public String toString() {
        return scheme + "://" + host + path + (query.isEmpty() ? "" : "?" + query) + fragment;
    }

    private static String name(String pair) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException badEscape) {
            return name;
        }
    }

    /** Escapes all that means anything in a URL, escapes themselves too. */
    static String escaped(String text) {
        return encoded(text.replace("%", "%25"), "-._~");
    }

    private static String encoded(String text) {
        return encoded(text, PLAIN);
    }

    /** Escapes what may not stand in a URL (RFC 3986) as UTF-8; what is escaped already stays. */
    private static String encoded(String text, String plain) {
        byte[] bytes;
        try {
            var buffer = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
        } catch (CharacterCodingException halfACharacter) {
            throw new IllegalArgumentException("an address is text", halfACharacter);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 16);
        for (int i = 0; i < bytes.length; i++) {
            int c = bytes[i] & 0xff;
            boolean escape = c == '%' && i + 2 < bytes.length && isHex(bytes[i + 1]) && isHex(bytes[i + 2]);
            if (escape || isAlphanumeric(c) || plain.indexOf(c) >= 0) {
                out.write(c);
            } else {
                out.write('%');
                out.write(HEX.charAt(c >> 4));
                out.write(HEX.charAt(c & 0xf));
            }
        }
        return out.toString(StandardCharsets.US_ASCII);
    }

    private static boolean isAlphanumeric(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static boolean isHex(byte c) {
        return Character.digit(c, 16) >= 0;
    }
}
