package shop.pennywell.gateway.proxy;

import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** One line for each request: never its query, cookies or tokens, because those hold secrets. */
public final class AccessLog {

    private static final Logger LOG = Logger.getLogger("access");

    /** Mailed tokens that stand in a path. */
    private static final Pattern SECRET =
            Pattern.compile("(/(?:api/v1/)?(?:password-resets|reset-password|verify)/)[^/]+");

    private AccessLog() {}

    /** Writes the line when the call's answer has ended, or its client has gone. */
    public static void watch(Call call) {
        var response = call.request().response();
        response.endHandler(over -> {
            // Also called when the client has gone: that is told where it is noticed.
            if (response.ended()) {
                write(call, Integer.toString(response.getStatusCode()));
            }
        });
    }

    static void write(Call call, String outcome) {
        var path = call.target() == null
                ? "(refused)"
                : SECRET.matcher(call.target().path()).replaceAll("$1…");
        LOG.infof(
                "%s %s %s %d ms %s %s",
                call.request().method(),
                path,
                outcome,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - call.startedNanos()),
                call.upstream(),
                call.traceId());
    }
}
