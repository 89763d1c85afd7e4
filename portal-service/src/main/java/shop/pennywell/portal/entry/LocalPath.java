package shop.pennywell.portal.entry;

import java.net.URI;
import java.net.URISyntaxException;

/** Where to go on after signing in: a place on this site, never on another. */
final class LocalPath {

    private static final int MAX_LENGTH = 2000;

    private LocalPath() {}

    /** The wanted path, or the other one where it is missing or leads elsewhere. */
    static String of(String wanted, String otherwise) {
        return isLocal(wanted) ? wanted : otherwise;
    }

    private static boolean isLocal(String wanted) {
        if (wanted == null || wanted.length() > MAX_LENGTH || !wanted.startsWith("/")) {
            return false;
        }
        // Browsers read // and /\ as the beginning of a host, and drop tabs and line breaks before they look.
        if (wanted.startsWith("//") || wanted.indexOf('\\') >= 0) {
            return false;
        }
        if (wanted.chars().anyMatch(c -> c <= ' ' || c >= 0x7F)) {
            return false;
        }
        try {
            URI uri = new URI(wanted);
            return uri.getScheme() == null && uri.getRawAuthority() == null;
        } catch (URISyntaxException unreadable) {
            return false;
        }
    }
}
