package shop.pennywell.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What the platform refuses: always with a problem document, and nothing changes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputStory {

    private Api api;
    private Staff staff;
    private Shopper shopper;
    private Shopper other;
    private PartnerStore store;
    private String slug;
    private String clickId;

    @BeforeAll
    void start() {
        Platform platform = Platform.shared();
        api = platform.api();
        staff = Staff.signIn(platform);
        slug = "strict-" + Long.toString(System.nanoTime(), 36);
        String partnerId = staff.createPartner("Strict Ltd");
        store = staff.createCredentials(partnerId);
        staff.createStore(partnerId, slug, "[" + Staff.rate("DEFAULT", "10", "50") + "]");
        shopper = new Shopper(platform, slug + "@example.com");
        shopper.register();
        shopper.signIn();
        other = new Shopper(platform, "other-" + slug + "@example.com");
        other.register();
        other.signIn();
        clickId = shopper.clickOut("/go/" + slug).header("Click-Id");
    }

    static Stream<Arguments> writes() {
        return Stream.of(
                arguments("nobody", "POST", "/api/v1/members"),
                arguments("nobody", "POST", "/api/v1/members/verification"),
                arguments("nobody", "POST", "/api/v1/sessions"),
                arguments("nobody", "POST", "/api/v1/sessions/refresh"),
                arguments("nobody", "POST", "/api/v1/password-resets"),
                arguments("member", "PATCH", "/api/v1/me"),
                arguments("member", "PUT", "/api/v1/me/payout-account"),
                arguments("member", "POST", "/api/v1/me/payouts"),
                arguments("partner", "POST", "/api/v1/partner/orders"),
                arguments("partner", "POST", "/api/v1/partner/validations"),
                arguments("staff", "POST", "/api/v1/admin/partners"),
                arguments("staff", "POST", "/api/v1/admin/stores"),
                arguments("staff", "POST", "/api/v1/admin/statements"),
                arguments("staff", "POST", "/api/v1/admin/feeds"),
                arguments("staff", "POST", "/api/v1/admin/payouts/batches"));
    }

    @ParameterizedTest(name = "{1} {2}")
    @MethodSource("writes")
    void malformedBodiesAreRefusedAndChangeNothing(String who, String method, String path) {
        String before = everything();
        for (String body : new String[] {"{", "nonsense", "[1,2", "\"text\"", "{\"amount\":", "null"}) {
            problem(api.call(method, path, token(who), body, "application/json"), 400);
        }
        problem(api.call(method, path, token(who), "{\"x\":1}", "text/csv"), 415);
        problem(
                api.call(method, path, token(who), "{\"x\":\"" + "y".repeat(3_000_000) + "\"}", "application/json"),
                413);
        assertEquals(before, everything());
    }

    /** The newest of whatever these calls could have made or changed. */
    private String everything() {
        StringBuilder all = new StringBuilder();
        for (String path : new String[] {"/api/v1/me", "/api/v1/me/wallet", "/api/v1/me/payouts"}) {
            all.append(api.get(path, shopper.token()).expect(200).text());
        }
        all.append(api.get("/api/v1/partner/transactions", store.token())
                .expect(200)
                .text());
        for (String list : new String[] {"partners", "stores", "statements", "feeds", "payouts", "members"}) {
            all.append(
                    api.get("/api/v1/admin/" + list, staff.token()).expect(200).text());
        }
        return all.toString();
    }

    static Stream<Arguments> wrongRoles() {
        return Stream.of(
                arguments("nobody", "GET", "/api/v1/me", 401),
                arguments("nobody", "GET", "/api/v1/me/wallet", 401),
                arguments("nobody", "GET", "/api/v1/me/clicks", 401),
                arguments("nobody", "POST", "/api/v1/partner/orders", 401),
                arguments("nobody", "GET", "/api/v1/admin/members", 401),
                arguments("member", "POST", "/api/v1/admin/partners", 403),
                arguments("member", "GET", "/api/v1/admin/ledger/proof", 403),
                arguments("member", "GET", "/api/v1/admin/messages", 403),
                arguments("member", "GET", "/api/v1/admin/stats/totals?from=2026-01-01&to=2026-02-01", 403),
                arguments("member", "POST", "/api/v1/admin/feeds", 403),
                arguments("member", "GET", "/api/v1/admin/members", 403),
                arguments("staff", "GET", "/api/v1/me/wallet", 403),
                arguments("partner", "GET", "/api/v1/admin/members", 401),
                arguments("partner", "GET", "/api/v1/me/wallet", 401),
                arguments("member", "POST", "/api/v1/partner/orders", 401));
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @MethodSource("wrongRoles")
    void othersDoorsStayShut(String who, String method, String path, int expected) {
        Api.Answer answer = api.call(method, path, token(who), method.equals("GET") ? null : "{}", "application/json");
        problem(answer, expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "Bearer", "Bearer ", "Bearer a.b.c", "Basic Zm9vOmJhcg=="})
    void nonsenseTokensAreRefused(String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(api.gateway().resolve("/api/v1/me/wallet"));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        assertEquals(401, api.once(request.build()).statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "https://www.SLUG.example.evil.example/",
                "https://www.SLUG.example@evil.example/",
                "https://evil.example/www.SLUG.example",
                "//evil.example/",
                "https:evil.example",
                "https:/\\evil.example",
                "javascript:alert(1)",
                "data:text/html,x",
                "ftp://www.SLUG.example/",
                "https://evil.example#www.SLUG.example",
                "https://evil.example\\.www.SLUG.example/",
                "https://www.SLUG.example:8443@evil.example/",
                " https://evil.example",
                "https://xSLUG.example/",
                "https://www.SLUG.example\t.evil.example/"
            })
    void foreignLandingUrlsNeverRedirect(String landing) {
        Api.Answer answer =
                api.get("/go/" + slug + "?to=" + Journey.encode(landing.replace("SLUG", slug)), shopper.token());
        problem(answer, 400);
        assertNull(answer.header("Location"));
        assertNull(answer.header("Click-Id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"amount\":\"-5.00\"",
                "\"amount\":\"1e9\"",
                "\"amount\":\"1.005\"",
                "\"amount\":\"99999999999999999999.00\"",
                "\"amount\":\"NaN\"",
                "\"amount\":\"\"",
                "\"amount\":\"1,00\""
            })
    void absurdAmountsAreRejected(String amount) {
        assertRejected(
                order("\"clickId\":\"" + clickId + "\"", "GBP", "[{\"sku\":\"a\",\"quantity\":1," + amount + "}]"));
    }

    @Test
    void unknownClicksAndCurrenciesAreRejected() {
        String items = "[{\"sku\":\"a\",\"quantity\":1,\"amount\":\"5.00\"}]";
        assertRejected(order("\"clickId\":\"" + "0".repeat(26) + "\"", "GBP", items));
        assertRejected(order("\"clickId\":\"not a click\"", "GBP", items));
        assertRejected(order("\"clickId\":\"" + clickId + "\"", "XXX", items));
        assertRejected(order("\"clickId\":\"" + clickId + "\"", "EUR", items));
        assertRejected(order("\"clickId\":\"" + clickId + "\"", "GBP", "[]"));
        assertRejected(order(
                "\"clickId\":\"" + clickId + "\"", "GBP", "[{\"sku\":\"a\",\"quantity\":-1,\"amount\":\"5.00\"}]"));
    }

    @Test
    void oneBadOrderNeverSpoilsItsBatch() {
        String good = UUID.randomUUID().toString();
        JsonNode results = store.report("["
                + order("\"clickId\":\"bad\"", "GBP", "[{\"sku\":\"a\",\"quantity\":1,\"amount\":\"5.00\"}]")
                + ",{\"clickId\":\"%s\",\"orderReference\":\"%s\",\"orderedAt\":\"%s\",\"currency\":\"GBP\",\"items\":[{\"sku\":\"a\",\"quantity\":1,\"amount\":\"5.00\"}]}"
                        .formatted(clickId, good, Instant.now())
                + "]");
        assertEquals("REJECTED", results.path(0).path("outcome").asText());
        assertEquals("ACCEPTED", results.path(1).path("outcome").asText(), results::toString);
        shopper.awaitCashback(good, "TRACKED", "0.25");
    }

    @Test
    void aPayoutWithoutMoneyOrAccountIsRefused() {
        for (String amount : new String[] {"0.00", "-1.00", "1000000.00", "0.01"}) {
            Api.Answer answer = api.post(
                    "/api/v1/me/payouts",
                    other.token(),
                    "{\"amount\":{\"amount\":\"" + amount + "\",\"currency\":\"GBP\"}}");
            assertTrue(answer.status() == 422 || answer.status() == 400, answer::text);
            problem(answer, answer.status());
        }
        for (String money : new String[] {
            "{\"amount\":\"1.001\",\"currency\":\"GBP\"}", "{\"amount\":\"1\",\"currency\":\"ZZZ\"}", "5"
        }) {
            problem(api.post("/api/v1/me/payouts", other.token(), "{\"amount\":" + money + "}"), 400);
        }
        assertEquals(
                0,
                api.get("/api/v1/me/payouts", other.token())
                        .expect(200)
                        .json()
                        .path("items")
                        .size());
    }

    @Test
    void anotherMembersClickIsNotThere() {
        problem(api.get("/api/v1/me/clicks/" + clickId, other.token()), 404);
        api.get("/api/v1/me/clicks/" + clickId, shopper.token()).expect(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/oauth/token",
                "/events",
                "/q/openapi",
                "/%69nternal/oauth/token",
                "/api/../internal/oauth/token",
                "//internal/oauth/token",
                "/go/..%2f..%2finternal/oauth/token",
                "/internal;x=1/oauth/token"
            })
    void innerDoorsAreNotOnTheStreet(String path) throws Exception {
        var response = api.once(HttpRequest.newBuilder(java.net.URI.create(api.gateway() + path))
                .build());
        assertTrue(response.statusCode() == 404 || response.statusCode() == 400, path + ": " + response.statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/no/where", "/stores/none/at/all", "/search?q=a|b%zz", "/internal/x"})
    void anAddressThatNothingAnswersIsAPageForPeople(String path) throws Exception {
        URI gateway = api.gateway();
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: " + gateway.getAuthority()
                    + "\r\nAccept: text/html,application/xhtml+xml,*/*;q=0.8\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertTrue(answer.matches("(?s)HTTP/1.1 40[04] .*"), answer);
            assertTrue(answer.toLowerCase(Locale.ROOT).contains("content-type: text/html"), answer);
        }
    }

    @Test
    void anAddressOfTheApiThatNothingAnswersIsAProblemDocument() {
        problem(api.get("/api/v1/nowhere", null), 404);
        problem(api.get("/api/v1/nowhere", shopper.token()), 404);
    }

    private String order(String click, String currency, String items) {
        return "{%s,\"orderReference\":\"%s\",\"orderedAt\":\"%s\",\"currency\":\"%s\",\"items\":%s}"
                .formatted(click, UUID.randomUUID(), Instant.now(), currency, items);
    }

    private void assertRejected(String order) {
        JsonNode result = store.report("[" + order + "]").path(0);
        assertEquals("REJECTED", result.path("outcome").asText(), () -> order + ": " + result);
        assertTrue(result.path("code").asText().matches("[a-z-]+"), result::toString);
    }

    private String token(String who) {
        return switch (who) {
            case "nobody" -> null;
            case "member" -> shopper.token();
            case "staff" -> staff.token();
            case "partner" -> store.token();
            default -> throw new IllegalArgumentException(who);
        };
    }

    private static void problem(Api.Answer answer, int status) {
        answer.expect(status);
        assertTrue(
                String.valueOf(answer.header("Content-Type")).startsWith("application/problem+json"),
                () -> answer.header("Content-Type") + " " + answer.text());
        JsonNode body = answer.json();
        assertEquals(status, body.path("status").asInt(), body::toString);
        assertTrue(body.path("code").asText().matches("[a-z-]+"), body::toString);
        assertTrue(body.path("type").asText().endsWith(body.path("code").asText()), body::toString);
        assertTrue(body.path("traceId").asText().matches("[0-9a-f]{32}"), body::toString);
    }
}
