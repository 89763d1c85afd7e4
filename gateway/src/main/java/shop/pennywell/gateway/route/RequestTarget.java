package shop.pennywell.gateway.route;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayDeque;
import java.util.HexFormat;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A request target in one normal form (RFC 3986, 6.2.2): percent-encoding only where needed and in upper case, no dot segments. In
 * the query, where percent-encoding may carry meaning, only what no query may hold is encoded: browsers send it as it was typed.
 *
 * <p>What two servers could read differently is refused instead of repaired: encoded slashes and backslashes, path parameters
 * ({@code ;}), empty segments, double encoding, control characters, a climb above the root.
 *
 * @param path starts with a slash
 * @param query without the question mark; null if there is none
 */
public record RequestTarget(String path, String query) {

    private static final String UNRESERVED_MARKS = "-._~";
    /** What may stand unencoded in a path segment (RFC 3986, pchar) except the semicolon. */
    private static final String SEGMENT_MARKS = UNRESERVED_MARKS + "!$&'()*+,=:@";

    private static final String NEVER_IN_A_QUERY = "\"<>\\^`{|}";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /**
     * Parses the target of a request line in origin form.
     *
     * @throws AmbiguousTarget if it is malformed or could be read in more than one way
     */
    public static RequestTarget parse(String raw) {
        require(raw.startsWith("/"), "the target must be a path");
        raw.chars().forEach(c -> require(c > 0x20 && c < 0x7f && c != '#', "a character must be percent-encoded"));
        int mark = raw.indexOf('?');
        var path = withoutDotSegments(recoded(mark < 0 ? raw : raw.substring(0, mark)));
        return new RequestTarget(path, mark < 0 ? null : query(raw.substring(mark + 1)));
    }

    /** As it is to stand in a request line. */
    public String uri() {
        return query == null ? path : path + "?" + query;
    }

    private static String query(String raw) {
        var out = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            require(c != '%' || isHexPair(raw, i + 1), "broken percent-encoding");
            if (NEVER_IN_A_QUERY.indexOf(c) >= 0) {
                out.append('%').append(HEX.toHexDigits((byte) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String recoded(String path) {
        var out = new StringBuilder(path.length());
        var octets = new ByteArrayOutputStream();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '%') {
                int octet = octet(path, i);
                require(octet != '%' || !isHexPair(path, i + 3), "double percent-encoding");
                append(out, octet, UNRESERVED_MARKS);
                octets.write(octet);
                i += 2;
            } else {
                require(c != '\\' && c != ';', "backslashes and path parameters are not accepted");
                append(out, c, SEGMENT_MARKS + "/");
                octets.write(c);
            }
        }
        requireUtf8(octets.toByteArray());
        return out.toString();
    }

    private static int octet(String path, int at) {
        require(isHexPair(path, at + 1), "broken percent-encoding");
        int octet = HexFormat.fromHexDigits(path, at + 1, at + 3);
        require(
                octet > 0x1f && octet != 0x7f && octet != '/' && octet != '\\' && octet != ';',
                "an encoded separator or control character in the path");
        return octet;
    }

    private static boolean isHexPair(String path, int at) {
        return at + 2 <= path.length()
                && HexFormat.isHexDigit(path.charAt(at))
                && HexFormat.isHexDigit(path.charAt(at + 1));
    }

    private static void append(StringBuilder out, int octet, String plainMarks) {
        boolean plain = octet < 0x80 && (Character.isLetterOrDigit(octet) || plainMarks.indexOf(octet) >= 0);
        if (plain) {
            out.append((char) octet);
        } else {
            out.append('%').append(HEX.toHexDigits((byte) octet));
        }
    }

    private static void requireUtf8(byte[] octets) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(octets));
        } catch (CharacterCodingException e) {
            throw new AmbiguousTarget("the path is not UTF-8");
        }
    }

    private static String withoutDotSegments(String path) {
        var kept = new ArrayDeque<String>();
        var segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            var segment = segments[i];
            require(last || !segment.isEmpty(), "an empty path segment");
            if (segment.equals("..")) {
                require(!kept.isEmpty(), "a path above the root");
                kept.removeLast();
            } else if (!segment.equals(".")) {
                kept.addLast(segment);
                continue;
            }
            if (last) {
                kept.addLast("");
            }
        }
        return "/" + String.join("/", kept);
    }

    private static void require(boolean ok, String why) {
        if (!ok) {
            throw new AmbiguousTarget(why);
        }
    }

    /** A target that gateway and service might read differently. */
    public static final class AmbiguousTarget extends RuntimeException {
        AmbiguousTarget(String why) {
            super(why, null, false, false);
        }
    }
}
