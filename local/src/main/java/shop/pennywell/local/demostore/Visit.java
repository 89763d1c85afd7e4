package shop.pennywell.local.demostore;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One request to a shop, and what the visitor's cookies say: the click that brought them and their basket. */
final class Visit {
    private static final int MAX_FORM_BYTES = 64 * 1024;
    private static final int MAX_BASKET = 20;
    /** How long a shop credits the site that sent the shopper; thirty days is usual. */
    private static final int CLICK_SECONDS = 30 * 24 * 3600;

    private final HttpExchange http;
    private final Shop shop;
    private final Map<String, Article> articles;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Map<String, String> query;

    Visit(HttpExchange http, Shop shop, Map<String, Article> articles) {
        this.http = http;
        this.shop = shop;
        this.articles = articles;
        this.query = fields(http.getRequestURI().getRawQuery());
        List<String> headers = http.getRequestHeaders().getOrDefault("Cookie", List.of());
        for (String cookie : String.join("; ", headers).split("; ")) {
            String[] parts = cookie.split("=", 2);
            if (parts.length == 2) {
                cookies.put(parts[0], parts[1]);
            }
        }
    }

    Shop shop() {
        return shop;
    }

    Map<String, Article> articles() {
        return articles;
    }

    String query(String name) {
        return query.getOrDefault(name, "");
    }

    Map<String, String> form() throws IOException {
        return fields(new String(http.getRequestBody().readNBytes(MAX_FORM_BYTES), StandardCharsets.UTF_8));
    }

    /** A landing with the click id in the shop's own parameter: the newest click wins. */
    void rememberClick() {
        String id = query(shop.clickParameter());
        if (id.matches("[0-9A-Za-z]{1,30}")) {
            setCookie("click-" + shop.slug(), id, CLICK_SECONDS);
        }
    }

    /** Null for a visitor whom nobody sent. */
    String clickId() {
        return cookies.get("click-" + shop.slug());
    }

    Map<Article, Integer> basket() {
        Map<Article, Integer> basket = new LinkedHashMap<>();
        for (String entry : cookies.getOrDefault(basketCookie(), "").split("\\.")) {
            String[] parts = entry.split("~", 2);
            if (parts.length == 2 && articles.containsKey(parts[0]) && parts[1].matches("[1-9][0-9]{0,2}")) {
                basket.put(articles.get(parts[0]), Integer.parseInt(parts[1]));
            }
        }
        return basket;
    }

    /** Sets how many of an article are in the basket; 0 takes it out. */
    void changeBasket(String sku, int quantity) {
        Map<Article, Integer> basket = basket();
        Article article = articles.get(sku == null ? "" : sku);
        if (article != null && quantity == 0) {
            basket.remove(article);
        } else if (article != null && basket.size() < MAX_BASKET) {
            basket.put(article, quantity);
        }
        setCookie(
                basketCookie(),
                basket.entrySet().stream()
                        .map(entry -> entry.getKey().sku() + "~" + entry.getValue())
                        .collect(Collectors.joining(".")),
                CLICK_SECONDS);
    }

    void clearBasket(boolean bought) {
        if (bought) {
            setCookie(basketCookie(), "", 0);
        }
    }

    private String basketCookie() {
        return "basket-" + shop.slug();
    }

    private void setCookie(String name, String value, int seconds) {
        cookies.put(name, value);
        http.getResponseHeaders()
                .add("Set-Cookie", "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Lax".formatted(name, value, seconds));
    }

    void redirect(String path) throws IOException {
        http.getResponseHeaders().set("Location", path);
        http.sendResponseHeaders(303, -1);
    }

    void html(int status, String page) throws IOException {
        http.getResponseHeaders()
                .set(
                        "Content-Security-Policy",
                        "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; form-action 'self'");
        http.getResponseHeaders().set("Cache-Control", "no-store");
        respond(status, "text/html; charset=utf-8", page);
    }

    void respond(int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        http.getResponseHeaders().set("Content-Type", type);
        http.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        boolean head = http.getRequestMethod().equals("HEAD");
        http.sendResponseHeaders(status, head || bytes.length == 0 ? -1 : bytes.length);
        if (!head && bytes.length > 0) {
            http.getResponseBody().write(bytes);
        }
    }

    private static Map<String, String> fields(String encoded) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : encoded == null ? new String[0] : encoded.split("&")) {
            String[] parts = pair.split("=", 2);
            try {
                fields.put(
                        URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                        parts.length == 2 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
            } catch (IllegalArgumentException e) {
                // A field that is not encoded right is none.
                fields.remove(parts[0]);
            }
        }
        return fields;
    }
}
