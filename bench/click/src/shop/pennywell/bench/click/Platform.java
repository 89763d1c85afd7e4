package shop.pennywell.bench.click;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** What every run needs: PostgreSQL, the surroundings, and commission-service with a store that members can leave for. */
final class Platform implements AutoCloseable {
    private static final String SECRET = "test-secret";
    private static final String STORE = "bench-shop";

    /** 32 bytes of nothing secret, base64. */
    private static final String KEY = "YmVuY2gta2V5LWJlbmNoLWtleS1iZW5jaC1rZXktYmU=";

    private final Process stores;
    private final Tokens tokens;
    private final Surroundings surroundings;
    private final Server commission;
    private final Path root;
    private final Path work;

    Platform(Path root, Path work, long delayMillis, boolean keepsRows) throws Exception {
        this.root = root;
        this.work = work;
        this.tokens = new Tokens();
        this.surroundings = new Surroundings(tokens, delayMillis, keepsRows);
        this.stores = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "shop.pennywell.local.stores.StoresProcess",
                        Files.createTempDirectory(work, "stores").toString(),
                        "postgres")
                .redirectError(work.resolve("stores.log").toFile())
                .start();
        Map<String, String> environment = environment(postgresPort());
        this.commission = new Server(
                root.resolve("commission-service/target/quarkus-app/quarkus-run.jar"),
                freePort(),
                environment,
                work.resolve("commission.log"));
        commission.start();
        openStore();
    }

    Server commission() {
        return commission;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    /** The same stack, with nothing to do. */
    Server constant() throws Exception {
        Server constant = new Server(
                root.resolve("bench/click/constant/target/quarkus-app/quarkus-run.jar"),
                freePort(),
                Map.of("PORTAL_URL", surroundings.address(), "PENNYWELL_ISSUER", Tokens.ISSUER),
                work.resolve("constant.log"));
        constant.start();
        return constant;
    }

    /** As the gateway sends it: with the member's token and an id of the request. */
    String click(String token, UUID requestId, String landing, String userAgent) {
        return "GET /go/" + STORE + (landing == null ? "" : "?to=" + landing) + " HTTP/1.1\r\n"
                + "Host: localhost\r\nUser-Agent: " + userAgent + "\r\nAccept: text/html\r\n"
                + "Request-Id: " + requestId + "\r\nAuthorization: Bearer " + token + "\r\n\r\n";
    }

    String[] members(int many) {
        String[] members = new String[many];
        for (int i = 0; i < many; i++) {
            members[i] = tokens.of(UUID.randomUUID(), "member");
        }
        return members;
    }

    private Map<String, String> environment(int postgres) {
        Map<String, String> environment = new HashMap<>();
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://localhost:" + postgres + "/commission");
        environment.put("QUARKUS_DATASOURCE_USERNAME", "commission");
        environment.put("QUARKUS_DATASOURCE_PASSWORD", SECRET);
        environment.put("QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", surroundings.address());
        environment.put("QUARKUS_S3_ENDPOINT_OVERRIDE", surroundings.address());
        environment.put("PENNYWELL_S3_BUCKET", "bench");
        environment.put("AWS_REGION", "eu-west-1");
        environment.put("AWS_ACCESS_KEY_ID", "bench");
        environment.put("AWS_SECRET_ACCESS_KEY", SECRET);
        for (String sibling : new String[] {"PORTAL", "COMMISSION", "PAYMENTS", "MAILING", "STATS"}) {
            environment.put(sibling + "_URL", surroundings.address());
        }
        environment.put("PENNYWELL_ISSUER", Tokens.ISSUER);
        environment.put("PENNYWELL_PUBLIC_URL", Tokens.ISSUER);
        environment.put("SERVICE_SECRET", SECRET);
        environment.put("PENNYWELL_ENCRYPTION_KEY", KEY);
        environment.put("PENNYWELL_ENCRYPTION_KEY_ID", "bench");
        return environment;
    }

    private int postgresPort() throws IOException {
        BufferedReader output = stores.inputReader(StandardCharsets.UTF_8);
        int port = 0;
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("postgres=")) {
                port = Integer.parseInt(line.substring("postgres=".length()));
            }
            if (line.equals("ready")) {
                return port;
            }
        }
        throw new IOException("PostgreSQL does not start, see " + work.resolve("stores.log"));
    }

    private void openStore() throws IOException, InterruptedException {
        String partner =
                id(post("/partners", "{\"name\":\"Bench\",\"currency\":\"EUR\",\"settlement\":\"ON_STATEMENT\"}"));
        String store = id(post(
                "/stores",
                "{\"partnerId\":\"" + partner + "\",\"slug\":\"" + STORE
                        + "\",\"name\":\"Bench shop\",\"description\":\"Everything\",\"domains\":[\"shop.example\"],"
                        + "\"landingUrl\":\"https://www.shop.example/welcome?utm=x\",\"clickParameter\":\"clickref\","
                        + "\"markets\":[\"DE\"],\"categories\":[\"Gifts\"]}"));
        String rates = "{\"rates\":["
                + "{\"group\":\"DEFAULT\",\"type\":\"PERCENT\",\"value\":\"5\",\"memberSharePercent\":\"60\",\"validFrom\":\"2026-01-01T00:00:00Z\"},"
                + "{\"group\":\"ELECTRONICS\",\"type\":\"PERCENT\",\"value\":\"2.5\",\"memberSharePercent\":\"50\",\"validFrom\":\"2026-01-01T00:00:00Z\"}]}";
        send("PUT", "/stores/" + store + "/rates", rates, 200);
    }

    private String post(String path, String json) throws IOException, InterruptedException {
        return send("POST", path, json, 201);
    }

    private String send(String method, String path, String json, int expected)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create("http://localhost:" + commission.port() + "/api/v1/admin" + path))
                                .header("Authorization", "Bearer " + tokens.of(UUID.randomUUID(), "staff", "finance"))
                                .header("Content-Type", "application/json")
                                .method(method, HttpRequest.BodyPublishers.ofString(json))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != expected) {
            throw new IOException(path + " answered " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static String id(String json) {
        return json.replaceFirst("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws Exception {
        commission.close();
        surroundings.close();
        // It ends, and cleans up, when nobody holds its standard input.
        stores.getOutputStream().close();
        stores.waitFor();
    }
}
