package shop.pennywell.stats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hamcrest.Matchers;
import shop.pennywell.local.testing.TestTokens;

import static io.restassured.RestAssured.given;

/** Plays the services that stats hears from, with the samples of the contracts, and the staff that reads the figures. */
public final class Sibling {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Sibling() {}

    /** The contract's sample of an event's data, to be changed at will. */
    public static ObjectNode sample(String type) {
        try (InputStream stream = Sibling.class.getResourceAsStream("/contracts/" + type + ".v1.sample.json")) {
            return (ObjectNode) JSON.readTree(stream);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public static Map<String, Object> event(String type, JsonNode data) {
        return event(UUID.randomUUID(), type, data);
    }

    public static Map<String, Object> event(UUID id, String type, JsonNode data) {
        return Map.of(
                "specversion", "1.0",
                "id", id.toString(),
                "type", type,
                "source", "test",
                "subject", "test",
                "time", "2026-11-24T10:00:00Z",
                "data", data);
    }

    public static void says(String type, JsonNode data) {
        delivers(List.of(event(type, data))).body("failed", Matchers.empty());
    }

    public static ValidatableResponse delivers(List<Map<String, Object>> events) {
        try {
            return given().auth()
                    .oauth2(TestTokens.service("stats"))
                    .contentType("application/cloudevents-batch+json")
                    .body(JSON.writeValueAsString(events))
                    .post("/events")
                    .then()
                    .statusCode(200);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    public static JsonPath totals(String from, String to, String store) {
        return given().auth()
                .oauth2(TestTokens.staff())
                .queryParam("from", from)
                .queryParam("to", to)
                .queryParam("store", store)
                .get("/api/v1/admin/stats/totals")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** A store of a test's own, so that its figures are too. */
    public record Store(UUID id, String slug) {

        public static Store fresh() {
            UUID id = UUID.randomUUID();
            return new Store(id, "store-" + id);
        }

        public ObjectNode in(ObjectNode data) {
            return data.put("storeId", id.toString()).put("storeSlug", slug);
        }
    }
}
