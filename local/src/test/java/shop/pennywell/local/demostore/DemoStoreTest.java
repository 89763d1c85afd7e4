package shop.pennywell.local.demostore;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DemoStoreTest {
    private static final Pattern REFERENCE = Pattern.compile("name=\"reference\" value=\"([^\"]+)\"");
    private static final String CLICK = "01JDEM0CLICK0000000000000A";

    private final HttpClient browser = HttpClient.newBuilder().build();
    private final Map<String, String> cookies = new TreeMap<>();
    private FakePlatform platform;
    private DemoStore store;

    @BeforeEach
    void start() throws IOException {
        platform = new FakePlatform()
                .answers("POST .*/oauth/token", "{\"access_token\":\"partner-token\"}")
                .answers(
                        "POST .*/orders",
                        "{\"results\":[{\"index\":0,\"outcome\":\"ACCEPTED\",\"transactionId\":\"t-1\"}]}")
                .answers("POST .*/validations", "{\"results\":[{\"index\":0,\"outcome\":\"ACCEPTED\"}]}")
                .answers("GET .*/transactions", """
                        {"items":[{"transactionId":"t-1","orderReference":"D-1","status":"PENDING","orderedAt":"2026-11-24T06:00:00Z",
                        "orderValue":{"amount":"5.10","currency":"GBP"},"commission":{"amount":"0.46","currency":"GBP"},
                        "items":[{"sku":"85123A","name":"Hanging <Heart>","group":"HOME","quantity":2,"amount":{"amount":"5.10","currency":"GBP"}}]}]}""");
        store = DemoStore.start(
                0, platform.url(), slug -> Optional.of(new ShopAccess("client", "secret", "key", "secret")));
    }

    @AfterEach
    void stop() {
        store.close();
        platform.close();
    }

    @Test
    void reportsWhatAShopperBoughtAfterAClick() throws Exception {
        String page = get("/products/85123A?clickref=" + CLICK);
        String bought = post("/buy", "sku=85123A&quantity=3&reference=" + reference(page));
        assertTrue(bought.contains("Your cashback is on its way"), bought);

        FakePlatform.Call call = platform.calls("POST .*/orders").get(0);
        JsonNode order = call.json().path("orders").path(0);
        assertEquals("Bearer partner-token", call.authorization());
        assertEquals("order-" + reference(page), call.idempotencyKey());
        assertEquals(CLICK, order.path("clickId").asText());
        assertEquals("GBP", order.path("currency").asText());
        assertEquals("85123A", order.path("items").path(0).path("sku").asText());
        assertEquals("HOME", order.path("items").path(0).path("group").asText());
        BigDecimal price = Shop.all().get(0).articles().get("85123A").price();
        assertEquals(
                price.multiply(BigDecimal.valueOf(3)).toPlainString(),
                order.path("items").path(0).path("amount").asText());
    }

    @Test
    void sendsTheSameOrderWhenTheFormIsSentAgain() throws Exception {
        String form = "sku=85123A&quantity=1&reference=" + reference(get("/products/85123A?clickref=" + CLICK));
        post("/buy", form);
        post("/buy", form);
        var calls = platform.calls("POST .*/orders");
        assertEquals(2, calls.size());
        assertEquals(calls.get(0).idempotencyKey(), calls.get(1).idempotencyKey());
        assertEquals(calls.get(0).body(), calls.get(1).body());
    }

    @Test
    void buysABasketWithTwoCommissionGroups() throws Exception {
        get("/?clickref=" + CLICK);
        String other = Shop.all().get(0).articles().values().stream()
                .filter(article -> article.group().equals("PARTY"))
                .findFirst()
                .orElseThrow()
                .sku();
        post("/basket", "sku=85123A&quantity=2");
        String basket = post("/basket", "sku=" + other + "&quantity=1");
        assertTrue(basket.contains("Basket (3)"), basket);
        post("/buy", "reference=" + reference(basket));
        JsonNode items = platform.calls("POST .*/orders")
                .get(0)
                .json()
                .path("orders")
                .path(0)
                .path("items");
        assertEquals("HOME", items.path(0).path("group").asText());
        assertEquals("PARTY", items.path(1).path("group").asText());
        assertTrue(get("/basket").contains("Your basket is empty"));
    }

    /** The README's order: its cashback is enough to be paid out. */
    @Test
    void sellsThreeHundredOfAnArticle() throws Exception {
        String page = get("/products/85123A?clickref=" + CLICK);
        assertTrue(page.contains("name=\"quantity\" value=\"1\" min=\"1\" max=\"999\""), page);
        post("/buy", "sku=85123A&quantity=300&reference=" + reference(page));
        String basket = post("/basket", "sku=85123A&quantity=300");
        assertTrue(basket.contains("Basket (300)"), basket);
        assertTrue(basket.contains("max=\"999\" value=\"300\""), basket);
        post("/buy", "reference=" + reference(basket));
        assertEquals(2, platform.calls("POST .*/orders").size());
        platform.calls("POST .*/orders")
                .forEach(call -> assertEquals(300, quantity(call.json().path("orders"))));

        assertTrue(get("/orders").contains("max=\"999\" name=\"keep-85123A\""));
        post("/orders", "transactionId=t-1&action=AMEND&keep-85123A=300");
        assertEquals(
                300,
                quantity(platform.calls("POST .*/validations").get(0).json().path("validations")));
    }

    private static int quantity(JsonNode entries) {
        return entries.path(0).path("items").path(0).path("quantity").asInt();
    }

    @Test
    void reportsNothingForAVisitorWhomNobodySent() throws Exception {
        String bought = post("/buy", "sku=85123A&quantity=1&reference=" + reference(get("/products/85123A")));
        assertTrue(bought.contains("No cashback this time"), bought);
        assertEquals(0, platform.calls("POST .*/orders").size());
    }

    @Test
    void keepsTheClicksOfItsShopsApart() throws Exception {
        get("/wanderwell/?u1=" + CLICK);
        post("/buy", "sku=85123A&quantity=1&reference=" + reference(get("/products/85123A")));
        assertEquals(0, platform.calls("POST .*/orders").size());
        post("/wanderwell/buy", "sku=CITY-LIS&reference=" + reference(get("/wanderwell/products/CITY-LIS")));
        assertEquals(1, platform.calls("POST .*/orders").size());
    }

    @Test
    void amendsAnOrderToWhatTheCustomerKeeps() throws Exception {
        String page = get("/orders");
        assertTrue(page.contains("Hanging &lt;Heart&gt;"), "names are shown as text");
        post("/orders", "transactionId=t-1&action=AMEND&keep-85123A=1");
        JsonNode validation = platform.calls("POST .*/validations")
                .get(0)
                .json()
                .path("validations")
                .path(0);
        assertEquals("AMEND", validation.path("action").asText());
        assertEquals(1, validation.path("items").path(0).path("quantity").asInt());
    }

    @Test
    void givesAReasonWhenItDeclines() throws Exception {
        post("/orders", "transactionId=t-1&action=DECLINE&reason=RETURNED");
        JsonNode validation = platform.calls("POST .*/validations")
                .get(0)
                .json()
                .path("validations")
                .path(0);
        assertEquals("RETURNED", validation.path("reason").asText());
        assertTrue(validation.path("items").isMissingNode());
    }

    @Test
    void showsSearchWordsAsText() throws Exception {
        String page = get("/?q=" + URLEncoder.encode("<script>alert(1)</script>", StandardCharsets.UTF_8));
        assertTrue(page.contains("&lt;script&gt;"), page);
        assertTrue(!page.contains("<script"), page);
    }

    @Test
    void drawsAPictureOfEveryArticle() throws Exception {
        for (Shop shop : Shop.all()) {
            String sku = shop.articles().keySet().iterator().next();
            assertTrue(get(shop.path() + "/images/" + sku + ".svg").startsWith("<svg"));
        }
    }

    private static String reference(String page) {
        Matcher matcher = REFERENCE.matcher(page);
        assertTrue(matcher.find(), page);
        return matcher.group(1);
    }

    private String get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    private String post(String path, String form) throws Exception {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private String send(HttpRequest.Builder request) throws Exception {
        // By hand: the JDK's cookie store writes cookies in a way that no browser does.
        request.header(
                "Cookie",
                "none=0"
                        + cookies.entrySet().stream()
                                .map(cookie -> "; " + cookie)
                                .collect(Collectors.joining()));
        HttpResponse<String> response = browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
        for (String cookie : response.headers().allValues("Set-Cookie")) {
            String[] parts = cookie.split(";")[0].split("=", 2);
            cookies.put(parts[0], parts[1]);
        }
        if (response.statusCode() == 303) {
            return get(response.headers().firstValue("Location").orElseThrow());
        }
        assertEquals(200, response.statusCode(), response.body());
        return response.body();
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + store.port() + path);
    }
}
