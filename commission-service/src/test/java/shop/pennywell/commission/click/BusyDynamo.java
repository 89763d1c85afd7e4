package shop.pennywell.commission.click;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Stands in for a DynamoDB that is slow, throttles or fails, which the local one never does. */
final class BusyDynamo implements AutoCloseable {
    /** Answers a whole call with status 500. */
    static final String AWAY = "AWAY";

    private final ObjectMapper json = new ObjectMapper();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<List<String>> calls = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, JsonNode> rows = Collections.synchronizedMap(new TreeMap<>());

    /** What becomes of a click or a note, by its id and the number of the call: null, an error code, or {@link #AWAY}. */
    private volatile BiFunction<String, Integer, String> mood = (id, call) -> null;

    private volatile CountDownLatch gate = new CountDownLatch(0);

    BusyDynamo() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    DynamoDbClient client() {
        return DynamoDbClient.builder()
                .endpointOverride(
                        URI.create("http://localhost:" + server.getAddress().getPort()))
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .overrideConfiguration(all -> all.retryStrategy(retry -> retry.maxAttempts(1)))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    void mood(BiFunction<String, Integer, String> newMood) {
        mood = newMood;
    }

    /** Lets no write be answered until the latch is down. */
    CountDownLatch hold() {
        gate = new CountDownLatch(1);
        return gate;
    }

    /** The ids of the clicks in each call that wanted to write, in their order. */
    List<List<String>> calls() {
        return calls.stream()
                .map(call -> call.stream().filter(id -> !isNote(id)).toList())
                .toList();
    }

    static boolean isNote(String id) {
        return id.startsWith("untold:");
    }

    /** What the notes say that were taken, oldest first. */
    List<String> notes() {
        return rows.entrySet().stream()
                .filter(row -> isNote(row.getKey()))
                .map(row -> row.getValue().path("Parameters").path(1).path("S").asText())
                .toList();
    }

    boolean has(String id) {
        return rows.containsKey(id);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = json.readTree(exchange.getRequestBody());
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            if (target.endsWith("BatchGetItem")) {
                respond(exchange, 200, read(body));
            } else {
                gate.await(30, TimeUnit.SECONDS);
                write(exchange, body);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(HttpExchange exchange, JsonNode body) throws IOException {
        List<String> ids = new ArrayList<>();
        body.path("Statements")
                .forEach(statement ->
                        ids.add(statement.path("Parameters").path(0).path("S").asText()));
        calls.add(ids);
        int call = calls.size();
        List<Map<String, Object>> responses = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            String code = mood.apply(ids.get(i), call);
            if (AWAY.equals(code)) {
                respond(exchange, 500, Map.of("__type", "InternalServerError"));
                return;
            }
            if (code == null && rows.containsKey(ids.get(i))) {
                code = "DuplicateItem";
            }
            if (code == null) {
                rows.put(ids.get(i), body.path("Statements").path(i));
                responses.add(Map.of());
            } else {
                responses.add(Map.of("Error", Map.of("Code", code, "Message", "so it is")));
            }
        }
        respond(exchange, 200, Map.of("Responses", responses));
    }

    /** Rows under the names that the statement gave their values. */
    private Map<String, Object> read(JsonNode body) {
        String table = body.path("RequestItems").fieldNames().next();
        List<Object> found = new ArrayList<>();
        body.path("RequestItems").path(table).path("Keys").forEach(key -> {
            JsonNode row = rows.get(key.path("clickId").path("S").asText());
            if (row != null) {
                Map<String, Object> named = new TreeMap<>();
                String[] parts = row.path("Statement").asText().split("'");
                for (int i = 1; i < parts.length; i += 2) {
                    named.put(parts[i], row.path("Parameters").path(i / 2));
                }
                found.add(named);
            }
        });
        return Map.of("Responses", Map.of(table, found), "UnprocessedKeys", Map.of());
    }

    private void respond(HttpExchange exchange, int status, Map<String, Object> answer) throws IOException {
        byte[] bytes = json.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
