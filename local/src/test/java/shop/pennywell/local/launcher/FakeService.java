package shop.pennywell.local.launcher;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the launcher needs to see of a service: it listens where the environment says, tells its readiness, answers its
 * process id, and gives up at the start when a file {@code crash} lies beside its jar. With a file {@code silent} there, it
 * takes POST requests and never answers.
 */
public final class FakeService {
    private FakeService() {}

    public static void main(String[] arguments) throws IOException {
        Path jar = Path.of(System.getProperty("java.class.path"));
        System.out.println("INFO  fake service starts");
        if (Files.exists(jar.resolveSibling("crash"))) {
            System.out.println("ERROR The database has no table of that name");
            System.exit(3);
        }
        int port = Integer.parseInt(System.getenv("QUARKUS_HTTP_PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            if (exchange.getRequestMethod().equals("POST") && Files.exists(jar.resolveSibling("silent"))) {
                return;
            }
            try (exchange) {
                byte[] body = ("" + ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }
}
