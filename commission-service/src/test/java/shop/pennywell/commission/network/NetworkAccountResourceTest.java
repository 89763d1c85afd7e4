package shop.pennywell.commission.network;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.TestShop;
import shop.pennywell.local.testing.TestTokens;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static shop.pennywell.commission.TestShop.as;
import static shop.pennywell.commission.TestShop.staff;

@QuarkusTest
class NetworkAccountResourceTest {
    private static final String ACCOUNTS = "/api/v1/admin/networks/accounts";

    @Inject
    EntityManager entities;

    private final String publisher = Long.toString(System.nanoTime());
    private TestShop shop;

    @BeforeEach
    void open() {
        shop = TestShop.open();
    }

    @Test
    void connectsAnAccountAndNeverShowsItsCredentials() {
        Response made = connect(account());
        made.then()
                .statusCode(201)
                .body("network", equalTo("AWIN"))
                .body("externalId", equalTo(publisher))
                .body("zone", equalTo("UTC"))
                .body("currency", equalTo("EUR"))
                .body("enabled", equalTo(false));

        Response shown = staff().get(ACCOUNTS + "/" + made.path("id"));
        shown.then()
                .statusCode(200)
                .body("windows.window", contains("CHANGED", "NEW", "SWEEP"))
                .body("windows.dueAt", hasSize(3))
                .body("parked.size()", equalTo(0));
        assertFalse(made.asString().contains("very-secret"));
        assertFalse(shown.asString().contains("very-secret"));
        assertEquals(1, rows("length(credentials) > 20"));
        assertEquals(0, rows("position(convert_to('very-secret', 'UTF8') in credentials) > 0"), "sealed");
        staff().queryParam("limit", 100).get(ACCOUNTS).then().statusCode(200).body("items.id", notNullValue());
    }

    @Test
    void anAccountIsConnectedOnce() {
        connect(account()).then().statusCode(201);
        connect(account()).then().statusCode(409).body("code", equalTo("network-account-exists"));
    }

    @Test
    void sentTwiceWithItsKeyItIsOneAccount() {
        String key = UUID.randomUUID().toString();
        String id = staff().header("Idempotency-Key", key)
                .body(account())
                .post(ACCOUNTS)
                .path("id");

        staff().header("Idempotency-Key", key)
                .body(account())
                .post(ACCOUNTS)
                .then()
                .statusCode(201)
                .header("Idempotency-Hit", "true")
                .body("id", equalTo(id));
    }

    @Test
    void saysWhatIsWrongWithAnAccount() {
        refused(with("credentials", Map.of("publisherId", publisher)), "/credentials/token");
        refused(with("credentials", Map.of("publisherId", "a b", "token", "x")), "/credentials/publisherId");
        refused(with("zone", "Europe/Atlantis"), "/zone");
        refused(with("zone", "Asia/Tokyo"), "/zone");
        refused(with("currency", "XYZ"), "/currency");
        connect(with("partnerId", UUID.randomUUID().toString()))
                .then()
                .statusCode(422)
                .body("code", equalTo("partner-unknown"));
        connect(with("network", "ZANOX")).then().statusCode(400);
        connect(with("name", " ")).then().statusCode(400);
        connect(with("since", "1066-10-14T00:00:00Z")).then().statusCode(400).body("errors.pointer", hasItem("/since"));
    }

    @Test
    void changesOnlyWhatIsGiven() {
        String id = connect(account()).path("id");

        staff().body(Map.of("name", "Renamed", "zone", "Europe/Berlin"))
                .patch(ACCOUNTS + "/" + id)
                .then()
                .statusCode(200)
                .body("name", equalTo("Renamed"))
                .body("zone", equalTo("Europe/Berlin"))
                .body("externalId", equalTo(publisher))
                .body("enabled", equalTo(false));
        staff().body(Map.of("credentials", Map.of("publisherId", publisher, "token", "another-secret")))
                .patch(ACCOUNTS + "/" + id)
                .then()
                .statusCode(200)
                .body("name", equalTo("Renamed"));
        staff().body(Map.of("zone", "Asia/Tokyo"))
                .patch(ACCOUNTS + "/" + id)
                .then()
                .statusCode(422);
        staff().body("{}").patch(ACCOUNTS + "/" + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void mapsProgrammesToStoresOfTheAccountsPartner() {
        String id = connect(account()).path("id");
        String programmes = ACCOUNTS + "/" + id + "/programmes";

        put(programmes + "/8123", shop.storeId).then().statusCode(200).body("storeId", equalTo(shop.storeId));
        put(programmes + "/20l339", shop.storeId).then().statusCode(200);
        put(programmes + "/8123", TestShop.open().storeId)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/storeId"));
        put(programmes + "/" + "x".repeat(101), shop.storeId).then().statusCode(400);
        Response first = staff().queryParam("limit", 1).get(programmes);
        first.then().body("items.programmeId", contains("20l339"));
        staff().queryParam("limit", 1)
                .queryParam("cursor", first.<String>path("next"))
                .get(programmes)
                .then()
                .body("items.programmeId", contains("8123"))
                .body("next", nullValue());
        staff().delete(programmes + "/8123").then().statusCode(204);
        staff().delete(programmes + "/8123").then().statusCode(404);
    }

    @Test
    void aWindowIsReadWhenStaffAsk() {
        String id = connect(account()).path("id");

        staff().post(ACCOUNTS + "/" + id + "/windows/SWEEP/reading")
                .then()
                .statusCode(200)
                .body("windows.window", contains("CHANGED", "NEW", "SWEEP"));
        staff().post(ACCOUNTS + "/" + id + "/windows/OTHER/reading").then().statusCode(400);
        staff().post(ACCOUNTS + "/" + UUID.randomUUID() + "/windows/NEW/reading")
                .then()
                .statusCode(404);
    }

    @Test
    void isForStaffOnly() {
        for (String path : List.of(ACCOUNTS, "/api/v1/admin/networks/orders")) {
            as(TestTokens.member(UUID.randomUUID())).get(path).then().statusCode(403);
            as(shop.token()).get(path).then().statusCode(401);
        }
        staff().queryParam("accountId", "x")
                .get("/api/v1/admin/networks/orders")
                .then()
                .statusCode(400);
        staff().queryParam("code", "a\u0000b")
                .get("/api/v1/admin/networks/orders")
                .then()
                .statusCode(400);
        staff().get("/api/v1/admin/networks/orders/" + UUID.randomUUID()).then().statusCode(404);
        staff().post(ACCOUNTS + "/" + UUID.randomUUID() + "/parked/retry?code=x")
                .then()
                .statusCode(404);
        staff().post(ACCOUNTS + "/" + UUID.randomUUID() + "/parked/retry")
                .then()
                .statusCode(400);
    }

    private long rows(String condition) {
        return QuarkusTransaction.requiringNew().call(() -> ((Number) entities.createNativeQuery(
                                "select count(*) from network_account where external_id = :id and " + condition)
                        .setParameter("id", publisher)
                        .getSingleResult())
                .longValue());
    }

    private Map<String, Object> account() {
        return Map.of(
                "network",
                "AWIN",
                "partnerId",
                shop.partnerId,
                "name",
                "Awin",
                "enabled",
                false,
                "credentials",
                Map.of("publisherId", publisher, "token", "very-secret"));
    }

    private Map<String, Object> with(String field, Object value) {
        Map<String, Object> changed = new HashMap<>(account());
        changed.put(field, value);
        return changed;
    }

    private static Response connect(Map<String, Object> account) {
        return staff().body(account).post(ACCOUNTS);
    }

    private static Response put(String path, String storeId) {
        return staff().body(Map.of("storeId", storeId)).put(path);
    }

    private static void refused(Map<String, Object> account, String pointer) {
        connect(account)
                .then()
                .statusCode(422)
                .body("code", equalTo("network-account-invalid"))
                .body("errors.pointer", contains(pointer));
    }
}
