package shop.pennywell.local.demostore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers each call by a fixed JSON, and remembers what it was asked. */
public final class FakePlatform implements AutoCloseable {
    /** What came in. */
    public record Call(String line, String authorization, String idempotencyKey, String body) {
        public JsonNode json() {
            try {
                return new ObjectMapper().readTree(body);
            } catch (IOException e) {
                throw new AssertionError(body, e);
            }
        }
    }

    private final HttpServer server;
    private final Map<String, String> answers = new LinkedHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    public FakePlatform() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** From now on a call of this method and path pattern is answered so. */
    public FakePlatform answers(String linePattern, String json) {
        answers.put(linePattern, json);
        return this;
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    public List<Call> calls(String linePattern) {
        return calls.stream().filter(call -> call.line().matches(linePattern)).toList();
    }

    private void answer(HttpExchange http) throws IOException {
        try (http) {
            String line = http.getRequestMethod() + " " + http.getRequestURI().getPath();
            calls.add(new Call(
                    line,
                    http.getRequestHeaders().getFirst("Authorization"),
                    http.getRequestHeaders().getFirst("Idempotency-Key"),
                    new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            String json = answers.entrySet().stream()
                    .filter(entry -> line.matches(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("");
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            http.sendResponseHeaders(json.isEmpty() ? 404 : 200, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                http.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
