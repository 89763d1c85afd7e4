package shop.pennywell.local.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.pennywell.local.network.SimulatedOrder.Status;
import shop.pennywell.local.network.SimulatedOrder.Step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class NetworkSimulatorTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
    private static final String AWIN = "/publishers/1/transactions/?timezone=UTC&dateType=transaction&startDate=";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final List<SimulatedOrder> orders = script(7);
    private NetworkSimulator simulator;

    @BeforeEach
    void start() {
        simulator = new NetworkSimulator(7);
        for (String network : List.of("awin", "cj", "rakuten", "impact", "partnerize", "tradedoubler", "admitad")) {
            simulator.orders(network, orders);
        }
        simulator.at(BEGIN.plus(Duration.ofDays(30)));
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aSeedIsOneLifeAndNoOrderChangesLaterThan120DaysAfterItWasMade() {
        assertEquals(orders, script(7));
        assertNotEquals(orders, script(8));
        for (SimulatedOrder order : orders) {
            List<Step> steps = order.steps();
            Instant last = steps.get(steps.size() - 1).at();
            assertFalse(last.isAfter(order.orderedAt().plus(Duration.ofDays(120))), order.toString());
            for (int i = 1; i < steps.size(); i++) {
                assertTrue(steps.get(i).at().isAfter(steps.get(i - 1).at()), order.toString());
            }
        }
        assertEquals(
                5,
                orders.stream()
                        .flatMap(order -> order.steps().stream())
                        .map(Step::status)
                        .distinct()
                        .count());
        assertEquals(
                Status.PENDING,
                orders.get(0).at(orders.get(0).orderedAt()).orElseThrow().status());
    }

    @Test
    void awinTakesItsTokenAndAtMost31Days() throws Exception {
        String bearer = "Bearer " + NetworkSimulator.credential("token");

        assertEquals(
                401,
                get("awin", AWIN + "2026-03-01T00:00:00&endDate=2026-03-02T00:00:00", "Bearer x")
                        .statusCode());
        assertEquals(
                400,
                get("awin", AWIN + "2026-03-01T00:00:00&endDate=2026-04-05T00:00:00", bearer)
                        .statusCode());
        assertEquals(
                400,
                get("awin", AWIN + "yesterday&endDate=2026-04-05T00:00:00", bearer)
                        .statusCode());
        JsonNode rows = json.readTree(get("awin", AWIN + "2026-03-01T00:00:00&endDate=2026-03-31T00:00:00", bearer)
                .body());
        assertEquals(visible(), rows.size());
    }

    @Test
    void pagesAreSmallerThanAskedForAndHoldEverythingOnce() throws Exception {
        String token = json.readTree(token().body()).path("access_token").asText();
        Set<String> ids = new HashSet<>();
        int rows = 0;
        for (int offset = 0; ; offset += 20) {
            JsonNode page = json.readTree(get(
                            "tradedoubler",
                            "/publisher/report/transactions?fromDate=20260301&toDate=20260331&limit=100&offset="
                                    + offset,
                            "Bearer " + token)
                    .body());
            if (page.path("items").isEmpty()) {
                break;
            }
            assertTrue(page.path("items").size() <= 20);
            rows += page.path("items").size();
            page.path("items").forEach(row -> ids.add(row.path("transactionId").asText()));
        }
        assertEquals(visible(), ids.size());
        assertEquals(ids.size(), rows);
    }

    @Test
    void aTokenIsGoodForAnHour() throws Exception {
        String token = json.readTree(token().body()).path("access_token").asText();
        String transactions = "/publisher/report/transactions?fromDate=20260301&toDate=20260331";

        assertEquals(200, get("tradedoubler", transactions, "Bearer " + token).statusCode());
        simulator.at(BEGIN.plus(Duration.ofDays(30)).plus(Duration.ofMinutes(61)));
        assertEquals(401, get("tradedoubler", transactions, "Bearer " + token).statusCode());
    }

    @Test
    void failsAsOftenAsItIsToldTheSameForTheSameSeed() throws Exception {
        assertEquals(outcomes(7), outcomes(7));
        simulator.storm(true);
        assertEquals(503, get("awin", AWIN, "Bearer x").statusCode());
    }

    private List<String> outcomes(long seed) throws IOException {
        List<String> outcomes = new ArrayList<>();
        try (NetworkSimulator disturbed = new NetworkSimulator(seed)) {
            disturbed.orders("awin", orders);
            disturbed.at(BEGIN.plus(Duration.ofDays(30)));
            disturbed.disturb(0.5);
            for (int i = 0; i < 30; i++) {
                outcomes.add(outcome(disturbed));
            }
        }
        assertTrue(new HashSet<>(outcomes).size() >= 4, outcomes.toString());
        return outcomes;
    }

    private String outcome(NetworkSimulator disturbed) {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(disturbed.address("awin") + AWIN
                                    + "2026-03-01T00:00:00&endDate=2026-03-31T00:00:00"))
                            .header("Authorization", "Bearer " + NetworkSimulator.credential("token"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body().hashCode();
        } catch (IOException cut) {
            return "cut off";
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private HttpResponse<String> token() throws IOException, InterruptedException {
        String basic = Base64.getEncoder()
                .encodeToString(
                        (NetworkSimulator.credential("clientId") + ":" + NetworkSimulator.credential("clientSecret"))
                                .getBytes(StandardCharsets.UTF_8));
        return http.send(
                HttpRequest.newBuilder(URI.create(simulator.address("tradedoubler") + "/uaa/oauth/token"))
                        .header("Authorization", "Basic " + basic)
                        .POST(HttpRequest.BodyPublishers.ofString("grant_type=password&username="
                                + NetworkSimulator.credential("username") + "&password="
                                + NetworkSimulator.credential("password")))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String network, String path, String authorization)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(simulator.address(network) + path))
                        .header("Authorization", authorization)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private long visible() {
        Instant now = BEGIN.plus(Duration.ofDays(30));
        return orders.stream().filter(order -> order.at(now).isPresent()).count();
    }

    private static List<SimulatedOrder> script(long seed) {
        List<Script.Click> clicks = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            clicks.add(new Script.Click(
                    "01J00000000000000000000000".substring(0, 24) + (10 + i),
                    "1234",
                    BEGIN.plus(Duration.ofHours(10L * i))));
        }
        return new Script(seed, "EUR", 2, List.of("DEFAULT")).after(clicks);
    }
}
