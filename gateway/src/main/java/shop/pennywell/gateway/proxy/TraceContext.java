package shop.pennywell.gateway.proxy;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** A W3C trace context ({@code traceparent}, version 00): the client's if it is well-formed, otherwise a new one. */
record TraceContext(String traceparent, boolean ofClient) {

    private static final Pattern WELL_FORMED =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    static TraceContext of(String traceparent) {
        if (traceparent != null && WELL_FORMED.matcher(traceparent).matches()) {
            return new TraceContext(traceparent, true);
        }
        return new TraceContext("00-" + random(16) + "-" + random(8) + "-01", false);
    }

    String traceId() {
        return traceparent.substring(3, 35);
    }

    private static String random(int octets) {
        var bytes = new byte[octets];
        ThreadLocalRandom.current().nextBytes(bytes);
        bytes[0] |= 1;
        return HexFormat.of().formatHex(bytes);
    }
}
