package shop.pennywell.commission.network.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.runtime.configuration.MemorySize;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shop.pennywell.commission.network.api.NetworkFailure.Kind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

class WireTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private static final Session.TokenRequest TOKEN = new Session.TokenRequest("/token", "me", "secret", Map.of());

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private Handler handler;

    private interface Handler {
        void answer(HttpExchange exchange) throws IOException;
    }

    private record Config(Map<String, URI> urls) implements Wire.WireConfig {
        @Override
        public Duration timeout() {
            return Duration.ofMillis(700);
        }

        @Override
        public Duration pageTimeout() {
            return Duration.ofSeconds(60);
        }

        @Override
        public MemorySize maxAnswer() {
            return new MemorySize(BigInteger.valueOf(10_000));
        }
    }

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(workers);
        server.createContext("/", exchange -> {
            try (exchange) {
                asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                        + exchange.getRequestHeaders().getFirst("Authorization"));
                handler.answer(exchange);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        workers.shutdownNow();
    }

    @Test
    void asksAsItIsToldAndKeepsNumbersAsTheyAreWritten() throws Exception {
        handler = exchange -> send(exchange, 200, "{\"a\":5.590,\"b\":1e2}");
        Map<String, String> query = new LinkedHashMap<>();
        query.put("a b", "ü&+");
        query.put("c", "2026-11-24 12:00:00");

        assertEquals(
                "5.590",
                session().get("/x", query, "Bearer t").get("a").decimalValue().toString());
        assertEquals(List.of("GET /base/x?a%20b=%C3%BC%26%2B&c=2026-11-24%2012%3A00%3A00 Bearer t"), asked);
    }

    @ParameterizedTest
    @CsvSource({
        "429, THROTTLED",
        "500, AWAY",
        "502, AWAY",
        "503, AWAY",
        "408, AWAY",
        "401, REFUSED",
        "403, REFUSED",
        "400, REJECTED",
        "404, NOT_FOUND",
        "301, REJECTED",
        "204, REJECTED"
    })
    void tellsFailuresApart(int status, Kind kind) {
        handler = exchange -> {
            exchange.getResponseHeaders().set("Location", "http://localhost:1/elsewhere");
            send(exchange, status, "<h1>no</h1>");
        };

        assertEquals(kind, failure().kind());
        assertEquals(1, asked.size(), "neither redirected nor tried again");
    }

    @ParameterizedTest
    @CsvSource({
        "Retry-After, 7, 7",
        "Retry-After, 'Tue, 24 Nov 2026 12:01:30 GMT', 90",
        "Retry-After, 'Tue, 24 Nov 2026 11:00:00 GMT', 0",
        "Retry-After, 100000, 3600",
        "X-RateLimit-Retry-After, 12, 12",
        "X-RateLimit-Reset, 33, 33",
        "X-RateLimit-Reset, 1.5, 2",
        "X-RateLimit-Reset, 1795521640, 40"
    })
    void waitsAsLongAsTheNetworkAsks(String header, String value, long seconds) {
        handler = exchange -> {
            exchange.getResponseHeaders().set(header, value);
            send(exchange, 429, "{}");
        };

        assertEquals(Duration.ofSeconds(seconds), failure().pause());
    }

    @Test
    void aWaitThatMakesNoSenseIsNone() {
        handler = exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "soon");
            send(exchange, 429, "{}");
        };

        assertNull(failure().pause());
    }

    @Test
    void moreThanItTakesIsTooLargeWithAndWithoutALength() {
        handler = exchange -> send(exchange, 200, "[" + "1,".repeat(10_000) + "1]");
        assertEquals(Kind.TOO_LARGE, failure().kind());

        handler = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("[".repeat(20_000).getBytes(StandardCharsets.UTF_8));
        };
        assertEquals(Kind.TOO_LARGE, failure().kind());
    }

    @Test
    void whatIsNoJsonIsUnreadable() {
        for (String body : List.of("<h1>Maintenance</h1>", "{\"a\":", "", "{} {}")) {
            handler = exchange -> send(exchange, 200, body);
            assertEquals(Kind.UNREADABLE, failure().kind(), body);
        }
    }

    @Test
    void aNetworkThatIsSilentOrHangsUpIsAway() {
        CountDownLatch over = new CountDownLatch(1);
        handler = exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('[');
            exchange.getResponseBody().flush();
            // The rest never comes: the server hangs up.
        };
        assertEquals(Kind.AWAY, failure().kind());

        handler = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
            try {
                over.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        };
        assertEquals(Kind.AWAY, failure().kind());
        over.countDown();

        server.stop(0);
        assertEquals(Kind.AWAY, failure().kind());
    }

    @Test
    void aTokenServesManyCallsAndIsReplacedWhenItIsNotTakenAnyMore() throws Exception {
        handler = tokensThat(List.of("t1", "t2"));
        Wire wire = wire();
        UUID account = UUID.randomUUID();

        session(wire, account).getWithToken(TOKEN, "/x", Map.of());
        session(wire, account).getWithToken(TOKEN, "/x", Map.of());
        assertEquals(3, asked.size(), asked.toString());

        handler = tokensThat(List.of("t2"));
        assertEquals(Kind.AWAY, refusal(wire, account).kind(), "tried again, with a new one");
        session(wire, account).getWithToken(TOKEN, "/x", Map.of());
    }

    @Test
    void aNewTokenThatIsNotTakenMeansThatWeAreRefused() {
        handler = tokensThat(List.of());
        Wire wire = wire();
        UUID account = UUID.randomUUID();

        assertEquals(Kind.REFUSED, refusal(wire, account).kind());
        assertEquals(Kind.REFUSED, refusal(wire, account).kind());
    }

    /** Hands out t1 until t1 is not good any more, then t2. */
    private static Handler tokensThat(List<String> good) {
        return exchange -> {
            if (exchange.getRequestURI().getPath().endsWith("/token")) {
                String token = good.contains("t1") ? "t1" : "t2";
                send(exchange, 200, "{\"access_token\":\"" + token + "\",\"expires_in\":3600}");
                return;
            }
            String said = exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
            send(exchange, good.contains(said) ? 200 : 401, "{}");
        };
    }

    private static NetworkFailure refusal(Wire wire, UUID account) {
        return assertThrows(NetworkFailure.class, () -> session(wire, account).getWithToken(TOKEN, "/x", Map.of()));
    }

    private NetworkFailure failure() {
        return assertThrows(NetworkFailure.class, () -> session().get("/x", Map.of(), "Bearer t"));
    }

    private Session session() {
        return session(wire(), UUID.randomUUID());
    }

    private static Session session(Wire wire, UUID account) {
        return wire.session(new Awin(), account, Map.of(), Samples.UTC);
    }

    private Wire wire() {
        URI address = URI.create("http://localhost:" + server.getAddress().getPort() + "/base/");
        return new Wire(new Config(Map.of("awin", address)), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, status == 204 ? -1 : bytes.length == 0 ? -1 : bytes.length);
        if (status != 204) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
