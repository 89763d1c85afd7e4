package shop.pennywell.commission.store;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A domain of a store: its host and every host below it are the store's.
 *
 * @param host lower-case ASCII (internationalised names as {@code xn--…}), no dot at the end
 * @param port 0 for the usual port of the scheme
 */
public record StoreDomain(String host, int port) {
    private static final Pattern FORM = Pattern.compile("([^:/?#@%\\\\\\[\\]\\s]+)(?::([0-9]{1,5}))?");
    private static final Pattern ASCII_HOST =
            Pattern.compile("(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
    private static final Pattern NUMERIC_END = Pattern.compile("(.*\\.)?(0x[0-9a-f]*|[0-9]+)");

    /** Reads {@code shop.example}, {@code bücher.example}, {@code localhost:8082}; an {@link IllegalArgumentException} says why not. */
    public static StoreDomain parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("a domain is a host name, perhaps with a port");
        }
        int port = form.group(2) == null ? 0 : Integer.parseInt(form.group(2));
        if (form.group(2) != null && (port < 1 || port > 65_535)) {
            throw new IllegalArgumentException("a port is from 1 to 65535");
        }
        return new StoreDomain(asciiHost(form.group(1)), port);
    }

    /** The one spelling that every browser ends up with. */
    static String asciiHost(String host) {
        String ascii = IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        String bare = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
        if (!ASCII_HOST.matcher(bare).matches()) {
            throw new IllegalArgumentException("not a host name");
        }
        return bare;
    }

    /** Whether a landing URL with this host and effective port is the store's. */
    boolean covers(String otherHost, int effectivePort, int usualPort) {
        if (effectivePort != (port == 0 ? usualPort : port)) {
            return false;
        }
        if (otherHost.equals(host)) {
            return true;
        }
        // What ends in a number is an address to a browser, and an address has nothing below it.
        return otherHost.endsWith("." + host) && !NUMERIC_END.matcher(otherHost).matches();
    }

    @Override
    public String toString() {
        return port == 0 ? host : host + ":" + port;
    }
}
