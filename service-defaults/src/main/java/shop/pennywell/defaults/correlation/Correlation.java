package shop.pennywell.defaults.correlation;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/** The W3C trace context (traceparent) of the request being served: in every log line, problem and call to a sibling. */
public final class Correlation {

    public static final String HEADER = "traceparent";

    private static final String TRACE_ID = "traceId";
    private static final Pattern TRACEPARENT = Pattern.compile("00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final String NO_TRACE = "0".repeat(32);
    private static final SecureRandom RANDOM = new SecureRandom();

    private Correlation() {}

    /** The trace id of this thread's request, 32 hex digits; null outside of one. */
    public static String traceId() {
        return (String) MDC.get(TRACE_ID);
    }

    /** The header for a call to a sibling: the same trace, a new span. */
    public static String traceparent() {
        String trace = traceId();
        return "00-" + (trace == null ? random(16) : trace) + "-" + random(8) + "-01";
    }

    /** Begins the trace of a request, before anything else looks at it, so that refusals carry it too. */
    public static void begin(HttpServerRequest request, HttpServerResponse response) {
        String trace = parse(request.getHeader(HEADER));
        MDC.put(TRACE_ID, trace);
        response.putHeader("Trace-Id", trace);
    }

    private static String parse(String traceparent) {
        if (traceparent != null) {
            var match = TRACEPARENT.matcher(traceparent);
            if (match.matches() && !match.group(1).equals(NO_TRACE)) {
                return match.group(1);
            }
        }
        return random(16);
    }

    private static String random(int bytes) {
        byte[] drawn = new byte[bytes];
        RANDOM.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }
}
