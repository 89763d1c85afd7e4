package shop.pennywell.commission;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * Stands in for stats-service: takes events, and can be told to be away ({@code PUT /away/true}) what it took ({@code GET /taken})
 * and what it refused while away ({@code GET /refused}); what clicks it tells of can be set ({@code PUT /clicks}).
 */
public final class StatsStub implements QuarkusTestResourceLifecycleManager {
    private final List<String> taken = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private boolean away;
    private String clicks = "{\"items\":[]}";
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newSingleThreadExecutor(task -> {
                Thread thread = new Thread(task, "stats-stub");
                thread.setDaemon(true);
                return thread;
            }));
            server.createContext("/", this::answer);
            server.start();
            String address = "http://localhost:" + server.getAddress().getPort();
            return Map.of("pennywell.siblings.stats", address);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/internal/store-clicks") && !away) {
                respond(exchange, 200, clicks);
            } else if (path.equals("/clicks")) {
                clicks = body;
                respond(exchange, 200, "{}");
            } else if (path.equals("/taken")) {
                respond(exchange, 200, "[" + String.join(",", taken) + "]");
            } else if (path.equals("/refused")) {
                respond(exchange, 200, "[" + String.join(",", refused) + "]");
            } else if (path.startsWith("/away/")) {
                away = path.endsWith("true");
                respond(exchange, 200, "{}");
            } else if (away) {
                refused.add(body);
                respond(exchange, 503, "{}");
            } else {
                taken.add(body);
                respond(exchange, 200, "{\"failed\":[]}");
            }
        }
    }

    private static void respond(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
