package shop.pennywell.gateway;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import shop.pennywell.gateway.proxy.TakenBudget;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** More than fits: what is bounded holds. */
@QuarkusTest
@WithTestResource(TestPorts.class)
class OverloadTest {

    private static final String PATH = "/api/v1/partner/orders";

    @Inject
    TakenBudget budget;

    /**
     * 20 connections and a queue of 5: 28 requests fill both and more, and the eight without a connection are turned away, none of
     * them before the first 20 are answered. Uploads, because those may take their time.
     */
    @Test
    void overloadedServiceIsNotWaitedForByAll() throws Exception {
        Queue<HttpServerRequest> open = new ConcurrentLinkedQueue<>();
        var refused = new CopyOnWriteArrayList<RawHttp.Answer>();
        var crowd = Executors.newFixedThreadPool(28);
        try (var payments = TestService.start("payments", 0, request -> {
            TestService.leaveOpen(request);
            open.add(request);
        })) {
            List<Future<Integer>> statuses = new ArrayList<>();
            for (int i = 0; i < 28; i++) {
                statuses.add(crowd.submit(() -> {
                    var answer = RawHttp.post("/api/v1/admin/bank-files", "x");
                    if (answer.status() == 503) {
                        refused.add(answer);
                    }
                    return answer.status();
                }));
            }
            Eventually.holds(() -> refused.size() == 8 && open.size() == 20);
            open.forEach(request -> request.response().setStatusCode(200).end());

            List<Integer> ended = new ArrayList<>();
            for (var status : statuses) {
                ended.add(status.get());
            }
            assertEquals(20, Collections.frequency(ended, 200));
            for (var answer : refused) {
                assertEquals("upstream-busy", answer.json().getString("code"));
                assertEquals("2", answer.header("retry-after"));
            }
            assertEquals(20, payments.received.size());
        } finally {
            crowd.shutdownNow();
        }
    }

    /** More of them than there are connections to the service: whoever has his request together is served all the same. */
    @Test
    void clientsThatSendSlowlyTakeNoConnectionOfTheService() throws Exception {
        List<RawHttp> slow = new ArrayList<>();
        try (var payments = TestService.echo("payments", 0)) {
            for (int i = 0; i < 30; i++) {
                var client = new RawHttp();
                slow.add(client);
                client.send(RawHttp.head(
                        "POST /api/v1/me/payouts HTTP/1.1", "Host: a", "Expect: 100-continue", "Content-Length: 100"));
                assertEquals(100, client.readHead().status());
                client.send("only this");
            }

            assertEquals(
                    200, RawHttp.post("/api/v1/me/payouts", "the whole of it").status());
            assertEquals(1, payments.received.size());
        } finally {
            for (var client : slow) {
                client.close();
            }
        }
    }

    @Test
    void bodiesThatAreKeptShareABudget() throws Exception {
        var body = "x".repeat(1_000_000);
        try (var one = TestService.start("commission", 0, TestService::kill);
                var two = TestService.start("commission", 1, TestService::kill)) {
            // Half a megabyte is left: this one streams and is sent once.
            budget.leaving(
                    500_000,
                    () -> assertEquals(
                            502, RawHttp.post(PATH, body, "Idempotency-Key: k1").status()));
            assertEquals(1, one.received.size() + two.received.size());

            assertEquals(502, RawHttp.post(PATH, body, "Idempotency-Key: k2").status());
            assertEquals(4, one.received.size() + two.received.size());

            // And it has been given back: all of it can be taken once more.
            budget.leaving(0, () -> {});
        }
    }

    /** What is announced costs nothing: half a megabyte is left, and a client that says more and sends little fits in. */
    @Test
    void onlyWhatHasArrivedIsCharged() throws Exception {
        var body = "x".repeat(400_000);
        try (var one = TestService.start("commission", 0, TestService::kill);
                var two = TestService.start("commission", 1, TestService::kill);
                var slow = new RawHttp()) {
            budget.leaving(500_000, () -> {
                slow.send(RawHttp.head(
                        "POST " + PATH + " HTTP/1.1", "Host: a", "Expect: 100-continue", "Content-Length: 2000000"));
                assertEquals(100, slow.readHead().status());
                slow.send("only this");

                assertEquals(502, RawHttp.post(PATH, body, "Idempotency-Key: k").status());
            });
            assertEquals(3, one.received.size() + two.received.size());
        }
    }
}
