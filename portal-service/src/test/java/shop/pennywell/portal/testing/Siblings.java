package shop.pennywell.portal.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * A small real server in the place of commission-service and stats-service. Its answers and what it heard are kept in
 * system properties, which, other than classes, are one for all class loaders of a test run.
 */
public final class Siblings implements QuarkusTestResourceLifecycleManager {

    private static final String ANSWER = "pennywell.test.internal-stores";
    private static final String CAMPAIGNS = "pennywell.test.internal-rate-campaigns";
    private static final String TIERS = "pennywell.test.internal-tiers";
    private static final String NO_TIERS =
            "{\"revision\":1,\"tiers\":[{\"tier\":\"CLASSIC\",\"extraSharePoints\":\"0\"}]}";
    private static final String STATS_AWAY = "pennywell.test.stats-away";
    private static final String HEARD = "pennywell.test.heard";

    private HttpServer server;

    /** What commission-service answers to {@code GET /internal/stores} for a query string, from now on. */
    public static void commissionAnswers(String query, String json) {
        System.setProperty(ANSWER + "?" + query, json);
    }

    /** What it answers to {@code GET /internal/rate-campaigns} and {@code /internal/tiers}. */
    public static void commissionTellsOfShares(String campaigns, String tiers) {
        System.setProperty(CAMPAIGNS, campaigns);
        System.setProperty(TIERS, tiers);
    }

    public static void statsIsAway(boolean away) {
        System.setProperty(STATS_AWAY, String.valueOf(away));
    }

    /** Every batch that stats-service took. */
    @SuppressWarnings("unchecked")
    public static Queue<String> heardByStats() {
        return (Queue<String>)
                System.getProperties().computeIfAbsent(HEARD, key -> new ConcurrentLinkedQueue<String>());
    }

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(Executors.newFixedThreadPool(2));
        server.createContext("/internal/stores", exchange -> answer(exchange, this::stores));
        server.createContext("/internal/rate-campaigns", exchange -> answer(exchange, this::campaigns));
        server.createContext("/internal/tiers", exchange -> answer(exchange, this::tiers));
        server.createContext("/events", exchange -> answer(exchange, this::events));
        server.start();
        String url = "http://localhost:" + server.getAddress().getPort();
        return Map.of("COMMISSION_URL", url, "STATS_URL", url);
    }

    @Override
    public int order() {
        return 10;
    }

    private void stores(Reply reply) {
        String json = System.getProperty(ANSWER + "?" + reply.query, "{\"items\":[],\"next\":null}");
        reply.status = json.isEmpty() ? 503 : 200;
        reply.body = json;
    }

    private void campaigns(Reply reply) {
        reply.body = "{\"items\":[" + System.getProperty(CAMPAIGNS, "") + "],\"next\":null}";
    }

    private void tiers(Reply reply) {
        reply.body = System.getProperty(TIERS, NO_TIERS);
    }

    private void events(Reply reply) {
        if (Boolean.getBoolean(STATS_AWAY)) {
            reply.status = 503;
            return;
        }
        heardByStats().add(reply.request);
        reply.body = "{\"failed\":[]}";
    }

    private static void answer(HttpExchange exchange, Consumer<Reply> how) throws IOException {
        try (exchange) {
            Reply reply = new Reply();
            reply.query = exchange.getRequestURI().getQuery();
            reply.request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            how.accept(reply);
            byte[] bytes = reply.body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(reply.status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private static final class Reply {
        String query;
        String request;
        int status = 200;
        String body = "";
    }
}
