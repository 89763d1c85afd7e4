package shop.pennywell.local.demostore;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import shop.pennywell.local.api.ApiClient;

/** A shop's dealings with the platform, all through the partner API: what a real partner would have to write. */
final class PartnerDesk {
    private final ApiClient api;
    private final Shop shop;
    private final ShopAccess access;

    PartnerDesk(ApiClient api, Shop shop, ShopAccess access) {
        this.api = api;
        this.shop = shop;
        this.access = access;
    }

    /** The order as the partner API takes it. */
    Map<String, Object> order(String clickId, String reference, Map<Article, Integer> basket) {
        List<Map<String, Object>> items = new ArrayList<>();
        basket.forEach((article, quantity) -> {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("sku", article.sku());
            item.put("name", article.title());
            item.put("group", article.group());
            item.put("quantity", quantity);
            item.put("amount", DemoStore.total(article, quantity).toPlainString());
            items.add(item);
        });
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("clickId", clickId);
        order.put("orderReference", reference);
        order.put("orderedAt", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        order.put("currency", shop.currency());
        order.put("items", items);
        return order;
    }

    /** The reference is the idempotency key too: an order is reported once, however often the button is pressed. */
    JsonNode report(Map<String, Object> order) {
        return api.post(
                "/api/v1/partner/orders",
                token(),
                "order-" + order.get("orderReference"),
                Map.of("orders", List.of(order)));
    }

    JsonNode validate(Map<String, Object> validation) {
        return api.post(
                "/api/v1/partner/validations",
                token(),
                UUID.randomUUID().toString(),
                Map.of("validations", List.of(validation)));
    }

    JsonNode transactions() {
        return api.get("/api/v1/partner/transactions?limit=50", token()).path("items");
    }

    private String token() {
        return api.clientToken("/api/v1/partner/oauth/token", access.clientId(), access.clientSecret());
    }
}
