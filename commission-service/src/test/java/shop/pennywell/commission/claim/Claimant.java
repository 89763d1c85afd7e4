package shop.pennywell.commission.claim;

import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import shop.pennywell.commission.TestShop;

import static shop.pennywell.commission.TestShop.member;
import static shop.pennywell.commission.TestShop.staff;

/** A member with claims, and what staff and the store do with them. */
final class Claimant {
    static final String MINE = "/api/v1/me/claims";
    static final String ADMIN = "/api/v1/admin/claims";
    static final String PARTNER = "/api/v1/partner/claims";

    final UUID id = UUID.randomUUID();
    final TestShop shop;

    Claimant(TestShop shop) {
        this.shop = shop;
    }

    /** A shop that hears of claims at once. */
    static TestShop shopThatListens() {
        TestShop shop = TestShop.open();
        terms(shop, 0, 100).then().statusCode(200);
        return shop;
    }

    static Response terms(TestShop shop, Integer opens, Integer closes) {
        Map<String, Object> store = new HashMap<>(shop.store(shop.slug));
        store.put("claimOpensAfterDays", opens);
        store.put("claimClosesAfterDays", closes);
        return staff().body(store).put("/api/v1/admin/stores/" + shop.storeId);
    }

    String click() {
        return shop.click(id);
    }

    static Map<String, Object> missing(String clickId, String reference, String value) {
        return new HashMap<>(Map.of(
                "type",
                "MISSING",
                "clickId",
                clickId,
                "orderReference",
                reference,
                "orderedAt",
                Instant.now().toString(),
                "orderValue",
                euros(value)));
    }

    static Map<String, Object> about(String type, String transactionId, String value) {
        Map<String, Object> claim = new HashMap<>(Map.of("type", type, "transactionId", transactionId));
        if (value != null) {
            claim.put("orderValue", euros(value));
        }
        return claim;
    }

    static Map<String, String> euros(String amount) {
        return Map.of("amount", amount, "currency", "EUR");
    }

    Response file(Map<String, Object> claim) {
        return file(claim, UUID.randomUUID().toString());
    }

    Response file(Map<String, Object> claim, String key) {
        return member(id).header("Idempotency-Key", key).body(claim).post(MINE);
    }

    /** The id of a claim that is taken. */
    String filed(Map<String, Object> claim) {
        return file(claim).then().statusCode(201).extract().path("id");
    }

    Response mine(String claimId) {
        return member(id).get(MINE + "/" + claimId);
    }

    String status(String claimId) {
        return mine(claimId).path("status");
    }

    static Response forward(String claimId) {
        return staff().body(Map.of()).post(ADMIN + "/" + claimId + "/forwarding");
    }

    static Response ask(String claimId, String text) {
        return staff().body(Map.of("text", text)).post(ADMIN + "/" + claimId + "/question");
    }

    Response answer(String claimId, String text) {
        return member(id).body(Map.of("text", text)).post(MINE + "/" + claimId + "/answer");
    }

    static Response decide(String claimId, Map<String, ?> decision) {
        return staff().body(decision).post(ADMIN + "/" + claimId + "/decision");
    }

    static Response won(String claimId) {
        return decide(claimId, Map.of("outcome", "WON"));
    }

    static Response lost(String claimId, String reason) {
        return decide(claimId, Map.of("outcome", "LOST", "reason", reason));
    }

    Response prove(String claimId, String pdf) {
        return member(id)
                .contentType("application/pdf")
                .body(pdf.getBytes(StandardCharsets.US_ASCII))
                .put(MINE + "/" + claimId + "/receipt");
    }

    Response withdraw(String claimId) {
        return member(id).post(MINE + "/" + claimId + "/withdrawal");
    }

    Response storeSays(String claimId, Map<String, ?> answer) {
        return shop.partner().body(answer).post(PARTNER + "/" + claimId + "/answer");
    }
}
