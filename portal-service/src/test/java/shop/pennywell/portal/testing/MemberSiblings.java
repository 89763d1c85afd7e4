package shop.pennywell.portal.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * A small real server in the place of payments-, commission- and mailing-service, for what they tell a member. Its state is kept
 * among the system properties, which, other than classes, are one for all class loaders of a test run.
 */
public final class MemberSiblings implements QuarkusTestResourceLifecycleManager {

    private static final String ANSWER = "pennywell.test.member-siblings.";
    private static final String HEARD = "pennywell.test.member-siblings-heard";
    private static final String HANG = "hang";

    private HttpServer server;

    /** What is answered from now on, for example to {@code GET /api/v1/me/wallet}; the query string does not matter. */
    public static void answer(String methodAndPath, int status, String json) {
        System.setProperty(ANSWER + methodAndPath, status + " " + json);
    }

    /** Takes the call and says nothing. */
    public static void hang(String methodAndPath) {
        System.setProperty(ANSWER + methodAndPath, HANG);
    }

    /** Nobody knows anything, and nothing was heard. */
    public static void forget() {
        System.getProperties().keySet().removeIf(key -> key.toString().startsWith(ANSWER));
        heard().clear();
    }

    /** Every call as method, path with query, Authorization, Idempotency-Key, body, Content-Type. */
    @SuppressWarnings("unchecked")
    public static Queue<List<String>> heard() {
        return (Queue<List<String>>)
                System.getProperties().computeIfAbsent(HEARD, key -> new ConcurrentLinkedQueue<List<String>>());
    }

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "member-siblings");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/api/v1/me/", MemberSiblings::reply);
        server.start();
        String url = "http://localhost:" + server.getAddress().getPort();
        return Map.of("PAYMENTS_URL", url, "COMMISSION_URL", url, "MAILING_URL", url);
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private static void reply(HttpExchange exchange) throws IOException {
        try (exchange) {
            heard().add(List.of(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"))));
            String answer = System.getProperty(
                    ANSWER + exchange.getRequestMethod() + " "
                            + exchange.getRequestURI().getPath(),
                    "404 {\"title\":\"There is nothing here\",\"code\":\"not-found\"}");
            if (answer.equals(HANG)) {
                new CountDownLatch(1).await();
            }
            byte[] body = answer.substring(answer.indexOf(' ') + 1).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(
                    Integer.parseInt(answer.substring(0, answer.indexOf(' '))), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }
}
