package shop.pennywell.gateway;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** More than fits: what is bounded holds. */
@QuarkusTest
@WithTestResource(TestPorts.class)
class OverloadTest {

    private static final String PATH = "/api/v1/partner/orders";

    /** 20 connections and a queue of 5: 28 requests that hang fill both, and three are turned away without waiting. */
    @Test
    void overloadedServiceIsNotWaitedForByAll() throws Exception {
        try (var payments = TestService.start("payments", 0, TestService::leaveOpen)) {
            List<RawHttp> clients = new ArrayList<>();
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 28; i++) {
                clients.add(new RawHttp().send(RawHttp.request("GET", "/api/v1/me/wallet", "")));
            }
            for (var client : clients) {
                try (client) {
                    var answer = client.read();
                    statuses.add(answer.status());
                    if (answer.status() == 503) {
                        assertEquals("upstream-busy", answer.json().getString("code"));
                        assertEquals("2", answer.header("retry-after"));
                    }
                }
            }
            assertEquals(20, Collections.frequency(statuses, 504));
            assertEquals(8, Collections.frequency(statuses, 503));
            assertEquals(20, payments.received.size());
        }
    }

    @Test
    void bodiesKeptForASecondTryShareABudget() throws Exception {
        var body = "x".repeat(1_000_000);
        try (var one = TestService.start("commission", 0, OverloadTest::kill);
                var two = TestService.start("commission", 1, OverloadTest::kill);
                var slow = new RawHttp()) {
            slow.send(RawHttp.head(
                    "POST " + PATH + " HTTP/1.1",
                    "Host: a",
                    "Idempotency-Key: k",
                    "Expect: 100-continue",
                    "Content-Length: 1000000"));
            assertEquals(100, slow.readHead().status());

            // Half a megabyte is left: this one streams and is sent once.
            assertEquals(502, RawHttp.post(PATH, body, "Idempotency-Key: k2").status());
            assertEquals(1, one.received.size() + two.received.size());

            assertEquals(502, slow.send(body).read().status());
            assertEquals(4, one.received.size() + two.received.size());

            assertEquals(502, RawHttp.post(PATH, body, "Idempotency-Key: k3").status());
            assertEquals(7, one.received.size() + two.received.size());
        }
    }

    private static void kill(io.vertx.core.http.HttpServerRequest request) {
        TestService.leaveOpen(request);
        request.connection().close();
    }
}
