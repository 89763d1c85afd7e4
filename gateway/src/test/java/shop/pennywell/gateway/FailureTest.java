package shop.pennywell.gateway;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Replicas that are away, die, hang or leave. */
@QuarkusTest
@WithTestResource(TestPorts.class)
class FailureTest {

    private static final String PATH = "/api/v1/partner/orders";

    @Test
    void replicaThatRefusesConnectionsCostsNoRequest() throws Exception {
        try (var alive = TestService.echo("commission", 1)) {
            for (int i = 0; i < 20; i++) {
                assertEquals(200, RawHttp.post(PATH, "order " + i).status());
            }
            assertEquals(20, alive.received.size());
        }
    }

    @Test
    void requestsAreSpreadOverReplicas() throws Exception {
        try (var one = TestService.echo("commission", 0);
                var two = TestService.echo("commission", 1)) {
            eventuallyBothAnswer(one, two);
            one.received.clear();
            two.received.clear();

            for (int i = 0; i < 20; i++) {
                RawHttp.get(PATH);
            }

            assertEquals(10, one.received.size());
            assertEquals(10, two.received.size());
        }
    }

    @Test
    void replicaThatComesBackIsUsedAgain() throws Exception {
        try (var one = TestService.echo("commission", 0)) {
            assertEquals(200, RawHttp.get(PATH).status());
            try (var two = TestService.echo("commission", 1)) {
                eventuallyBothAnswer(one, two);
            }
        }
    }

    @Test
    void killedReplicaLosesNoRequestThatMayBeRepeated() throws Exception {
        var victims = ConcurrentHashMap.<Integer>newKeySet();
        try (var one = TestService.start("commission", 0, request -> victims.add(TestService.kill(request)));
                var two = TestService.echo("commission", 1)) {
            int repeated = 0;
            for (int i = 0; i < 20; i++) {
                var answer = RawHttp.post(PATH, "order " + i, "Idempotency-Key: k" + i);
                assertEquals(200, answer.status());
                assertEquals(1, answer.json().getInteger("replica"));
                assertEquals("order " + i, answer.json().getString("body"));
                assertEquals("k" + i, answer.json().getJsonObject("headers").getString("idempotency-key"));
                repeated = one.received.size();
            }
            assertTrue(repeated > 0, "the dying replica was never asked");
            assertEquals(20, two.received.size());
        }
    }

    /** A click-out is a GET that leaves a click behind: by this id the second replica leaves the same one. */
    @Test
    void requestKeepsItsIdWhenItIsRepeated() throws Exception {
        try (var one = TestService.start("commission", 0, TestService::kill);
                var two = TestService.echo("commission", 1)) {
            Eventually.holds(() -> {
                assertEquals(200, RawHttp.get("/go/shop").status());
                return !one.received.isEmpty() && two.received.size() > 1;
            });
            var tried = one.received.stream().map(FailureTest::requestId).toList();
            var answered = two.received.stream().map(FailureTest::requestId).toList();

            assertTrue(answered.containsAll(tried), tried + " were repeated as " + answered);
            assertEquals(answered.size(), Set.copyOf(answered).size(), "each request has an id of its own");
        }
    }

    @Test
    void chunkedRequestWithAKeyIsRepeatedWhole() throws Exception {
        try (var one = TestService.start("commission", 0, TestService::kill);
                var two = TestService.echo("commission", 1)) {
            for (int i = 0; i < 4; i++) {
                var head = RawHttp.head(
                        "POST " + PATH + " HTTP/1.1", "Host: a", "Idempotency-Key: k", "Transfer-Encoding: chunked");
                var answer = RawHttp.ask(head + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
                assertEquals("abcde", answer.json().getString("body"));
            }
            assertTrue(one.received.size() > 0);
            assertEquals(4, two.received.size());
        }
    }

    @Test
    void requestThatMayHaveHadItsEffectIsNotRepeated() throws Exception {
        try (var one = TestService.start("commission", 0, TestService::kill);
                var two = TestService.start("commission", 1, TestService::kill)) {
            var answer = RawHttp.post(PATH, "order");

            assertEquals(502, answer.status());
            assertEquals("upstream-failed", answer.json().getString("code"));
            assertEquals("application/problem+json", answer.header("content-type"));
            assertEquals(502, answer.json().getInteger("status"));
            assertEquals(
                    "https://pennywell.shop/errors/upstream-failed",
                    answer.json().getString("type"));
            assertTrue(answer.json().getString("traceId").matches("[0-9a-f]{32}"));
            assertEquals(1, one.received.size() + two.received.size());
        }
    }

    @Test
    void repeatingHasAnEnd() throws Exception {
        try (var one = TestService.start("commission", 0, TestService::kill);
                var two = TestService.start("commission", 1, TestService::kill)) {
            assertEquals(502, RawHttp.get(PATH).status());
            assertEquals(3, one.received.size() + two.received.size());
        }
    }

    @Test
    void answerThatBreaksOffBreaksOffForTheClientToo() throws Exception {
        try (var payments = TestService.start("payments", 0, request -> {
                    request.response().putHeader("Content-Length", "1000");
                    request.response().write("half of it").onComplete(written -> TestService.kill(request));
                    TestService.leaveOpen(request);
                });
                var http = new RawHttp()) {
            var answer =
                    http.send(RawHttp.request("GET", "/api/v1/me/wallet", "")).read();

            assertTrue(answer.broken());
            assertEquals("half of it", answer.body());
            assertTrue(http.isClosed());
            assertEquals(1, payments.received.size());
        }
    }

    @Test
    void chunkedAnswerThatBreaksOffIsNotTakenForComplete() throws Exception {
        try (var payments = TestService.start("payments", 0, request -> {
            request.response().setChunked(true);
            request.response().write("half of it").onComplete(written -> TestService.kill(request));
            TestService.leaveOpen(request);
        })) {
            var answer = RawHttp.get("/api/v1/me/wallet");

            assertTrue(answer.broken());
            assertEquals(1, payments.received.size());
        }
    }

    @Test
    void serviceThatHangsIsGivenUp() throws Exception {
        try (var payments = TestService.start("payments", 0, TestService::leaveOpen)) {
            var answer = RawHttp.post("/api/v1/me/payouts", "{}", "Idempotency-Key: k");

            assertEquals(504, answer.status());
            assertEquals("upstream-timeout", answer.json().getString("code"));
            assertEquals(1, payments.received.size());
        }
    }

    @Test
    void answerThatStopsMovingIsBrokenOff() throws Exception {
        try (var payments = TestService.start("payments", 0, request -> {
            TestService.leaveOpen(request);
            request.response().setChunked(true).write("the beginning");
        })) {
            var answer = RawHttp.get("/api/v1/me/wallet");

            assertTrue(answer.broken());
            assertEquals(1, payments.received.size());
        }
    }

    @Test
    void clientThatNeverSendsItsBodyIsGivenUp() throws Exception {
        try (var payments = TestService.echo("payments", 0);
                var http = new RawHttp()) {
            http.send("POST /api/v1/me/payouts HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nonly this");

            var answer = http.read();

            assertEquals(408, answer.status());
            assertEquals("request-timeout", answer.json().getString("code"));
            assertTrue(http.isClosed());
            assertTrue(payments.received.isEmpty());
        }
    }

    @Test
    void noReplicaIsAProblemForProgramsAndAPageForPeople() throws Exception {
        var program = RawHttp.get("/api/v1/stores");
        var person = RawHttp.get("/stores/paper-lantern", "Accept: text/html,application/xhtml+xml,*/*;q=0.8");
        var browserAsksApi = RawHttp.get("/api/v1/stores", "Accept: text/html");

        assertEquals(503, program.status());
        assertEquals("upstream-unavailable", program.json().getString("code"));
        assertEquals("2", program.header("retry-after"));
        assertEquals(503, person.status());
        assertTrue(person.header("content-type").startsWith("text/html"));
        assertTrue(person.body().contains("<h1>The service is not available right now</h1>"));
        assertEquals("application/problem+json", browserAsksApi.header("content-type"));
    }

    @Test
    void connectionStaysUsableAfterARefusal() throws Exception {
        try (var http = new RawHttp()) {
            assertEquals(
                    503,
                    http.send(RawHttp.request("GET", "/api/v1/stores", ""))
                            .read()
                            .status());
            assertEquals(
                    404,
                    http.send(RawHttp.request("GET", "/internal", "")).read().status());
        }
    }

    /** The classic race: the service closes an idle connection in the moment when we write to it. */
    @Test
    void idleConnectionThatTheServiceJustClosedCostsNoRequest() throws Exception {
        var answered = new AtomicInteger();
        var connections = new AtomicInteger();
        Thread service;
        try (var listener = new ServerSocket(TestService.port("stats", 0))) {
            service = new Thread(() -> answerEachConnectionOnce(listener, answered, connections));
            service.start();

            for (int i = 0; i < 10; i++) {
                assertEquals(200, RawHttp.get("/api/v1/admin/stats/totals").status());
            }
        }
        service.join(5000);
        assertEquals(10, answered.get());
        assertTrue(connections.get() >= 10);
    }

    @Test
    void replicaThatIsLeavingIsNotWaitedFor() throws Exception {
        try (var leaving = TestService.start("commission", 0, FailureTest::leave);
                var staying = TestService.echo("commission", 1)) {
            for (int i = 0; i < 10; i++) {
                assertEquals(200, RawHttp.get(PATH).status());
            }
            assertTrue(leaving.received.size() > 0, "the leaving replica was never asked");
            assertEquals(10, staying.received.size());
        }
    }

    @Test
    void emptyAnswerOfALeavingReplicaIsAProblemForTheClient() throws Exception {
        try (var one = TestService.start("commission", 0, FailureTest::leave);
                var two = TestService.start("commission", 1, request -> request.response()
                        .setStatusCode(503)
                        .end())) {
            for (var answer : List.of(
                    RawHttp.post(PATH, "order"),
                    RawHttp.post(PATH, "order", "Idempotency-Key: k"),
                    RawHttp.get(PATH))) {
                assertEquals(503, answer.status());
                assertEquals("upstream-unavailable", answer.json().getString("code"));
                assertEquals("2", answer.header("retry-after"));
            }
            assertTrue(one.received.size() + two.received.size() >= 3);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /api/v1/admin/partners/7/credentials",
                "POST /api/v1/members/verification",
                "POST /api/v1/password-resets",
                "PUT /api/v1/password-resets/token",
                "POST /sign-up",
            })
    void aKeyRepeatsNothingWhereItDoesNotCount(String request) throws Exception {
        var method = request.substring(0, request.indexOf(' '));
        var path = request.substring(request.indexOf(' ') + 1);
        // Each from an address of its own: most of these are counted.
        var from = "X-Forwarded-For: 203.0.113." + (200 + Math.floorMod(request.hashCode(), 50));
        try (var one = TestService.start("commission", 0, TestService::kill);
                var two = TestService.start("commission", 1, TestService::kill);
                var three = TestService.start("portal", 0, TestService::kill);
                var four = TestService.start("portal", 1, TestService::kill);
                var http = new RawHttp("127.0.0.2")) {
            http.send(RawHttp.request(method, path, "{}", "Idempotency-Key: k", from));

            assertEquals(502, http.read().status());
            assertEquals(1, one.received.size() + two.received.size() + three.received.size() + four.received.size());
        }
    }

    @Test
    void problemOfTheServiceIsNotTakenForLeaving() throws Exception {
        try (var payments = TestService.start("payments", 0, request -> request.response()
                .setStatusCode(503)
                .putHeader("Content-Type", "application/problem+json")
                .end("{\"code\":\"unavailable\"}"))) {
            assertEquals("unavailable", RawHttp.get("/api/v1/me/wallet").json().getString("code"));
            assertEquals(1, payments.received.size());
        }
    }

    @Test
    void clientThatGoesAwayEndsTheRequestAtTheServiceToo() throws Exception {
        var gone = new AtomicInteger();
        try (var payments = TestService.start("payments", 0, request -> {
            TestService.leaveOpen(request);
            request.response().closeHandler(closed -> gone.incrementAndGet());
        })) {
            try (var http = new RawHttp()) {
                http.send(RawHttp.request("GET", "/api/v1/me/wallet", ""));
                Eventually.holds(() -> payments.received.size() == 1);
            }
            Eventually.holds(() -> gone.get() == 1);
        }
    }

    @Test
    void serviceMayAnswerBeforeItHasReadTheBody() throws Exception {
        try (var commission = TestService.streaming("commission", 0, request -> request.response()
                        .setStatusCode(401)
                        .end("no"));
                var http = new RawHttp()) {
            http.send("POST /api/v1/partner/files HTTP/1.1\r\nHost: a\r\nContent-Length: 5000000\r\n\r\n")
                    .send("x".repeat(100_000));

            var answer = http.read();

            assertEquals(401, answer.status());
            assertEquals("no", answer.body());
            assertTrue(http.isClosed());
            assertFalse(commission.received.size() > 0);
        }
    }

    private static void leave(io.vertx.core.http.HttpServerRequest request) {
        request.response().setStatusCode(503).putHeader("Connection", "close").end();
    }

    private static String requestId(JsonObject received) {
        return received.getJsonObject("headers").getString("request-id");
    }

    /** Says keep-alive, answers one request, and closes when the second one comes: unread, as if it had crossed. */
    private static void answerEachConnectionOnce(
            ServerSocket listener, AtomicInteger answered, AtomicInteger connections) {
        while (!listener.isClosed()) {
            try (var connection = listener.accept()) {
                connections.incrementAndGet();
                var in = connection.getInputStream();
                readHead(in);
                connection
                        .getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n"
                                .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                answered.incrementAndGet();
                readHead(in);
            } catch (java.io.IOException e) {
                if (listener.isClosed()) {
                    return;
                }
            }
        }
    }

    private static void readHead(java.io.InputStream in) throws java.io.IOException {
        int newlines = 0;
        while (newlines < 2) {
            int octet = in.read();
            if (octet < 0) {
                throw new java.io.EOFException();
            }
            newlines = octet == '\n' ? newlines + 1 : octet == '\r' ? newlines : 0;
        }
    }

    private static void eventuallyBothAnswer(TestService one, TestService two) throws Exception {
        Eventually.holds(() -> {
            RawHttp.get(PATH);
            return !one.received.isEmpty() && !two.received.isEmpty();
        });
    }
}
