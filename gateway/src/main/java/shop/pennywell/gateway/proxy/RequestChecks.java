package shop.pennywell.gateway.proxy;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Set;
import java.util.regex.Pattern;
import shop.pennywell.gateway.GatewayProblem;
import shop.pennywell.gateway.limit.ClientAddresses;

/** Refuses messages that are no clean HTTP/1.1, before anything else looks at them. */
public final class RequestChecks {

    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.OPTIONS,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE);

    private static final int LONGEST_TARGET = 8 * 1024;
    /** Below the services' own 16 KB, because we add some. */
    private static final int LARGEST_HEADERS = 14 * 1024;
    /** Of a header, besides its name and value: a colon, a space and the line's end. */
    private static final int AROUND_A_HEADER = 4;

    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    private RequestChecks() {}

    /** Throws a Refusal for a message that must not be forwarded. */
    public static void check(HttpServerRequest request) {
        checkSizes(request);
        checkMethod(request);
        checkHost(request);
        checkFraming(request);
        var upgrade = request.getHeader("Upgrade");
        // Others (h2c, offered by many clients) may be ignored by RFC 9110, 7.8. A WebSocket client would only wait.
        if (upgrade != null && upgrade.equalsIgnoreCase("websocket")) {
            throw GatewayProblem.UPGRADE_NOT_SUPPORTED.because("There are no WebSockets here.");
        }
        var expect = request.getHeader("Expect");
        if (expect != null && !expect.equalsIgnoreCase("100-continue")) {
            throw GatewayProblem.EXPECTATION_FAILED.because("Only 100-continue can be expected.");
        }
    }

    /** Here and not by the framework's limits, which are wider: it answers without a problem document. */
    private static void checkSizes(HttpServerRequest request) {
        if (request.uri().length() > LONGEST_TARGET) {
            throw GatewayProblem.URI_TOO_LONG.because("At most " + LONGEST_TARGET + " characters are accepted.");
        }
        int size = 0;
        for (var header : request.headers()) {
            size += header.getKey().length() + header.getValue().length() + AROUND_A_HEADER;
        }
        if (size > LARGEST_HEADERS) {
            throw GatewayProblem.HEADERS_TOO_LARGE.because("At most " + LARGEST_HEADERS + " bytes are accepted.");
        }
    }

    private static void checkMethod(HttpServerRequest request) {
        if (!METHODS.contains(request.method())) {
            throw GatewayProblem.METHOD_NOT_ALLOWED
                    .because("This method is not supported here.")
                    .with("Allow", "GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE");
        }
    }

    private static void checkHost(HttpServerRequest request) {
        var hosts = request.headers().getAll("Host");
        boolean optional = request.version() == HttpVersion.HTTP_1_0 && hosts.isEmpty();
        if (!optional && (hosts.size() != 1 || !ClientAddresses.isHost(hosts.get(0)))) {
            throw GatewayProblem.MALFORMED_REQUEST.because("Exactly one valid Host header is needed.");
        }
    }

    /** The parser has refused most already; this holds whatever it lets pass in some later version. */
    private static void checkFraming(HttpServerRequest request) {
        var lengths = request.headers().getAll("Content-Length");
        var encodings = request.headers().getAll("Transfer-Encoding");
        boolean plainLength = lengths.isEmpty()
                || (lengths.size() == 1 && LENGTH.matcher(lengths.get(0)).matches());
        boolean plainChunked = encodings.isEmpty()
                || (encodings.size() == 1 && encodings.get(0).equalsIgnoreCase("chunked"));
        boolean both = !lengths.isEmpty() && !encodings.isEmpty();
        boolean chunkedBefore11 = !encodings.isEmpty() && request.version() == HttpVersion.HTTP_1_0;
        if (!plainLength || !plainChunked || both || chunkedBefore11) {
            // Where the next request would begin is not clear either, so there is none on this connection.
            throw GatewayProblem.MALFORMED_REQUEST
                    .because("The length of the body is not clear.")
                    .with("Connection", "close");
        }
    }
}
