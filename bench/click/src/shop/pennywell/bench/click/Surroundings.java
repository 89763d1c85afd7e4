package shop.pennywell.bench.click;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * What commission-service has around it: as much of DynamoDB's protocol as clicks take, with a latency; portal's keys; and statistics that
 * take everything. Keeps rows only when told to, so that long runs fit into memory.
 */
final class Surroundings implements AutoCloseable {
    private static final String PARAMETERS = "\"Parameters\":[";
    private static final String NOTE = "untold:";
    private static final String TABLE = "\"TableName\":\"commission-clicks\"";

    private final ServerSocket server;
    private final Tokens tokens;
    private final long delayNanos;
    private final boolean keepsRows;
    private final Map<String, JsonNode> rows = new ConcurrentHashMap<>();
    private final AtomicLong inserted = new AtomicLong();
    private final AtomicLong calls = new AtomicLong();
    private final ObjectMapper json = new ObjectMapper();

    Surroundings(Tokens tokens, long delayMillis, boolean keepsRows) throws IOException {
        this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        this.tokens = tokens;
        this.delayNanos = delayMillis * 1_000_000;
        this.keepsRows = keepsRows;
        Thread accepting = new Thread(this::accept, "surroundings");
        accepting.setDaemon(true);
        accepting.start();
    }

    String address() {
        return "http://localhost:" + server.getLocalPort();
    }

    /** The rows by click id. */
    Map<String, JsonNode> rows() {
        return rows;
    }

    /** Clicks written since it was asked last, and the calls that it took. */
    long[] writes() {
        return new long[] {inserted.getAndSet(0), calls.getAndSet(0)};
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                Thread serving = new Thread(() -> serve(socket), "surroundings-connection");
                serving.setDaemon(true);
                serving.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            OutputStream out = socket.getOutputStream();
            for (String first = line(in); first != null && !first.isEmpty(); first = line(in)) {
                String target = "";
                int length = 0;
                boolean continued = false;
                for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
                    int colon = header.indexOf(':');
                    String name = header.substring(0, colon);
                    String value = header.substring(colon + 1).strip();
                    if (name.equalsIgnoreCase("X-Amz-Target")) {
                        target = value.substring(value.indexOf('.') + 1);
                    } else if (name.equalsIgnoreCase("Content-Length")) {
                        length = Integer.parseInt(value);
                    } else if (name.equalsIgnoreCase("Expect")) {
                        continued = true;
                    }
                }
                if (continued) {
                    out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                }
                String body = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
                String answer = target.isEmpty() ? sibling(first) : dynamo(target, body);
                out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + answer.length()
                                + "\r\n\r\n" + answer)
                        .getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (IOException gone) {
            // The service was killed, or closed a connection that it did not need.
        }
    }

    private String sibling(String first) {
        if (first.contains("jwks.json")) {
            return tokens.publicKeys();
        }
        return first.contains("/oauth/token")
                ? "{\"access_token\":\"bench\",\"token_type\":\"Bearer\",\"expires_in\":300}"
                : "{\"failed\":[]}";
    }

    private String dynamo(String operation, String body) throws IOException {
        return switch (operation) {
            case "BatchExecuteStatement" -> statements(body);
            case "BatchGetItem" -> found(body);
            case "DescribeTable", "CreateTable" ->
                "{\"Table\":{" + TABLE + ",\"TableStatus\":\"ACTIVE\"}," + "\"TableDescription\":{" + TABLE
                        + ",\"TableStatus\":\"ACTIVE\"}}";
            case "DescribeTimeToLive" ->
                "{\"TimeToLiveDescription\":{\"TimeToLiveStatus\":\"ENABLED\",\"AttributeName\":\"expiresAt\"}}";
            case "Query" -> "{\"Items\":[],\"Count\":0,\"ScannedCount\":0}";
            default -> "{}";
        };
    }

    private String statements(String body) throws IOException {
        boolean inserts = body.contains("INSERT INTO");
        List<String> answers = inserts && keepsRows ? keep(json.readTree(body)) : count(body);
        LockSupport.parkNanos(delayNanos);
        if (inserts) {
            // One of them is the note of the others.
            inserted.addAndGet(answers.size() - 1);
            calls.incrementAndGet();
        }
        return "{\"Responses\":[" + String.join(",", answers) + "]}";
    }

    /** An answer for each statement, read no further than must be. */
    private static List<String> count(String body) {
        List<String> answers = new ArrayList<>();
        for (int at = body.indexOf(PARAMETERS); at >= 0; at = body.indexOf(PARAMETERS, at + PARAMETERS.length())) {
            answers.add("{" + TABLE + "}");
        }
        return answers;
    }

    private List<String> keep(JsonNode body) {
        List<String> answers = new ArrayList<>();
        for (JsonNode statement : body.path("Statements")) {
            String id = statement.path("Parameters").path(0).path("S").asText();
            boolean isNew = id.startsWith(NOTE) || rows.putIfAbsent(id, named(statement)) == null;
            answers.add(isNew ? "{" + TABLE + "}" : "{\"Error\":{\"Code\":\"DuplicateItem\",\"Message\":\"there\"}}");
        }
        return answers;
    }

    /** {@code INSERT INTO … VALUE {'name': ?, …}}: its values by their names. */
    private JsonNode named(JsonNode statement) {
        String[] parts = statement.path("Statement").asText().split("'");
        ObjectNode row = json.createObjectNode();
        for (int i = 1; i < parts.length; i += 2) {
            row.set(parts[i], statement.path("Parameters").path(i / 2));
        }
        return row;
    }

    private String found(String body) throws IOException {
        JsonNode wanted = json.readTree(body).path("RequestItems");
        ObjectNode answer = json.createObjectNode();
        answer.putObject("UnprocessedKeys");
        ObjectNode responses = answer.putObject("Responses");
        wanted.fieldNames().forEachRemaining(table -> {
            ArrayNode found = responses.putArray(table);
            wanted.path(table).path("Keys").forEach(key -> {
                JsonNode row = rows.get(key.path("clickId").path("S").asText());
                if (row != null) {
                    found.add(row);
                }
            });
        });
        return json.writeValueAsString(answer);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(80);
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return line.toString();
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
