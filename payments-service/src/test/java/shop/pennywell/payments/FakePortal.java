package shop.pennywell.payments;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import shop.pennywell.local.testing.TestTokens;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Portal as far as this service calls it: a token, and whether a password is a member's. */
public final class FakePortal implements QuarkusTestResourceLifecycleManager {

    public static final String PASSWORD = "right horse battery staple";

    /** This password makes portal answer like one that has trouble. */
    public static final String TROUBLE = "trouble";

    /** This password makes portal say that there were too many tries. */
    public static final String TOO_OFTEN = "too often";

    /** A system property, because tests and this resource live in different class loaders. */
    private static final String CALLS = "fake-portal.calls";

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            System.setProperty(CALLS, "");
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/internal/oauth/token", FakePortal::token);
            server.createContext("/internal/members/", FakePortal::check);
            server.start();
            return Map.of(
                    "pennywell.siblings.portal",
                    "http://localhost:" + server.getAddress().getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    /** The paths asked so far, each with the caller's authorization header. */
    public static List<String> calls() {
        return System.getProperty(CALLS).lines().toList();
    }

    private static void token(HttpExchange exchange) throws IOException {
        var token = TestTokens.service("portal");
        answer(exchange, 200, "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":300}");
    }

    private static void check(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        var call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath() + " "
                + exchange.getRequestHeaders().getFirst("Authorization");
        System.setProperty(CALLS, System.getProperty(CALLS) + call + "\n");
        if (body.contains("\"" + TROUBLE + "\"")) {
            answer(exchange, 500, "{}");
        } else if (body.contains("\"" + TOO_OFTEN + "\"")) {
            exchange.getResponseHeaders().add("Retry-After", "437");
            answer(exchange, 429, "{}");
        } else if (body.equals("{\"password\":\"" + PASSWORD + "\"}")) {
            answer(exchange, 204, "");
        } else {
            answer(exchange, 422, "{\"code\":\"password-wrong\"}");
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            var bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }
}
