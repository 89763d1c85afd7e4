package shop.pennywell.local.demostore;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import shop.pennywell.local.api.ApiClient;
import shop.pennywell.local.api.ApiRefusal;

/**
 * The demo partner stores: where a click-out lands, where a shopper buys, and whose back office approves or declines. They
 * know the platform only as partners do: by the click id in the address and by the partner API.
 */
public final class DemoStore implements AutoCloseable {
    /** As much as a shop sells of an article at once; three digits. */
    static final int MAX_QUANTITY = 999;

    private static final int REMEMBERED_ORDERS = 500;

    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(6);
    private final ApiClient api;
    private final String platformUrl;
    private final Function<String, Optional<ShopAccess>> accessOf;
    private final List<Shop> shops = Shop.all();
    private final Map<String, Map<String, Article>> articlesBySlug = new LinkedHashMap<>();
    /** By reference, as first reported: a form that is sent again must say the same again. */
    private final Map<String, Map<String, Object>> orders =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, false) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Map<String, Object>> eldest) {
                    return size() > REMEMBERED_ORDERS;
                }
            });

    private DemoStore(HttpServer server, String platformUrl, Function<String, Optional<ShopAccess>> accessOf) {
        this.server = server;
        this.api = new ApiClient(platformUrl);
        this.platformUrl = platformUrl;
        this.accessOf = accessOf;
        shops.forEach(shop -> articlesBySlug.put(shop.slug(), shop.articles()));
    }

    /**
     * Starts on the loopback interface; port 0 takes any free one.
     *
     * @param accessOf by slug, the credentials of a shop that the platform knows
     */
    public static DemoStore start(int port, String platformUrl, Function<String, Optional<ShopAccess>> accessOf)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        DemoStore store = new DemoStore(server, platformUrl, accessOf);
        server.setExecutor(store.workers);
        server.createContext("/", store::answer);
        server.start();
        return store;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** What so many of an article cost. */
    static BigDecimal total(Article article, int quantity) {
        return article.price().multiply(BigDecimal.valueOf(quantity));
    }

    private void answer(HttpExchange http) throws IOException {
        try (http) {
            String path = http.getRequestURI().getPath();
            Shop shop = shops.stream()
                    .sorted(Comparator.comparing((Shop one) -> one.path().length())
                            .reversed())
                    .filter(one -> path.equals(one.path()) || path.startsWith(one.path() + "/"))
                    .findFirst()
                    .orElseThrow();
            Visit visit = new Visit(http, shop, articlesBySlug.get(shop.slug()));
            try {
                String local = path.substring(shop.path().length());
                if (http.getRequestMethod().equals("POST")) {
                    post(visit, local);
                } else {
                    get(visit, local);
                }
            } catch (ApiRefusal e) {
                visit.html(502, ShopPage.message(shop, "The platform said no", e.getMessage()));
            }
        }
    }

    private void get(Visit visit, String path) throws IOException {
        Shop shop = visit.shop();
        visit.rememberClick();
        if (path.isEmpty() || path.equals("/")) {
            visit.html(
                    200,
                    ShopPage.home(shop, visit.articles().values(), visit.query("category"), visit.query("q"), visit));
        } else if (path.equals("/basket")) {
            visit.html(200, ShopPage.basket(shop, visit.basket(), visit));
        } else if (path.equals("/orders")) {
            backOffice(visit, null);
        } else if (path.startsWith("/products/")) {
            Article article = visit.articles().get(path.substring("/products/".length()));
            if (article == null) {
                visit.html(404, ShopPage.message(shop, "We don't have that", "Perhaps it is sold out for good."));
            } else {
                visit.html(200, ShopPage.product(shop, article, companion(visit, article), visit));
            }
        } else if (path.matches("/images/.+\\.svg")) {
            Article article = visit.articles().get(path.substring("/images/".length(), path.length() - 4));
            visit.respond(article == null ? 404 : 200, "image/svg+xml", article == null ? "" : Picture.of(article));
        } else {
            visit.html(404, ShopPage.message(shop, "There is no such page", "Start at the shop's front door."));
        }
    }

    /** Something from another commission group, so that a basket with both shows how each earns its own cashback. */
    private static Article companion(Visit visit, Article article) {
        return visit.articles().values().stream()
                .filter(other -> !other.group().equals(article.group()))
                .skip(Math.floorMod(article.sku().hashCode(), 20))
                .findFirst()
                .orElse(article);
    }

    private void post(Visit visit, String path) throws IOException {
        Map<String, String> form = visit.form();
        switch (path) {
            case "/basket" -> {
                visit.changeBasket(form.get("sku"), quantity(form.get("quantity")));
                visit.redirect(visit.shop().path() + "/basket");
            }
            case "/buy" -> buy(visit, form);
            case "/orders" -> backOffice(visit, validate(visit, form));
            default -> visit.html(404, ShopPage.message(visit.shop(), "There is no such page", ""));
        }
    }

    private static int quantity(String text) {
        try {
            return Math.max(0, Math.min(MAX_QUANTITY, Integer.parseInt(text)));
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    /** Buys one article or, without one in the form, the basket; then tells the platform, as a partner does. */
    private void buy(Visit visit, Map<String, String> form) throws IOException {
        Map<Article, Integer> bought = new LinkedHashMap<>();
        Article single = visit.articles().get(form.getOrDefault("sku", ""));
        if (single == null) {
            bought.putAll(visit.basket());
        } else {
            bought.put(single, Math.max(1, quantity(form.get("quantity"))));
        }
        String reference = form.getOrDefault("reference", "");
        if (bought.isEmpty() || !reference.matches("[A-Z0-9-]{6,40}")) {
            visit.redirect(visit.shop().path() + "/basket");
            return;
        }
        String clickId = visit.clickId();
        Optional<PartnerDesk> desk = desk(visit.shop());
        if (clickId == null || desk.isEmpty()) {
            visit.clearBasket(single == null);
            visit.html(200, ShopPage.boughtWithoutClick(visit.shop(), reference, bought, clickId == null));
            return;
        }
        Map<String, Object> order =
                orders.computeIfAbsent(reference, unused -> desk.get().order(clickId, reference, bought));
        JsonNode answer = desk.get().report(order);
        visit.clearBasket(single == null);
        visit.html(200, ShopPage.bought(visit.shop(), reference, bought, order, answer, platformUrl));
    }

    private Optional<PartnerDesk> desk(Shop shop) {
        return accessOf.apply(shop.slug()).map(access -> new PartnerDesk(api, shop, access));
    }

    private JsonNode validate(Visit visit, Map<String, String> form) {
        Map<String, Object> validation = new LinkedHashMap<>();
        validation.put("transactionId", form.getOrDefault("transactionId", ""));
        validation.put("action", form.getOrDefault("action", ""));
        if (!form.getOrDefault("reason", "").isEmpty()) {
            validation.put("reason", form.get("reason"));
        }
        if ("AMEND".equals(form.get("action"))) {
            validation.put("items", amended(visit, form));
        }
        return desk(visit.shop()).orElseThrow().validate(validation);
    }

    /** Fields {@code keep-SKU}: how many of it the customer keeps. */
    private static List<Map<String, Object>> amended(Visit visit, Map<String, String> form) {
        List<Map<String, Object>> items = new ArrayList<>();
        form.forEach((name, value) -> {
            Article article = name.startsWith("keep-") ? visit.articles().get(name.substring(5)) : null;
            int quantity = quantity(value);
            if (article != null && quantity > 0) {
                items.add(Map.of(
                        "sku", article.sku(),
                        "quantity", quantity,
                        "amount", total(article, quantity).toPlainString()));
            }
        });
        return items;
    }

    private void backOffice(Visit visit, JsonNode answer) throws IOException {
        Optional<PartnerDesk> desk = desk(visit.shop());
        if (desk.isEmpty()) {
            visit.html(503, ShopPage.message(visit.shop(), "Not yet a partner", "The platform is still being set up."));
            return;
        }
        visit.html(200, OrdersPage.of(visit.shop(), desk.get().transactions(), answer));
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
