package shop.pennywell.gateway;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@QuarkusTest
@WithTestResource(TestPorts.class)
class AccessLogTest {

    private static final Logger ACCESS = Logger.getLogger("access");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            lines.add(new SimpleFormatter().formatMessage(entry).formatted(entry.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        ACCESS.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        ACCESS.removeHandler(handler);
    }

    @Test
    void oneLineTellsEachRequestAndNoSecret() throws Exception {
        try (var portal =
                TestService.start("portal", 0, request -> request.response().setStatusCode(204))) {
            RawHttp.ask(RawHttp.request(
                    "PUT",
                    "/api/v1/password-resets/mailed-secret?token=query-secret",
                    "{\"password\":\"typed-secret\"}",
                    "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                    "Origin: https://pennywell.example",
                    "Cookie: session=cookie-secret"));
            RawHttp.get("/%69nternal/x");

            long end = System.nanoTime() + 10_000_000_000L;
            while (lines.size() < 2 && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            assertEquals(2, lines.size());
            var line = lines.get(0);
            assertTrue(
                    line.matches("PUT /api/v1/password-resets/… 204 \\d+ ms portal@127.0.0.1:"
                            + TestService.port("portal", 0) + " 0af7651916cd43dd8448eb211c80319c"),
                    line);
            assertTrue(lines.get(1).matches("GET /internal/x 404 \\d+ ms - [0-9a-f]{32}"), lines.get(1));
            assertFalse(lines.toString().contains("secret"));
            assertEquals(1, portal.received.size());
        }
    }
}
