package shop.pennywell.local.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;

/** Plays the services that the one under test hears from, with the samples of the contracts. */
public final class PretendSibling {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PretendSibling() {}

    /** The contract's sample of an event's data, to be changed at will. */
    public static ObjectNode sample(String type) {
        String name = "contracts/" + type + ".v1.sample.json";
        try (InputStream stream = Thread.currentThread().getContextClassLoader().getResourceAsStream(name)) {
            return (ObjectNode) JSON.readTree(stream);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A CloudEvent with an id of its own. */
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

    /** Delivers one fact that must be taken. */
    public static void says(String type, JsonNode data) {
        delivers(List.of(event(type, data))).body("failed", empty());
    }

    /** Delivers a batch, as the outbox of a sibling does; the answer tells which events failed. */
    public static ValidatableResponse delivers(List<Map<String, Object>> events) {
        try {
            return given().auth()
                    .oauth2(TestTokens.service(LocalStores.moduleName()))
                    .contentType("application/cloudevents-batch+json")
                    .body(JSON.writeValueAsString(events))
                    .post("/events")
                    .then()
                    .statusCode(200);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
