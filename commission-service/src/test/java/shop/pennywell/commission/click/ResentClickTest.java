package shop.pennywell.commission.click;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.ulid.Ulid;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.TestShop;
import shop.pennywell.defaults.id.Ids;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.commission.TestShop.eventually;
import static shop.pennywell.commission.TestShop.member;
import static shop.pennywell.commission.TestShop.rate;

/** What the gateway does when a replica dies over a click-out: it sends the same request to the next one. */
@QuarkusTest
class ResentClickTest {
    private static final String PHONE =
            "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36";

    private static TestShop shop;

    private final UUID member = UUID.randomUUID();

    @Inject
    ObjectMapper json;

    @ConfigProperty(name = "pennywell.siblings.stats")
    String stats;

    @BeforeEach
    void aShop() {
        if (shop == null) {
            shop = TestShop.open();
        }
    }

    @Test
    void isTheFirstClickAsItWas() {
        // Given a click from a phone, of which nobody knows whether it was answered
        UUID request = Ids.newId();
        Response first = member(member)
                .header("Request-Id", request)
                .header("User-Agent", PHONE)
                .get("/go/" + shop.slug);

        // When it is sent again, and the terms are others meanwhile
        shop.rates(rate("DEFAULT", "10", "50")).then().statusCode(200);
        Response again = go(member, request);
        shop.rates(rate("DEFAULT", "5", "60"), rate("ELECTRONICS", "2.5", "50"));

        // Then
        assertEquals(302, again.statusCode());
        assertEquals(Ulid.from(request).toString(), first.header("Click-Id"));
        assertEquals(first.header("Click-Id"), again.header("Click-Id"));
        assertEquals(first.header("Location"), again.header("Location"));
        assertEquals(List.of(first.header("Click-Id")), clicksOf(member));
        Response click = member(member).get("/api/v1/me/clicks/" + first.header("Click-Id"));
        assertEquals("MOBILE", click.path("device"));
        assertEquals("3", click.path("receipt[0].value"));
        assertEquals(millis(request), Instant.parse(click.path("clickedAt")));
    }

    @Test
    void isToldAsOneEvent() {
        UUID request = Ids.newId();
        String click = go(member, request).header("Click-Id");
        go(member, request);

        eventually(() -> told(click).size() >= 2);

        assertEquals(1, new HashSet<>(told(click)).size(), "stats counts an event id once");
    }

    @Test
    void isOneClickHoweverManySendItAtOnce() throws Exception {
        UUID request = Ids.newId();
        var replicas = Executors.newFixedThreadPool(8);
        Set<String> answered = new HashSet<>();
        for (var answer : replicas.invokeAll(IntStream.range(0, 8)
                .mapToObj(i -> (java.util.concurrent.Callable<Response>) () -> go(member, request))
                .toList())) {
            answered.add(answer.get().header("Click-Id"));
        }
        replicas.shutdown();

        assertEquals(Set.of(Ulid.from(request).toString()), answered);
        assertEquals(1, clicksOf(member).size());
    }

    @Test
    void neverGivesAnotherMembersClick() {
        UUID request = Ids.newId();
        UUID other = UUID.randomUUID();
        String theirs = go(other, request).header("Click-Id");

        String mine = go(member, request).header("Click-Id");

        assertNotEquals(theirs, mine);
        assertEquals(List.of(mine), clicksOf(member));
        assertEquals(List.of(theirs), clicksOf(other));
    }

    @Test
    void isAnotherClickIfItGoesToAnotherPlace() {
        UUID request = Ids.newId();
        TestShop elsewhere = TestShop.open();

        Set<String> clicks = Set.of(
                go(member, request).header("Click-Id"),
                member(member)
                        .header("Request-Id", request)
                        .get("/go/" + elsewhere.slug)
                        .header("Click-Id"),
                member(member)
                        .header("Request-Id", request)
                        .queryParam("to", "https://shop.example/else")
                        .get("/go/" + shop.slug)
                        .header("Click-Id"));

        assertEquals(3, clicks.size());
        assertEquals(clicks, new HashSet<>(clicksOf(member)));
    }

    @Test
    void needsAnIdThatAGatewayCouldHaveMadeJustNow() {
        Instant now = Instant.now();
        List<String> useless = List.of(
                "mine",
                "",
                UUID.randomUUID().toString(),
                "1-1-7000-8000-1",
                ofTime(now.minus(Duration.ofHours(1))).toString(),
                ofTime(now.plus(Duration.ofHours(1))).toString(),
                ofTime(Instant.EPOCH).toString());
        for (String id : useless) {
            String click = member(member)
                    .header("Request-Id", id)
                    .get("/go/" + shop.slug)
                    .header("Click-Id");

            Duration off = Duration.between(Ulid.from(click).getInstant(), now).abs();
            assertTrue(off.compareTo(Duration.ofMinutes(1)) < 0, id + " gave " + click);
        }
        assertEquals(useless.size(), new HashSet<>(clicksOf(member)).size());
    }

    @Test
    void sortsByTimeWithClicksThatGotTheirIdHere() {
        String first = shop.click(member);
        inTheNextMillisecond();
        String second = go(member, Ids.newId()).header("Click-Id");
        inTheNextMillisecond();
        String third = shop.click(member);
        inTheNextMillisecond();
        String fourth = go(member, Ids.newId()).header("Click-Id");

        assertEquals(List.of(fourth, third, second, first), clicksOf(member));
    }

    private static Response go(UUID member, UUID request) {
        return member(member).header("Request-Id", request).get("/go/" + shop.slug);
    }

    private static List<String> clicksOf(UUID member) {
        return member(member).get("/api/v1/me/clicks?limit=100").path("items.clickId");
    }

    /** The ids of the events that told stats of a click. */
    private List<String> told(String click) {
        try {
            var batches = json.readTree(given().get(stats + "/taken").asString());
            return StreamSupport.stream(batches.spliterator(), false)
                    .flatMap(batch -> StreamSupport.stream(batch.spliterator(), false))
                    .filter(event -> event.path("subject").asText().equals(click))
                    .map(event -> event.path("id").asText())
                    .toList();
        } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
            throw new AssertionError(broken);
        }
    }

    private static Instant millis(UUID version7) {
        return Instant.ofEpochMilli(version7.getMostSignificantBits() >>> 16);
    }

    private static UUID ofTime(Instant at) {
        UUID random = Ids.newId();
        return new UUID(
                at.toEpochMilli() << 16 | (random.getMostSignificantBits() & 0xffff), random.getLeastSignificantBits());
    }

    private static void inTheNextMillisecond() {
        long now = System.currentTimeMillis();
        eventually(() -> System.currentTimeMillis() > now);
    }
}
