package shop.pennywell.gateway;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What passes through, and what does not. */
@QuarkusTest
@WithTestResource(TestPorts.class)
class ForwardingTest {

    @Test
    void requestReachesTheServiceOfItsPathAsItIs() throws Exception {
        try (var payments = TestService.echo("payments", 0)) {
            var answer = RawHttp.ask(RawHttp.request(
                    "PATCH",
                    "/api/v1/me/w%61llet?a=1&b=%2F",
                    "{\"x\":1}",
                    "Content-Type: application/json",
                    "X-Custom: kept",
                    "Authorization: Basic YTpi"));

            assertEquals(200, answer.status());
            assertEquals("PATCH", answer.json().getString("method"));
            assertEquals("/api/v1/me/wallet?a=1&b=%2F", answer.json().getString("uri"));
            assertEquals("{\"x\":1}", answer.json().getString("body"));
            var headers = answer.json().getJsonObject("headers");
            assertEquals("kept", headers.getString("x-custom"));
            assertEquals("application/json", headers.getString("content-type"));
            assertEquals("Basic YTpi", headers.getString("authorization"));
            assertEquals("7", headers.getString("content-length"));
            assertEquals("127.0.0.1:" + TestService.port("payments", 0), headers.getString("host"));
            assertEquals(1, payments.received.size());
        }
    }

    @Test
    void headersOfOneConnectionStayOnIt() throws Exception {
        try (var payments = TestService.start("payments", 0, request -> request.response()
                .putHeader("Connection", "X-Only-Here")
                .putHeader("X-Only-Here", "1")
                .putHeader("Keep-Alive", "timeout=5")
                .putHeader("Upgrade", "h2c")
                .putHeader("Proxy-Authenticate", "Basic")
                .putHeader("X-Kept", "1"))) {
            var answer = RawHttp.get(
                    "/api/v1/me/wallet",
                    "Connection: keep-alive, X-Drop-Me, Upgrade, HTTP2-Settings",
                    "X-Drop-Me: 1",
                    "Upgrade: h2c",
                    "HTTP2-Settings: AAMAAABkAAQAAP__",
                    "TE: trailers",
                    "Keep-Alive: 300",
                    "Proxy-Connection: keep-alive",
                    "Proxy-Authorization: Basic YTpi");

            assertEquals(200, answer.status());
            var headers = payments.received.get(0).getJsonObject("headers");
            for (var gone : List.of(
                    "x-drop-me",
                    "upgrade",
                    "http2-settings",
                    "te",
                    "keep-alive",
                    "proxy-connection",
                    "proxy-authorization")) {
                assertFalse(headers.containsKey(gone), gone);
            }
            assertEquals("1", answer.header("x-kept"));
            for (var gone : List.of("x-only-here", "keep-alive", "upgrade", "proxy-authenticate")) {
                assertNull(answer.header(gone), gone);
            }
        }
    }

    @Test
    void clientCannotSayWhoItIsOrSpeakAsTheGateway() throws Exception {
        try (var portal = TestService.echo("portal", 0)) {
            RawHttp.get(
                    "/",
                    "X-Forwarded-For: 1.2.3.4",
                    "X-Forwarded-Proto: https",
                    "X-Forwarded-Host: evil.example",
                    "X-Forwarded-Prefix: /internal",
                    "Forwarded: for=1.2.3.4",
                    "X-Real-IP: 1.2.3.4",
                    "X-Original-URL: /internal",
                    "X-HTTP-Method-Override: DELETE",
                    "X-Pennywell-Role: staff",
                    "Proxy: http://evil.example",
                    "baggage: a=b",
                    "Connection: X-Forwarded-For, traceparent, Authorization");

            var headers = portal.received.get(0).getJsonObject("headers");
            assertEquals("127.0.0.1", headers.getString("x-forwarded-for"));
            assertEquals("http", headers.getString("x-forwarded-proto"));
            assertEquals("pennywell.example", headers.getString("x-forwarded-host"));
            assertTrue(headers.getString("traceparent").startsWith("00-"));
            for (var gone : List.of(
                    "x-forwarded-prefix",
                    "forwarded",
                    "x-real-ip",
                    "x-original-url",
                    "x-http-method-override",
                    "x-pennywell-role",
                    "proxy",
                    "baggage")) {
                assertFalse(headers.containsKey(gone), gone);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "'1.1.1.1, 203.0.113.7', 203.0.113.7",
        "'1.1.1.1, 203.0.113.7, 10.1.2.3', 203.0.113.7",
        "'garbage, 10.1.2.3', 10.1.2.3",
        "2001:db8::7, 2001:db8::7",
        "'', 127.0.0.2",
    })
    void trustedProxyTellsTheClient(String told, String client) throws Exception {
        try (var portal = TestService.echo("portal", 0);
                var http = new RawHttp("127.0.0.2")) {
            http.send(RawHttp.request(
                            "GET",
                            "/",
                            "",
                            "X-Forwarded-For: " + told,
                            "X-Forwarded-Proto: https",
                            "X-Forwarded-Host: shop.example"))
                    .read();

            var headers = portal.received.get(0).getJsonObject("headers");
            assertEquals(client, headers.getString("x-forwarded-for"));
            assertEquals("https", headers.getString("x-forwarded-proto"));
            assertEquals("shop.example", headers.getString("x-forwarded-host"));
        }
    }

    @Test
    void requestGetsAnIdOfItsTimeThatNoClientChooses() throws Exception {
        try (var portal = TestService.echo("portal", 0)) {
            var before = System.currentTimeMillis();
            RawHttp.get("/", "Request-Id: 01890a5d-ac96-774b-bcce-b302099a8057", "request-id: mine");

            var id = UUID.fromString(
                    portal.received.get(0).getJsonObject("headers").getString("request-id"));
            assertEquals(7, id.version());
            var millis = id.getMostSignificantBits() >>> 16;
            assertTrue(millis >= before && millis <= System.currentTimeMillis(), id.toString());
        }
    }

    @Test
    void wellFormedTraceIsContinuedAndAnotherReplaced() throws Exception {
        try (var portal = TestService.echo("portal", 0)) {
            var good = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
            RawHttp.get("/", "traceparent: " + good, "tracestate: a=1");
            RawHttp.get("/", "traceparent: 00-00000000000000000000000000000000-b7ad6b7169203331-01", "tracestate: a=1");

            var continued = portal.received.get(0).getJsonObject("headers");
            assertEquals(good, continued.getString("traceparent"));
            assertEquals("a=1", continued.getString("tracestate"));
            var replaced = portal.received.get(1).getJsonObject("headers");
            assertTrue(replaced.getString("traceparent").matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01"));
            assertFalse(replaced.getString("traceparent").contains("-00000000000000000000000000000000-"));
            assertFalse(replaced.containsKey("tracestate"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/oauth/token",
                "/internal",
                "/%69nternal/oauth/token",
                "/api/../internal/oauth/token",
                "/go/%2e%2e/internal/oauth/token",
                "/events",
                "/q/metrics",
                "/q/dev-ui",
                "/q/openapi",
                "/q/health/group/x",
            })
    void nobodyReachesWhatIsInternal(String uri) throws Exception {
        try (var portal = TestService.echo("portal", 0);
                var commission = TestService.echo("commission", 0)) {
            var answer = RawHttp.get(uri);

            assertEquals(404, answer.status());
            assertEquals("not-found", answer.json().getString("code"));
            assertEquals(0, portal.received.size() + commission.received.size());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//internal",
                "/go/..%2f..%2finternal",
                "/internal;a=b/x",
                "/;/internal",
                "/%2569nternal",
                "/..%5cinternal",
                "/a\\b",
                "http://pennywell.example/internal",
            })
    void ambiguousAddressIsRefused(String uri) throws Exception {
        try (var portal = TestService.echo("portal", 0);
                var commission = TestService.echo("commission", 0)) {
            var answer = RawHttp.get(uri);

            assertEquals(400, answer.status());
            assertEquals("application/problem+json", answer.header("content-type"));
            assertEquals("request-target-invalid", answer.json().getString("code"));
            assertEquals(0, portal.received.size() + commission.received.size());
        }
    }

    @Test
    void htmlGetsTheSecurityHeadersThatTheServiceLeftOut() throws Exception {
        try (var portal = TestService.start("portal", 0, request -> {
            request.response().putHeader("Content-Type", "text/html; charset=utf-8");
            if (request.path().equals("/own")) {
                request.response().putHeader("Content-Security-Policy", "default-src 'none'");
            }
            request.response().end("<p>hello");
        })) {
            var plain = RawHttp.get("/");
            var own = RawHttp.get("/own");

            assertTrue(plain.header("content-security-policy").contains("default-src 'self'"));
            assertTrue(plain.header("content-security-policy").contains("frame-ancestors 'none'"));
            assertEquals("nosniff", plain.header("x-content-type-options"));
            assertEquals("strict-origin-when-cross-origin", plain.header("referrer-policy"));
            assertTrue(plain.header("strict-transport-security").startsWith("max-age="));
            assertEquals("default-src 'none'", own.header("content-security-policy"));
            assertEquals(2, portal.received.size());
        }
    }

    @Test
    void headAnswerHasTheLengthAndNoBody() throws Exception {
        try (var portal = TestService.start("portal", 0, request -> request.response()
                        .putHeader("Content-Length", "5000")
                        .end());
                var http = new RawHttp()) {
            http.send(RawHttp.request("HEAD", "/page", "") + RawHttp.request("HEAD", "/page", ""));

            assertEquals("5000", http.readHead().header("content-length"));
            assertEquals(200, http.readHead().status());
            assertEquals(2, portal.received.size());
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() throws Exception {
        try (var portal = TestService.echo("portal", 0);
                var http = new RawHttp()) {
            http.send(RawHttp.request("POST", "/1", "one")
                    + RawHttp.request("GET", "/internal", "")
                    + RawHttp.request("POST", "/2", "two"));

            assertEquals("one", http.read().json().getString("body"));
            assertEquals(404, http.read().status());
            assertEquals("two", http.read().json().getString("body"));
            assertEquals(2, portal.received.size());
        }
    }

    @Test
    void largeAnswerStreamsToASlowReader() throws Exception {
        var chunk = Buffer.buffer(new byte[64 * 1024]);
        int chunks = 512;
        try (var portal = TestService.streaming("portal", 0, request -> {
                    request.response().setChunked(true);
                    writeAll(request.response(), chunk, chunks);
                });
                var http = new RawHttp()) {
            var answer = http.send(RawHttp.request("GET", "/export", "")).read();

            assertEquals(chunks * chunk.length(), answer.body().length());
            assertFalse(answer.broken());
            assertTrue(portal.received.isEmpty());
        }
    }

    @Test
    void uploadStreamsWithoutBeingKept() throws Exception {
        List<Long> sizes = new ArrayList<>();
        try (var commission = TestService.streaming("commission", 0, request -> {
                    long[] size = {0};
                    request.handler(chunk -> size[0] += chunk.length());
                    request.endHandler(end -> {
                        sizes.add(size[0]);
                        request.response().setStatusCode(202).end();
                    });
                });
                var http = new RawHttp()) {
            http.send(RawHttp.head(
                    "POST /api/v1/partner/files HTTP/1.1",
                    "Host: a",
                    "Idempotency-Key: k",
                    "Transfer-Encoding: chunked"));
            var part = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
            for (int i = 0; i < 1024; i++) {
                http.send(part);
            }
            var answer = http.send("0\r\n\r\n").read();

            assertEquals(202, answer.status());
            assertEquals(List.of(1024L * 0x10000), sizes);
            assertTrue(commission.received.isEmpty());
        }
    }

    @Test
    void clientThatWaitsForPermissionGetsIt() throws Exception {
        try (var portal = TestService.echo("portal", 0);
                var http = new RawHttp()) {
            http.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
            assertEquals(100, http.readHead().status());

            var answer = http.send("ok").read();

            assertEquals("ok", answer.json().getString("body"));
            assertFalse(portal.received.get(0).getJsonObject("headers").containsKey("expect"));
        }
    }

    @Test
    void cookiesOtherThanTheSessionPass() throws Exception {
        try (var portal = TestService.echo("portal", 0)) {
            RawHttp.get("/", "Cookie: csrf=1; session=rubbish; theme=dark");

            assertEquals(
                    "csrf=1; theme=dark",
                    portal.received.get(0).getJsonObject("headers").getString("cookie"));
        }
    }

    @Test
    void severalSetCookiesArriveApart() throws Exception {
        try (var portal = TestService.start(
                "portal",
                0,
                request -> request.response().headers().add("Set-Cookie", "a=1").add("Set-Cookie", "b=2"))) {
            assertEquals("a=1 | b=2", RawHttp.get("/").header("set-cookie"));
            assertEquals(1, portal.received.size());
        }
    }

    private static void writeAll(io.vertx.core.http.HttpServerResponse response, Buffer chunk, int left) {
        int open = left;
        while (open > 0 && !response.writeQueueFull()) {
            response.write(chunk);
            open--;
        }
        int rest = open;
        if (rest == 0) {
            response.end();
        } else {
            response.drainHandler(drained -> writeAll(response, chunk, rest));
        }
    }
}
