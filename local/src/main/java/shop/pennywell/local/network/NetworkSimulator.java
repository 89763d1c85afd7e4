package shop.pennywell.local.network;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands in for affiliate networks: serves what each of their interfaces would say at a moment that the test chooses, from orders whose whole life
 * is known, with the pages, limits, delays of information and failures that networks have.
 *
 * <pre>{@code
 * try (var simulator = new NetworkSimulator(42)) {
 *     simulator.orders("awin", new Script(42, "EUR", 2, groups).after(clicks));
 *     simulator.disturb(0.2);
 *     simulator.at(someDay); // then poll simulator.address("awin")
 * }
 * }</pre>
 *
 * <p>Credentials are as {@link #credential} says.
 */
public final class NetworkSimulator implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService workers;
    private final Disturbance disturbance;
    private final Map<String, List<SimulatedOrder>> orders = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
    private volatile Instant now = Instant.EPOCH;
    private volatile boolean storm;

    public NetworkSimulator(long seed) {
        this.disturbance = new Disturbance(seed);
        this.workers = Executors.newFixedThreadPool(4, task -> {
            Thread thread = new Thread(task, "network-simulator");
            thread.setDaemon(true);
            return thread;
        });
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(workers);
        for (Face face : List.of(
                new AwinFace(),
                new CjFace(),
                new RakutenFace(),
                new ImpactFace(),
                new PartnerizeFace(),
                new TradedoublerFace(),
                new AdmitadFace())) {
            server.createContext("/" + face.name(), exchange -> serve(exchange, face));
        }
        server.start();
    }

    /** What a network takes for one of its credentials, with any ending; for the first, which tells who calls, it takes any number. */
    public static String credential(String name) {
        return "simulated-" + name;
    }

    /** Where a network answers, by its name in lower case. */
    public URI address(String network) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/" + network);
    }

    /** Tells a network's orders from beginning to end. */
    public void orders(String network, List<SimulatedOrder> all) {
        orders.put(network, List.copyOf(all));
    }

    /** It is this time there. */
    public void at(Instant time) {
        this.now = time;
    }

    /** @param share of the requests that fail in some way, from 0 to 1; above 0, rows come in any order and some twice */
    public void disturb(double share) {
        disturbance.rate(share);
    }

    /** Nothing but 503 while it lasts. */
    public void storm(boolean blowing) {
        this.storm = blowing;
    }

    /** How many requests a network got, answered or not. */
    public int requests(String network) {
        return requests.getOrDefault(network, new AtomicInteger()).get();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    private void serve(HttpExchange exchange, Face face) throws IOException {
        try (exchange) {
            requests.computeIfAbsent(face.name(), name -> new AtomicInteger()).incrementAndGet();
            Face.Request request = request(exchange, face);
            if (storm) {
                send(exchange, 503, "text/html", "<h1>Service unavailable</h1>");
                return;
            }
            switch (disturbance.fate()) {
                case ANSWERED -> {
                    Face.Reply reply =
                            face.answer(request, now, orders.getOrDefault(face.name(), List.of()), disturbance);
                    send(exchange, reply.status(), reply.contentType(), reply.body());
                }
                case THROTTLED -> {
                    face.throttled().forEach(exchange.getResponseHeaders()::set);
                    send(exchange, 429, "application/json", "{\"error\":\"too many requests\"}");
                }
                case BAD_GATEWAY -> send(exchange, 502, "text/html", "<h1>Bad gateway</h1>");
                case UNAVAILABLE -> send(exchange, 503, "text/html", "<h1>Service unavailable</h1>");
                case CUT_OFF -> {
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, 100_000);
                    exchange.getResponseBody().write("[{\"id\":".getBytes(StandardCharsets.UTF_8));
                    exchange.getResponseBody().flush();
                }
                case GARBLED ->
                    send(exchange, 200, "application/json", face.garbled().body());
            }
        }
    }

    private static Face.Request request(HttpExchange exchange, Face face) throws IOException {
        Map<String, String> headers = new HashMap<>();
        Headers sent = exchange.getRequestHeaders();
        sent.forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        URI uri = exchange.getRequestURI();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return new Face.Request(
                exchange.getRequestMethod(),
                uri.getPath().substring(face.name().length() + 1),
                fields(uri.getRawQuery()),
                headers,
                body);
    }

    /** Whether a request is signed in by HTTP Basic, the password being a credential. */
    static boolean isBasic(Face.Request request, String user, String password) {
        String[] parts = request.authorization().split(" ", 2);
        if (parts.length != 2 || !parts[0].equals("Basic")) {
            return false;
        }
        String[] said = new String(Base64.getDecoder().decode(parts[1]), StandardCharsets.UTF_8).split(":", 2);
        return said.length == 2 && said[0].matches(user) && said[1].startsWith(credential(password));
    }

    /** A query or a form, decoded. */
    static Map<String, String> fields(String encoded) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (encoded != null) {
            for (String field : encoded.split("&")) {
                String[] parts = field.split("=", 2);
                fields.put(decoded(parts[0]), parts.length < 2 ? "" : decoded(parts[1]));
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, String contentType, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
