package shop.pennywell.commission.webhook.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.vertx.core.Vertx;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Against servers of another make; the names in here are known to no resolver, so only a pinned address can be what is connected to. */
class WireTest {
    private static final char[] PASSWORD = "nothing secret".toCharArray();
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    static Path folder;

    private static Vertx vertx;

    private final List<String> heard = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void aCertificateForOneHost() throws Exception {
        vertx = Vertx.vertx();
        int exit = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "hook",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=hook.example",
                        "-ext",
                        "san=dns:hook.example",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        folder.resolve("hook.p12").toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start()
                .waitFor();
        assertEquals(0, exit, () -> read(folder.resolve("keytool.log")));
    }

    @AfterAll
    static void close() {
        vertx.close();
    }

    @Test
    void connectsToTheAddressThatWasJudgedUnderTheNameOfTheHost() throws Exception {
        HttpServer server = http(this::ok);

        Answer answer = post("http://nowhere.example:" + server.getAddress().getPort() + "/hook?key=1", null);

        assertTrue(answer.isTaken(), answer::toString);
        assertEquals(
                List.of("POST /hook?key=1 nowhere.example:"
                        + server.getAddress().getPort() + " {}"),
                heard);
        server.stop(0);
    }

    @Test
    void holdsTheCertificateToTheNameNotToTheAddress() throws Exception {
        HttpServer server = https();
        int port = server.getAddress().getPort();
        TrustOptions trust =
                new PfxOptions().setPath(folder.resolve("hook.p12").toString()).setPassword(new String(PASSWORD));

        assertTrue(post("https://hook.example:" + port + "/", trust).isTaken());
        Answer another = post("https://other.example:" + port + "/", trust);
        Answer untrusted = post("https://hook.example:" + port + "/", null);

        assertTrue(another.failure().contains("TLS"), another::toString);
        assertTrue(untrusted.failure().contains("TLS"), untrusted::toString);
        assertEquals(1, heard.size());
        server.stop(0);
    }

    @Test
    void followsNoRedirect() throws Exception {
        HttpServer server = http(exchange -> {
            heard.add(exchange.getRequestURI().toString());
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(307, -1);
        });

        Answer answer = post("http://nowhere.example:" + server.getAddress().getPort() + "/hook", null);

        assertEquals("answered 307", answer.failure());
        assertFalse(answer.isAway());
        assertEquals(List.of("/hook"), heard);
        server.stop(0);
    }

    @Test
    void readsNoMoreOfAnAnswerThanItMust() throws Exception {
        CountDownLatch hungUp = new CountDownLatch(1);
        HttpServer server = http(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                byte[] piece = new byte[8192];
                for (long sent = 0; sent < 1L << 32; sent += piece.length) {
                    out.write(piece);
                }
            } catch (IOException cut) {
                hungUp.countDown();
                throw cut;
            }
        });

        Answer answer = post("http://nowhere.example:" + server.getAddress().getPort() + "/", null);

        assertTrue(answer.isTaken());
        assertTrue(hungUp.await(10, java.util.concurrent.TimeUnit.SECONDS));
        server.stop(0);
    }

    @Test
    @Tag("slow")
    void takesTheStatusOfAnAnswerThatNeverEnds() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        HttpServer server = http(exchange -> {
            exchange.sendResponseHeaders(200, 10);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            await(end);
        });

        assertTrue(post("http://nowhere.example:" + server.getAddress().getPort() + "/", null)
                .isTaken());
        end.countDown();
        server.stop(0);
    }

    @Test
    @Tag("slow")
    void givesUpOnAnEndpointThatHangsAndHangsUp() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread hanging = new Thread(() -> swallow(server));
            hanging.start();

            Answer answer = post("http://nowhere.example:" + server.getLocalPort() + "/", null);

            assertEquals("no answer within 2 s", answer.failure());
            assertTrue(answer.isAway());
            hanging.join(10_000);
            assertFalse(hanging.isAlive(), "the connection is still there");
        }
    }

    @Test
    void saysInWordsOfItsOwnWhatWentWrong() throws Exception {
        int nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = free.getLocalPort();
        }
        assertEquals(
                "no connection",
                post("http://nowhere.example:" + nobody + "/", null).failure());

        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            new Thread(() -> answer(server, "SSH-2.0-OpenSSH_9.9 <secret>\r\n")).start();
            assertEquals(
                    "no HTTP answer",
                    post("http://nowhere.example:" + server.getLocalPort() + "/", null)
                            .failure());
        }
    }

    private static Answer post(String url, TrustOptions trust) throws Exception {
        Wire wire = new Wire(vertx, new DestinationsTest.Config(Duration.ofSeconds(2), Duration.ofSeconds(1)), trust);
        return wire.post(
                        new Destination(URI.create(url), InetAddress.getLoopbackAddress()),
                        Map.of("Content-Type", "application/json"),
                        BODY)
                .get();
    }

    private void ok(HttpExchange exchange) throws IOException {
        heard.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Host") + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        exchange.sendResponseHeaders(204, -1);
    }

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private static HttpServer http(Handler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        return started(server, handler);
    }

    private HttpServer https() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(folder.resolve("hook.p12"))) {
            store.load(file, PASSWORD);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return started(server, this::ok);
    }

    private static HttpServer started(HttpServer server, Handler handler) {
        server.createContext("/", exchange -> {
            try (exchange) {
                handler.handle(exchange);
            }
        });
        server.start();
        return server;
    }

    /** Reads whatever comes until the other side hangs up. */
    private static void swallow(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getInputStream().readAllBytes();
        } catch (IOException cut) {
            assertFalse(server.isClosed());
        }
    }

    private static void answer(ServerSocket server, String text) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            socket.getInputStream().readAllBytes();
        } catch (IOException cut) {
            assertFalse(server.isClosed());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            return failure.toString();
        }
    }
}
