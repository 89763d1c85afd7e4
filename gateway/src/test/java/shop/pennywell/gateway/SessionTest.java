package shop.pennywell.gateway;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** From cookie to bearer, its renewal, and what is refused at the edge. Portal's stand-in publishes a real key. */
@QuarkusTest
@WithTestResource(TestPorts.class)
class SessionTest {

    private static final String OURS = "https://pennywell.example";
    private static final String ME = "/api/v1/me/wallet";
    private static final EllipticCurveJsonWebKey KEY = key("test-key");

    /** From then on a forged token is told from a good one, whether portal is there or not. */
    @BeforeEach
    void gatewayKnowsTheKey() throws Exception {
        try (var portal = portal(SessionTest::refuse)) {
            var forged = "Authorization: Bearer " + token(key("test-key"), OURS, 600);
            Eventually.holds(() -> RawHttp.get(ME, forged).status() == 401);
            assertTrue(renewals(portal).isEmpty());
        }
    }

    @Test
    void cookieBecomesABearerAndGoesNoFurther() throws Exception {
        try (var portal = portal(SessionTest::refuse);
                var payments = TestService.echo("payments", 0)) {
            var token = token(KEY, OURS, 600);

            var answer = RawHttp.get(ME, "Cookie: a=1; session=" + token + "~refresh-1");

            var headers = payments.received.get(0).getJsonObject("headers");
            assertEquals("Bearer " + token, headers.getString("authorization"));
            assertEquals("a=1", headers.getString("cookie"));
            assertNull(answer.header("set-cookie"));
            assertTrue(renewals(portal).isEmpty());
        }
    }

    @Test
    void explicitBearerWinsOverTheCookie() throws Exception {
        try (var portal = portal(SessionTest::refuse);
                var payments = TestService.echo("payments", 0)) {
            var token = token(KEY, OURS, 600);

            RawHttp.post(ME, "{}", "Authorization: Bearer " + token, "Cookie: session=" + token(KEY, OURS, 700) + "~r");

            var headers = payments.received.get(0).getJsonObject("headers");
            assertEquals("Bearer " + token, headers.getString("authorization"));
            assertFalse(headers.containsKey("cookie"));
            assertTrue(renewals(portal).isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-100, 30})
    void tokenThatEndsIsRenewed(int secondsLeft) throws Exception {
        var fresh = token(KEY, OURS, 900);
        try (var portal = portal(renewed(fresh, "refresh-2"));
                var payments = TestService.echo("payments", 0)) {
            var answer = RawHttp.get(ME, "Cookie: session=" + token(KEY, OURS, secondsLeft) + "~refresh-1");

            assertEquals(
                    "Bearer " + fresh,
                    payments.received.get(0).getJsonObject("headers").getString("authorization"));
            assertEquals(
                    "session=" + fresh + "~refresh-2; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure",
                    answer.header("set-cookie"));
            assertEquals("no-store", answer.header("cache-control"));
            assertEquals(
                    "{\"refreshToken\":\"refresh-1\"}", renewals(portal).get(0).getString("body"));
        }
    }

    @Test
    void requestsThatComeTogetherShareOneRenewal() throws Exception {
        var fresh = token(KEY, OURS, 900);
        var waiting = new AtomicReference<HttpServerRequest>();
        try (var portal = portal(request -> {
                    TestService.leaveOpen(request);
                    waiting.set(request);
                });
                var payments = TestService.echo("payments", 0);
                var one = new RawHttp();
                var two = new RawHttp()) {
            var request = RawHttp.request("GET", ME, "", "Cookie: session=" + token(KEY, OURS, -1) + "~shared");
            one.send(request);
            Eventually.holds(() -> waiting.get() != null);
            // Both in one segment: when the first of them has been answered, the second has been taken in.
            two.send(RawHttp.request("GET", "/internal", "") + request);
            assertEquals(404, two.read().status());
            RawHttp.get("/internal");
            renewed(fresh, "refresh-2").accept(waiting.get());

            assertTrue(one.read().header("set-cookie").contains("refresh-2"));
            assertTrue(two.read().header("set-cookie").contains("refresh-2"));
            assertEquals(2, payments.received.size());
            assertEquals(1, renewals(portal).size());
        }
    }

    /** Seen by the thread that writes the access log's line when an answer ends. */
    @Test
    void whoeverWaitsForTheRenewalOfAnotherIsServedByTheEventLoopOfTheOwnConnection() throws Exception {
        var waiting = new AtomicReference<HttpServerRequest>();
        List<RawHttp> clients = new ArrayList<>();
        try (var log = new AccessLines();
                var portal = portal(request -> {
                    TestService.leaveOpen(request);
                    waiting.set(request);
                });
                var payments = TestService.echo("payments", 0)) {
            var cookie = "Cookie: session=" + token(KEY, OURS, -1) + "~many-wait";
            for (int i = 0; i < 8; i++) {
                var client = new RawHttp();
                clients.add(client);
                // Both in one segment: when the first of them has been answered, the second has been taken in.
                client.send(RawHttp.request("GET", "/internal", "", trace("a", i))
                        + RawHttp.request("GET", ME, "", trace("b", i), cookie));
                assertEquals(404, client.read().status());
            }
            Eventually.holds(() -> waiting.get() != null);
            renewed(token(KEY, OURS, 900), "refresh-2").accept(waiting.get());
            for (var client : clients) {
                assertEquals(200, client.read().status());
            }

            assertEquals(1, renewals(portal).size());
            assertEquals(8, payments.received.size());
            for (int i = 0; i < 8; i++) {
                int client = i;
                Eventually.holds(() -> log.threadOf(traceId("b", client)).isPresent());
                assertEquals(log.threadOf(traceId("a", i)), log.threadOf(traceId("b", i)));
            }
        } finally {
            for (var client : clients) {
                client.close();
            }
        }
    }

    private static String traceId(String kind, int number) {
        return kind.repeat(31) + number;
    }

    private static String trace(String kind, int number) {
        return "traceparent: 00-" + traceId(kind, number) + "-b7ad6b7169203331-01";
    }

    @Test
    void sessionThatPortalRefusesIsClearedAndTheRequestGoesOnAsNobody() throws Exception {
        try (var portal = portal(SessionTest::refuse);
                var payments = TestService.echo("payments", 0)) {
            var answer = RawHttp.get(ME, "Cookie: session=" + token(KEY, OURS, -1) + "~revoked");

            assertEquals("session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure", answer.header("set-cookie"));
            assertFalse(payments.received.get(0).getJsonObject("headers").containsKey("authorization"));
            assertEquals(1, renewals(portal).size());
        }
    }

    @Test
    void forgedCookieIsNobody() throws Exception {
        try (var portal = portal(SessionTest::refuse);
                var payments = TestService.echo("payments", 0)) {
            var forged = token(key("test-key"), OURS, 900);

            RawHttp.get(ME, "Cookie: session=" + forged + "~x");

            assertFalse(payments.received.get(0).getJsonObject("headers").containsKey("authorization"));
            assertEquals(1, renewals(portal).size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rubbish", "a~", "~b", "a b~c", "<script>~x"})
    void cookieThatCannotBeASessionIsCleared(String value) throws Exception {
        try (var payments = TestService.echo("payments", 0)) {
            var answer = RawHttp.get(ME, "Cookie: session=" + value);

            assertTrue(answer.header("set-cookie").startsWith("session=; Path=/; Max-Age=0"));
            assertFalse(payments.received.get(0).getJsonObject("headers").containsKey("authorization"));
        }
    }

    @Test
    void clickOutPassesAnExpiredTokenWhilePortalIsAway() throws Exception {
        try (var commission = TestService.echo("commission", 0);
                var payments = TestService.echo("payments", 0)) {
            var expired = token(KEY, OURS, -100);

            var click = RawHttp.get("/go/paper-lantern", "Cookie: session=" + expired + "~r");
            var other = RawHttp.get(ME, "Cookie: session=" + expired + "~r");

            assertEquals(
                    "Bearer " + expired,
                    commission.received.get(0).getJsonObject("headers").getString("authorization"));
            assertFalse(payments.received.get(0).getJsonObject("headers").containsKey("authorization"));
            assertNull(click.header("set-cookie"));
            assertNull(other.header("set-cookie"));
        }
    }

    @Test
    void tokenThatIsStillGoodIsUsedWhilePortalIsAway() throws Exception {
        try (var payments = TestService.echo("payments", 0)) {
            var ending = token(KEY, OURS, 30);

            RawHttp.get(ME, "Cookie: session=" + ending + "~r");

            assertEquals(
                    "Bearer " + ending,
                    payments.received.get(0).getJsonObject("headers").getString("authorization"));
        }
    }

    @Test
    void sessionThatTheServiceSetsIsLeftAlone() throws Exception {
        try (var portal = TestService.start("portal", 0, request -> {
            if (request.path().equals("/api/v1/sessions/refresh")) {
                renewed(token(KEY, OURS, 900), "refresh-2").accept(request);
            } else {
                request.response().putHeader("Set-Cookie", "session=; Max-Age=0");
            }
        })) {
            var answer = RawHttp.get("/sign-out", "Cookie: session=" + token(KEY, OURS, -1) + "~r1");

            assertEquals("session=; Max-Age=0", answer.header("set-cookie"));
            assertEquals(1, renewals(portal).size());
        }
    }

    @Test
    void invalidBearerIsRefusedAtTheEdge() throws Exception {
        try (var portal = portal(SessionTest::refuse);
                var payments = TestService.echo("payments", 0)) {
            var good = token(KEY, OURS, 600);
            for (var bad : List.of(
                    token(key("test-key"), OURS, 600),
                    token(key("another-key"), OURS, 600),
                    token(KEY, OURS, -10),
                    good.substring(0, good.lastIndexOf('.') + 1),
                    unsigned(),
                    "rubbish")) {
                var answer = RawHttp.get(ME, "Authorization: Bearer " + bad);

                assertEquals(401, answer.status(), bad);
                assertEquals("token-invalid", answer.json().getString("code"));
                assertEquals("Bearer error=\"invalid_token\"", answer.header("www-authenticate"));
            }
            assertTrue(payments.received.isEmpty());
            assertEquals(200, RawHttp.get(ME, "Authorization: Bearer " + good).status());
            assertTrue(renewals(portal).isEmpty());
        }
    }

    @Test
    void tokensOfOtherIssuersAreLeftToTheServices() throws Exception {
        try (var commission = TestService.echo("commission", 0);
                var payments = TestService.echo("payments", 0)) {
            var partner = token(key("partner-key"), OURS + "/partners", 600);

            assertEquals(
                    200,
                    RawHttp.post("/api/v1/partner/orders", "{}", "Authorization: Bearer " + partner)
                            .status());
            assertEquals(
                    200, RawHttp.get(ME, "Authorization: Bearer " + partner).status());
            assertEquals(2, commission.received.size() + payments.received.size());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X: none",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Origin: https://evil.example",
                "Origin: null",
                "Origin: https://pennywell.example.evil.example",
                "Sec-Fetch-Site: same-origin\r\nOrigin: https://evil.example",
            })
    void otherSitesCannotActWithTheCookie(String header) throws Exception {
        try (var portal = portal(SessionTest::refuse);
                var payments = TestService.echo("payments", 0)) {
            var answer =
                    RawHttp.post("/api/v1/me/payouts", "{}", "Cookie: session=" + token(KEY, OURS, 600) + "~r", header);

            assertEquals(403, answer.status());
            assertEquals("cross-site-request", answer.json().getString("code"));
            assertEquals(0, payments.received.size() + portal.received.size());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-Fetch-Site: same-origin",
                "Origin: https://pennywell.example",
                "Origin: http://pennywell.example",
                "Sec-Fetch-Site: same-origin\r\nOrigin: https://pennywell.example",
            })
    void ownPagesMayActWithTheCookie(String header) throws Exception {
        try (var portal = portal(SessionTest::refuse);
                var payments = TestService.echo("payments", 0)) {
            var answer =
                    RawHttp.post("/api/v1/me/payouts", "{}", "Cookie: session=" + token(KEY, OURS, 600) + "~r", header);

            assertEquals(200, answer.status());
            assertTrue(renewals(portal).isEmpty());
            assertEquals(1, payments.received.size());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /api/v1/sessions",
                "POST /sign-in",
                "POST /api/v1/members/verification",
                "PUT /api/v1/password-resets/token",
                "POST /api/v1/partner/oauth/token",
                "PUT /api/v1/me/payout-account",
                "POST /account/payout/account",
                "POST /account/profile/erasure",
            })
    void guessesAreSlowedDownWhereverAPasswordOrASecretIsTaken(String request) throws Exception {
        var method = request.substring(0, request.indexOf(' '));
        var path = request.substring(request.indexOf(' ') + 1);
        var from = "X-Forwarded-For: 203.0.113." + (100 + Math.floorMod(request.hashCode(), 100));
        try (var http = new RawHttp("127.0.0.2")) {
            for (int i = 0; i < 5; i++) {
                // No service is there: 503, or 502 where the connection to an earlier one breaks under the request.
                var status = http.send(RawHttp.request(method, path, "{}", from))
                        .read()
                        .status();
                assertTrue(status == 503 || status == 502, () -> "answered " + status);
            }
            assertEquals(
                    429,
                    http.send(RawHttp.request(method, path, "{}", from)).read().status());
        }
    }

    @Test
    void floodOfSignInsIsSlowedDownPerAddress() throws Exception {
        try (var portal = TestService.echo("portal", 0);
                var http = new RawHttp("127.0.0.2")) {
            var codes = new ArrayList<Integer>();
            RawHttp.Answer last = null;
            for (int i = 0; i < 7; i++) {
                last = http.send(RawHttp.request("POST", "/api/v1/sessions", "{}", "X-Forwarded-For: 203.0.113.9"))
                        .read();
                codes.add(last.status());
            }
            assertEquals(List.of(200, 200, 200, 200, 200, 429, 429), codes);
            assertEquals("too-many-requests", last.json().getString("code"));
            assertTrue(Integer.parseInt(last.header("retry-after")) >= 1);

            var elsewhere = RawHttp.request("POST", "/api/v1/sessions", "{}", "X-Forwarded-For: 203.0.113.10");
            var otherwise = RawHttp.request("GET", "/stores", "", "X-Forwarded-For: 203.0.113.9");
            assertEquals(200, http.send(elsewhere).read().status());
            assertEquals(200, http.send(otherwise).read().status());
            assertEquals(7, portal.received.size());
        }
    }

    private static TestService portal(Consumer<HttpServerRequest> refresh) {
        return TestService.start("portal", 0, request -> {
            if (request.path().equals("/.well-known/jwks.json")) {
                var keys = new JsonArray().add(new JsonObject(KEY.toParams(OutputControlLevel.PUBLIC_ONLY)));
                request.response().end(new JsonObject().put("keys", keys).encode());
            } else if (request.path().equals("/api/v1/sessions/refresh")) {
                refresh.accept(request);
            }
        });
    }

    private static List<JsonObject> renewals(TestService portal) {
        return portal.received.stream()
                .filter(request -> request.getString("uri").equals("/api/v1/sessions/refresh"))
                .toList();
    }

    private static void refuse(HttpServerRequest request) {
        request.response().setStatusCode(401).end("{}");
    }

    private static Consumer<HttpServerRequest> renewed(String access, String refresh) {
        return request -> request.response()
                .setStatusCode(200)
                .end(new JsonObject()
                        .put("accessToken", access)
                        .put("refreshToken", refresh)
                        .put("expiresInSeconds", 900)
                        .encode());
    }

    private static EllipticCurveJsonWebKey key(String id) {
        try {
            var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(id);
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String token(EllipticCurveJsonWebKey key, String issuer, int secondsLeft) {
        var claims = new JsonObject()
                .put("iss", issuer)
                .put("sub", "019ab0c1-52f4-7c1e-9d0a-3b5f7e2a9c41")
                .put("jti", Long.toHexString(System.nanoTime()))
                .put("exp", Instant.now().getEpochSecond() + secondsLeft);
        var signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue("ES256");
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setKey(key.getPrivateKey());
        signature.setPayload(claims.encode());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String unsigned() {
        var encoder = java.util.Base64.getUrlEncoder().withoutPadding();
        var header = encoder.encodeToString("{\"alg\":\"none\",\"kid\":\"test-key\"}".getBytes(UTF_8));
        var claims = new JsonObject().put("iss", OURS).put("exp", Instant.now().getEpochSecond() + 600);
        return header + "." + encoder.encodeToString(claims.encode().getBytes(UTF_8)) + ".";
    }
}
