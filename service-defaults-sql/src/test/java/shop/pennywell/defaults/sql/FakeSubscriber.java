package shop.pennywell.defaults.sql;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A subscriber as the dispatcher sees one. What it does with an event stands in the event's name: it refuses {@code bad-…}
 * for ever, {@code flaky-…} once, a whole body with {@code huge-…} in it, takes its time for a body with {@code tardy-…} in it, and takes
 * the rest. At {@code /away} it is not there until it is told to be. What it took, or was sent while away, is kept in system properties,
 * which every class loader of the test sees.
 */
public class FakeSubscriber implements QuarkusTestResourceLifecycleManager {

    private static final Pattern EVENT = Pattern.compile("\"id\":\"([0-9a-f-]{36})\".*?\"name\":\"([a-z0-9-]+)\"");

    private HttpServer server;

    static String taken(String name) {
        return System.getProperty("taken." + name, "0");
    }

    /** How often an event came while the subscriber was away. */
    static int missed(String name) {
        return Integer.getInteger("missed." + name, 0);
    }

    static void answersFrom(String prefix, boolean here) {
        System.setProperty("here." + prefix, String.valueOf(here));
    }

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/events", this::take);
        server.createContext("/away/events", exchange -> {
            if (Boolean.getBoolean("here.mailing")) {
                take(exchange);
            } else {
                Matcher event = EVENT.matcher(bodyOf(exchange));
                while (event.find()) {
                    System.setProperty("missed." + event.group(2), String.valueOf(missed(event.group(2)) + 1));
                }
                exchange.sendResponseHeaders(503, -1);
                exchange.close();
            }
        });
        server.start();
        return Map.of("FAKE_SIBLING", "http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static String bodyOf(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = bodyOf(exchange);
        if (body.contains("\"name\":\"huge-")) {
            exchange.sendResponseHeaders(413, -1);
            exchange.close();
            return;
        }
        if (body.contains("\"name\":\"tardy-")) {
            LockSupport.parkNanos(400_000_000);
        }
        StringBuilder failed = new StringBuilder();
        Matcher event = EVENT.matcher(body);
        while (event.find()) {
            String name = event.group(2);
            int seen = Integer.parseInt(System.getProperty("seen." + name, "0")) + 1;
            System.setProperty("seen." + name, String.valueOf(seen));
            if ((name.startsWith("bad-") && !Boolean.getBoolean("here." + name))
                    || (name.startsWith("flaky-") && seen == 1)) {
                failed.append(failed.isEmpty() ? "" : ",")
                        .append("{\"id\":\"" + event.group(1) + "\",\"detail\":\"not today\"}");
            } else {
                System.setProperty("taken." + name, String.valueOf(Integer.parseInt(taken(name)) + 1));
            }
        }
        byte[] answer = ("{\"failed\":[" + failed + "]}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
