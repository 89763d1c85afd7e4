package shop.pennywell.payments;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import shop.pennywell.local.testing.TestTokens;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;

/** What tests ask of this service, the way its callers do. */
public final class Calls {

    public static final String IBAN = "GB29NWBK60161331926819";

    private Calls() {}

    public static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    public static RequestSpecification asMember(UUID memberId) {
        return as(TestTokens.member(memberId));
    }

    public static RequestSpecification asFinance() {
        return as(TestTokens.staff("finance"));
    }

    /** Delivers facts of one type in one batch; each has an id of its own. */
    public static Response deliver(String type, JsonNode... facts) {
        var events = new ArrayList<Map<String, Object>>();
        for (var fact : facts) {
            events.add(event(UUID.randomUUID(), type, fact));
        }
        return deliverEvents(events);
    }

    public static Map<String, Object> event(UUID id, String type, JsonNode fact) {
        var event = new HashMap<String, Object>();
        event.put("specversion", "1.0");
        event.put("id", id.toString());
        event.put("type", type);
        event.put("source", "commission");
        event.put("time", "2026-11-24T10:00:00Z");
        event.put("datacontenttype", "application/json");
        event.put("data", fact);
        return event;
    }

    public static Response deliverEvents(List<Map<String, Object>> events) {
        return as(TestTokens.service("payments"))
                .contentType("application/cloudevents-batch+json")
                .body(json(events))
                .post("/events");
    }

    /** Delivers facts that must all be applied. */
    public static void tell(String type, JsonNode... facts) {
        deliver(type, facts).then().statusCode(200).body("failed", empty());
    }

    public static void track(JsonNode... revisions) {
        tell("transaction.changed", revisions);
    }

    /** A member with that much to take out, in cents of a euro, and a bank account to take it to. */
    public static UUID memberWith(long available) {
        var memberId = UUID.randomUUID();
        var purchase = new Purchase(memberId, "EUR", available);
        track(purchase.reported(), purchase.approved(), purchase.paid());
        setAccount(memberId, IBAN).statusCode(200);
        return memberId;
    }

    public static ValidatableResponse setAccount(UUID memberId, String iban) {
        return asMember(memberId)
                .contentType(ContentType.JSON)
                .body(Map.of("holder", "Zoë Müller", "iban", iban, "password", FakePortal.PASSWORD))
                .put("/api/v1/me/payout-account")
                .then();
    }

    public static Response requestPayout(UUID memberId, String amount, String key) {
        return asMember(memberId)
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(Map.of("amount", Map.of("amount", amount, "currency", "EUR")))
                .post("/api/v1/me/payouts");
    }

    /** A payout that staff have approved. */
    public static UUID approvedPayout(UUID memberId, String amount) {
        var id = requestPayout(memberId, amount, UUID.randomUUID().toString())
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getUUID("id");
        asFinance().post("/api/v1/admin/payouts/" + id + "/approval").then().statusCode(200);
        return id;
    }

    public static UUID createBatch() {
        return asFinance()
                .contentType(ContentType.JSON)
                .body(Map.of("currency", "EUR"))
                .post("/api/v1/admin/payouts/batches")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getUUID("id");
    }

    public static String batchFile(UUID batch) {
        return asFinance()
                .get("/api/v1/admin/payouts/batches/" + batch + "/file")
                .then()
                .statusCode(200)
                .contentType("application/xml")
                .extract()
                .asString();
    }

    /** A payout that lies at the bank. */
    public static UUID submittedPayout(UUID memberId, String amount) {
        var id = approvedPayout(memberId, amount);
        batchFile(createBatch());
        return id;
    }

    public static Response upload(String xml) {
        return asFinance().contentType("application/xml").body(xml).post("/api/v1/admin/bank-files");
    }

    public static String reference(UUID id) {
        return id.toString().replace("-", "").toUpperCase(java.util.Locale.ROOT);
    }

    /** The member's balances in a currency as {@code pending available reserved paid}. */
    public static String wallet(UUID memberId, String currency) {
        var answer = asMember(memberId)
                .get("/api/v1/me/wallet")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        JsonPath balance = answer;
        var path = "balances.find { it.currency == '" + currency + "' }.";
        return String.join(
                " ",
                balance.getString(path + "pending.amount"),
                balance.getString(path + "available.amount"),
                balance.getString(path + "reserved.amount"),
                balance.getString(path + "paid.amount"));
    }

    public static String payoutStatus(UUID memberId, UUID payout) {
        return asMember(memberId)
                .get("/api/v1/me/payouts?limit=100")
                .jsonPath()
                .getString("items.find { it.id == '" + payout + "' }.status");
    }

    public static void assertBooksBalance() {
        asFinance()
                .get("/api/v1/admin/ledger/proof")
                .then()
                .statusCode(200)
                .body("balanced", org.hamcrest.Matchers.is(true));
    }

    /** Waits for something that another thread does; fails after ten seconds. */
    public static void eventually(BooleanSupplier condition) {
        var deadline = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not happen within ten seconds");
            }
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000L);
        }
    }

    private static String json(Object value) {
        try {
            return new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(value);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
