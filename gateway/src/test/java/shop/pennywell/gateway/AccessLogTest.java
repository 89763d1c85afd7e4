package shop.pennywell.gateway;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@QuarkusTest
@WithTestResource(TestPorts.class)
class AccessLogTest {

    @Test
    void oneLineTellsEachRequestAndNoSecret() throws Exception {
        try (var log = new AccessLines();
                var portal = TestService.start(
                        "portal", 0, request -> request.response().setStatusCode(204))) {
            RawHttp.ask(RawHttp.request(
                    "PUT",
                    "/api/v1/password-resets/mailed-secret?token=query-secret",
                    "{\"password\":\"typed-secret\"}",
                    "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                    "Origin: https://pennywell.example",
                    "Cookie: session=cookie-secret"));
            RawHttp.get("/%69nternal/x");

            Eventually.holds(() -> log.texts().size() == 2);
            var lines = log.texts();
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
