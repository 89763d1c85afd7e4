package shop.pennywell.gateway;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@QuarkusTest
@WithTestResource(TestPorts.class)
class HealthTest {

    @Test
    void platformIsUpWhenEachServiceHasAReadyReplica() throws Exception {
        try (var portal = TestService.echo("portal", 1);
                var commission = TestService.echo("commission", 0);
                var payments = TestService.echo("payments", 0);
                var mailing = TestService.echo("mailing", 0)) {
            // The first look is DOWN (no stats), and a look is kept for a second: poll until it is fresh.
            try (var stats = TestService.echo("stats", 0)) {
                RawHttp.Answer answer = eventually(200);

                assertEquals("UP", answer.json().getString("status"));
                var first = (JsonObject) answer.json().getJsonArray("services").getValue(0);
                assertEquals(
                        new JsonObject("{\"name\":\"portal\",\"status\":\"UP\",\"ready\":1,\"replicas\":2}"), first);
                assertEquals("/q/health/ready", stats.received.get(0).getString("uri"));
            }
            var answer = eventually(503);

            assertEquals("DOWN", answer.json().getString("status"));
            assertTrue(answer.body().contains("{\"name\":\"stats\",\"status\":\"DOWN\",\"ready\":0,\"replicas\":1}"));
            assertTrue(portal.received.size() > 0);
            assertTrue(commission.received.size() > 0);
            assertTrue(payments.received.size() > 0);
            assertTrue(mailing.received.size() > 0);
        }
    }

    @Test
    void serviceThatIsNotReadyIsDown() throws Exception {
        try (var payments =
                TestService.start("payments", 0, request -> request.response().setStatusCode(503))) {
            var answer = eventually(503);

            assertTrue(answer.body().contains("{\"name\":\"payments\",\"status\":\"DOWN\""));
            assertTrue(!payments.received.isEmpty());
        }
    }

    @Test
    void gatewayItselfIsHealthyWhateverTheServicesAre() throws Exception {
        for (var path : new String[] {"/q/health", "/q/health/live", "/q/health/ready", "/q/health/started"}) {
            var answer = RawHttp.get(path);

            assertEquals(200, answer.status());
            assertEquals("UP", answer.json().getString("status"));
        }
    }

    private static RawHttp.Answer eventually(int status) throws Exception {
        long end = System.nanoTime() + 10_000_000_000L;
        while (true) {
            var answer = RawHttp.get("/health");
            if (answer.status() == status || System.nanoTime() > end) {
                assertEquals(status, answer.status());
                return answer;
            }
            Thread.onSpinWait();
        }
    }
}
