package shop.pennywell.local.seed;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.pennywell.local.api.ApiRefusal;
import shop.pennywell.local.demostore.FakePlatform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SeedTest {
    private static final String DEMO_STORE = "http://localhost:8082";
    private FakePlatform platform;
    private Seeded remembered = Seeded.nothing("member@pennywell.example", "a long password");

    @BeforeEach
    void start() throws IOException {
        platform = new FakePlatform()
                .answers("POST /api/v1/sessions", "{\"accessToken\":\"staff-token\"}")
                .answers("POST /api/v1/admin/partners", "{\"id\":\"p-1\"}")
                .answers(
                        "POST /api/v1/admin/partners/p-1/credentials",
                        "{\"clientId\":\"c\",\"clientSecret\":\"s\",\"postbackKey\":\"k\",\"postbackSecret\":\"ps\"}")
                .answers("POST /api/v1/admin/stores", "{\"id\":\"s-1\"}")
                .answers("PUT /api/v1/admin/stores/s-1(/rates)?", "{}")
                .answers("POST /api/v1/admin/feeds", "{\"id\":\"f-1\"}")
                .answers("PUT /api/v1/admin/feeds/f-1/content", "{\"importId\":\"i-1\"}")
                .answers(
                        "GET /api/v1/admin/feeds/f-1/imports/i-1",
                        "{\"status\":\"DONE\",\"imported\":600,\"rejected\":0}")
                .answers("POST /api/v1/admin/referral-programmes", "{\"id\":\"r-1\"}")
                .answers("POST /api/v1/members", "{}")
                .answers(
                        "GET /api/messages",
                        "{\"items\":[{\"text\":\"Welcome! http://localhost:8080/verify?token=abc-1.2\"}]}")
                .answers("POST /api/v1/members/verification", "{\"accessToken\":\"m\"}");
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void setsUpEveryShopAndTheMember() {
        seed(DEMO_STORE);
        assertEquals(3, platform.calls("POST /api/v1/admin/partners").size());
        assertEquals(3, platform.calls("PUT .*/rates").size());
        assertEquals(3, platform.calls("PUT .*/content").size());
        assertEquals(2, platform.calls("POST .*/referral-programmes").size());
        assertTrue(platform.calls("PUT .*/content").get(0).body().contains(DEMO_STORE + "/products/85123A"));
        assertEquals(
                "abc-1.2",
                platform.calls("POST .*/verification")
                        .get(0)
                        .json()
                        .path("token")
                        .asText());
        assertEquals("c", remembered.access("lark-and-lantern").orElseThrow().clientId());
    }

    @Test
    void doesNothingTwice() {
        seed(DEMO_STORE);
        int calls = platform.calls(".*").size();
        seed(DEMO_STORE);
        assertEquals(calls, platform.calls(".*").size());
    }

    @Test
    void goesOnWhereItWasInterrupted() {
        platform.answers("PUT /api/v1/admin/stores/s-1(/rates)?", "");
        assertThrows(ApiRefusal.class, () -> seed(DEMO_STORE));
        platform.answers("PUT /api/v1/admin/stores/s-1(/rates)?", "{}");
        seed(DEMO_STORE);
        assertEquals(3, platform.calls("POST /api/v1/admin/partners").size());
        assertEquals(3, platform.calls("POST /api/v1/admin/stores").size());
    }

    @Test
    void movesTheShopsWhenTheDemoStoreHasAnotherPort() {
        seed(DEMO_STORE);
        seed("http://localhost:9082");
        assertEquals(3, platform.calls("POST /api/v1/admin/stores").size());
        assertEquals(3, platform.calls("PUT /api/v1/admin/stores/s-1").size());
        assertTrue(platform.calls("PUT .*/content").get(3).body().contains("http://localhost:9082/products/"));
    }

    @Test
    void saysWhatAFailedImportComplainsAbout() {
        platform.answers(
                "GET /api/v1/admin/feeds/f-1/imports/i-1",
                "{\"status\":\"FAILED\",\"errors\":[{\"line\":2,\"code\":\"price-invalid\"}]}");
        IllegalStateException failure = assertThrows(IllegalStateException.class, () -> seed(DEMO_STORE));
        assertTrue(failure.getMessage().contains("price-invalid"), failure::getMessage);
    }

    private void seed(String demoStoreUrl) {
        new Seed(platform.url(), platform.url(), remembered, done -> remembered = done, line -> {})
                .run("staff@pennywell.example", "secret", demoStoreUrl);
    }
}
