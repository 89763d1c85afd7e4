package shop.pennywell.local.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * Stands in for the siblings of a service under test: publishes the test key as portal-service does, hands out service
 * tokens, and takes no events. Everything else is 404.
 */
final class TestIssuer {
    private static final String ADDRESS = "pennywell.test.issuer";

    private TestIssuer() {}

    /** The base URL. Started once per JVM: this class may be loaded by several class loaders, properties are one. */
    static synchronized String start() {
        String running = System.getProperty(ADDRESS);
        if (running != null) {
            return running;
        }
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newFixedThreadPool(2, task -> {
                Thread thread = new Thread(task, "test-issuer");
                thread.setDaemon(true);
                return thread;
            }));
            server.createContext("/", TestIssuer::answer);
            server.start();
            String address = "http://localhost:" + server.getAddress().getPort();
            System.setProperty(ADDRESS, address);
            return address;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String call =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            switch (call) {
                case "GET /.well-known/jwks.json" -> respond(exchange, 200, keys());
                case "POST /internal/oauth/token" -> respond(exchange, 200, token(body));
                // Nobody takes them: they stay in the outbox, with their data, where tests look at them.
                case "POST /events" -> respond(exchange, 503, Map.of("title", "The test issuer takes no events"));
                default -> respond(exchange, 404, Map.of("title", "The test issuer has no " + call));
            }
        }
    }

    private static Map<String, Object> keys() {
        Map<String, Object> key = Map.of(
                "kty", "EC",
                "crv", "P-256",
                "alg", "ES256",
                "use", "sig",
                "kid", TestTokens.KEY_ID,
                "x", TestTokens.PUBLIC_X,
                "y", TestTokens.PUBLIC_Y);
        return Map.of("keys", List.of(key));
    }

    private static Map<String, Object> token(String form) {
        String audience = "";
        for (String field : form.split("&")) {
            if (field.startsWith("audience=")) {
                audience = URLDecoder.decode(field.substring("audience=".length()), StandardCharsets.UTF_8);
            }
        }
        return Map.of("access_token", TestTokens.service(audience), "token_type", "Bearer", "expires_in", 300);
    }

    private static void respond(HttpExchange exchange, int status, Map<String, Object> json) throws IOException {
        byte[] body = TestJson.write(json).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
