package shop.pennywell.mailing;

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
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.hamcrest.Matchers;
import shop.pennywell.local.testing.TestTokens;

import static io.restassured.RestAssured.given;

/** Plays the services that mailing hears from, with the samples of the contracts. */
public final class Sibling {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_MILLIS = 15_000;

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
        return given().auth()
                .oauth2(TestTokens.service("mailing"))
                .contentType("application/cloudevents-batch+json")
                .body(write(events))
                .post("/events")
                .then()
                .statusCode(200);
    }

    /** A member becomes known; every member of a test has an address of its own. */
    public static Member registers() {
        Member member = Member.unknown();
        registers(member);
        return member;
    }

    public static void registers(Member member) {
        says("member.registered", member.in(sample("member.registered")).put("email", member.email()));
    }

    /** Somebody mails can go to. */
    public record Member(UUID id, String email) {

        public static Member unknown() {
            UUID id = UUID.randomUUID();
            return new Member(id, "ada." + id + "@example.com");
        }

        /** The data with this member's id. */
        public ObjectNode in(ObjectNode data) {
            return data.put("memberId", id.toString());
        }
    }

    /** Waits for a condition that others bring about. */
    public static void eventually(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never came true: " + what);
            }
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
