package shop.pennywell.commission.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A partner's endpoints: remembers what comes, and answers as it is told to. */
final class Receiver implements AutoCloseable {
    private final Map<String, List<Received>> received = new ConcurrentHashMap<>();
    private final Map<String, Function<Received, Integer>> answers = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    record Received(String id, String timestamp, String signature, String contentType, String body) {}

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    /** An endpoint that takes everything. */
    String endpoint() {
        return endpoint(any -> 204);
    }

    /** An endpoint that answers with these statuses; its calls are on threads of their own, so that it may hang. */
    String endpoint(Function<Received, Integer> answer) {
        String path = "/" + UUID.randomUUID();
        answers.put(path, answer);
        received.put(path, new CopyOnWriteArrayList<>());
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    List<Received> received(String url) {
        return received.get(url.substring(url.lastIndexOf('/')));
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            var headers = exchange.getRequestHeaders();
            Received one = new Received(
                    headers.getFirst("webhook-id"),
                    headers.getFirst("webhook-timestamp"),
                    headers.getFirst("webhook-signature"),
                    headers.getFirst("Content-Type"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            received.get(path).add(one);
            int status = answers.get(path).apply(one);
            if (status == 503) {
                exchange.getResponseHeaders().set("Retry-After", "600");
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
