package shop.pennywell.portal.testing;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import shop.pennywell.local.testing.TestTokens;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.joining;
import static org.hamcrest.Matchers.empty;

/** What commission-service would tell this service about a store of its own: unique in the run, so tests don't meet. */
public final class Partner {

    private static final AtomicInteger COUNT = new AtomicInteger();

    public final UUID storeId = UUID.randomUUID();
    public final String slug =
            "store-" + COUNT.incrementAndGet() + "-" + storeId.toString().substring(0, 8);
    public String name = "Store " + slug;
    public String markets = "\"GB\",\"IE\"";
    public String categories = "\"gifts\"";
    public boolean active = true;

    /** Delivers {@code store.changed} at that revision. */
    public Partner storeAt(int revision) {
        deliver("store.changed", storeJson(revision)).body("failed", empty());
        return this;
    }

    /** Delivers {@code rate.changed} at that revision with these rates, see {@link #percent}. */
    public Partner ratesAt(int revision, String... rates) {
        deliver("rate.changed", ratesJson(revision, rates)).body("failed", empty());
        return this;
    }

    public String storeJson(int revision) {
        return """
                {"storeId":"%s","revision":%d,"partnerId":"%s","slug":"%s","name":"%s","description":"Nice things.",
                 "logoUrl":"https://%s.example/logo.svg","landingUrl":"https://%s.example/","domains":["%s.example"],
                 "markets":[%s],"categories":[%s],"currency":"GBP","daysToConfirm":30,"active":%s}
                """.formatted(
                storeId, revision, UUID.randomUUID(), slug, name, slug, slug, slug, markets, categories, active);
    }

    public String ratesJson(int revision, String... rates) {
        return "{\"storeId\":\"%s\",\"slug\":\"%s\",\"revision\":%d,\"rates\":[%s]}"
                .formatted(storeId, slug, revision, List.of(rates).stream().collect(joining(",")));
    }

    public static String percent(String group, String value, String share) {
        return rate(Map.of("group", group, "type", "PERCENT", "value", value, "memberSharePercent", share));
    }

    public static String fixed(String group, String value, String currency, String share) {
        return rate(Map.of(
                "group", group, "type", "FIXED", "value", value, "currency", currency, "memberSharePercent", share));
    }

    /** A rate of these fields, with an id of its own and valid since long unless they say otherwise. */
    public static String rate(Map<String, String> fields) {
        String given = fields.entrySet().stream()
                .map(field -> "\"" + field.getKey() + "\":\"" + field.getValue() + "\"")
                .collect(joining(","));
        String from = fields.containsKey("validFrom") ? "" : "\"validFrom\":\"2020-01-01T00:00:00Z\",";
        String id = fields.containsKey("rateId") ? "" : "\"rateId\":\"" + UUID.randomUUID() + "\",";
        return "{" + id + from + given + "}";
    }

    public static ValidatableResponse deliver(String type, String data) {
        String event = """
                [{"specversion":"1.0","id":"%s","type":"%s","source":"commission","subject":"x",
                  "time":"2026-11-24T00:00:00Z","datacontenttype":"application/json","data":%s}]
                """.formatted(UUID.randomUUID(), type, data);
        return given().auth()
                .oauth2(TestTokens.service("portal"))
                .contentType(ContentType.JSON)
                .body(event)
                .post("/events")
                .then()
                .statusCode(200);
    }
}
