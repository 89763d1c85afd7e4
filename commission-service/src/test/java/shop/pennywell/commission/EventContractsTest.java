package shop.pennywell.commission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import shop.pennywell.contracts.Contracts;
import shop.pennywell.local.testing.PretendSibling;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.commission.TestShop.eventually;
import static shop.pennywell.commission.TestShop.item;
import static shop.pennywell.commission.TestShop.rate;
import static shop.pennywell.commission.TestShop.staff;
import static shop.pennywell.commission.TestShop.verdict;

/** What this service says is what contracts/ promises, each change of a transaction included. */
@QuarkusTest
class EventContractsTest {
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final SchemaValidatorsConfig STRICT =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    @Inject
    DataSource dataSource;

    @Inject
    ObjectMapper json;

    @ConfigProperty(name = "pennywell.siblings.stats")
    String stats;

    @Test
    void tellsOfStoresAndRates() throws Exception {
        TestShop shop = TestShop.open();
        Map<String, Object> fixed = new HashMap<>(rate("NEW_CUSTOMER", "12.50", "60"));
        fixed.putAll(
                Map.of("type", "FIXED", "market", "DE", "name", "New customers", "validTo", "2030-01-01T00:00:00Z"));
        Map<String, Object> limited = new HashMap<>(rate("DEFAULT", "5", "60"));
        limited.put("capPerOrder", Map.of("amount", "20.00", "currency", "EUR"));
        limited.put("minimumOrder", Map.of("amount", "50.00", "currency", "EUR"));
        shop.rates(fixed, limited).then().statusCode(200);

        assertEquals(1, said("store.changed", shop.storeId).size());
        List<JsonNode> rates = said("rate.changed", shop.storeId);
        assertEquals(2, rates.size());
        assertEquals(2, rates.get(1).path("revision").asInt());
        assertEquals("12.50", rates.get(1).at("/rates/1/value").asText());
        assertEquals("20.00", rates.get(1).at("/rates/0/capPerOrder/amount").asText());
        assertEquals("50.00", rates.get(1).at("/rates/0/minimumOrder/amount").asText());
    }

    @Test
    void tellsOfCampaigns() throws Exception {
        TestShop shop = TestShop.open();
        String id = staff().body(Map.of(
                        "name",
                        "Told",
                        "storeIds",
                        List.of(shop.storeId),
                        "groups",
                        List.of("DEFAULT"),
                        "market",
                        "DE",
                        "factor",
                        "2",
                        "validFrom",
                        "2095-01-01T00:00:00Z",
                        "validTo",
                        "2095-01-02T00:00:00Z"))
                .post("/api/v1/admin/rate-campaigns")
                .path("id");
        staff().body(Map.of("memberSharePercent", "80")).patch("/api/v1/admin/rate-campaigns/" + id);
        staff().delete("/api/v1/admin/rate-campaigns/" + id);

        List<JsonNode> told = said("rate-campaign.changed", id);
        assertEquals(
                List.of(1, 2, 3),
                told.stream().map(event -> event.path("revision").asInt()).toList());
        assertEquals("2", told.get(0).path("factor").asText());
        assertEquals("80", told.get(1).path("memberSharePercent").asText());
        assertEquals(true, told.get(2).path("withdrawn").asBoolean());
    }

    @Test
    void tellsOfTiers() throws Exception {
        staff().body(Map.of("tiers", List.of(Map.of("tier", "VIP", "extraSharePoints", "0.5"))))
                .put("/api/v1/admin/tiers")
                .then()
                .statusCode(200);
        staff().body(Map.of("tiers", List.of())).put("/api/v1/admin/tiers");

        List<JsonNode> told = said("tiers.changed", "tiers");
        assertEquals("VIP", told.get(told.size() - 2).at("/tiers/2/tier").asText());
        assertEquals(
                "0.5", told.get(told.size() - 2).at("/tiers/2/extraSharePoints").asText());
        assertEquals(
                "0", told.get(told.size() - 1).at("/tiers/2/extraSharePoints").asText());
    }

    @Test
    void tellsOfEveryChangeOfATransactionAndOfThePayment() throws Exception {
        // Given one order that goes all the way, one that is declined, won back, amended, approved and clawed back
        TestShop shop = TestShop.open();
        String click = shop.click(UUID.randomUUID());
        String paid = shop.ordered(click, "A", item("a", "DEFAULT", 1, "100.00"));
        String wound = shop.ordered(click, "B", item("a", "DEFAULT", 1, "100.00"));
        Map<String, Object> amended = new HashMap<>(verdict(wound, "AMEND"));
        amended.put("items", List.of(Map.of("sku", "a", "quantity", 1, "amount", "50.00")));

        // When
        shop.validate(
                verdict(paid, "APPROVE"), Map.of("transactionId", wound, "action", "DECLINE", "reason", "RETURNED"));
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        String statement = staff().body(Map.of("partnerId", shop.partnerId, "from", today, "to", today))
                .post("/api/v1/admin/statements")
                .path("id");
        staff().body(Map.of(
                        "amount",
                        Map.of("amount", "5.00", "currency", "EUR"),
                        "receivedOn",
                        today,
                        "bankReference",
                        "B"))
                .post("/api/v1/admin/statements/" + statement + "/payments")
                .then()
                .statusCode(201);
        staff().post("/api/v1/admin/transactions/" + wound + "/reinstatement")
                .then()
                .statusCode(200);
        shop.validate(amended, verdict(wound, "APPROVE"));
        staff().body(Map.of("reason", "FRAUD"))
                .post("/api/v1/admin/transactions/" + wound + "/clawback")
                .then()
                .statusCode(200);

        // Then
        assertEquals(List.of("REPORTED", "APPROVED", "PAID"), changes(said("transaction.changed", paid)));
        List<JsonNode> wounded = said("transaction.changed", wound);
        assertEquals(
                List.of("REPORTED", "DECLINED", "REINSTATED", "AMENDED", "APPROVED", "CLAWED_BACK"), changes(wounded));
        assertEquals(
                List.of(1, 2, 3, 4, 5, 6),
                wounded.stream().map(event -> event.path("revision").asInt()).toList());
        assertEquals("FRAUD", wounded.get(5).path("reason").asText());
        assertEquals(
                "5.00",
                said("statement.settled", statement).get(0).at("/amount/amount").asText());
    }

    @Test
    void tellsThatWhatEarnsNothingIsPaidWithItsStatement() throws Exception {
        TestShop shop = TestShop.open();
        String id = shop.ordered(shop.click(UUID.randomUUID()), "A", item("a", "DEFAULT", 1, "0.00"));
        shop.validate(verdict(id, "APPROVE"));
        String today = LocalDate.now(ZoneOffset.UTC).toString();

        String statement = staff().body(Map.of("partnerId", shop.partnerId, "from", today, "to", today))
                .post("/api/v1/admin/statements")
                .path("id");

        List<JsonNode> said = said("transaction.changed", id);
        assertEquals(List.of("REPORTED", "APPROVED", "PAID"), changes(said));
        assertTrue(said.get(2).path("payable").asBoolean());
        assertEquals(List.of(), said("statement.settled", statement), "no money came in");
    }

    @Test
    void tellsWhatIsHeldAndReleasedAndUntilWhenTheMemberWaits() throws Exception {
        TestShop shop = TestShop.openPayingOnApproval();
        UUID member = UUID.randomUUID();
        PretendSibling.says(
                "member.registered",
                PretendSibling.sample("member.registered")
                        .put("memberId", member.toString())
                        .put("email", "ada@yopmail.com"));
        String id = shop.ordered(shop.click(member), "A", item("a", "DEFAULT", 1, "10.00"));
        shop.validate(verdict(id, "APPROVE"));
        String hold =
                staff().queryParam("transaction", id).get("/api/v1/admin/holds").path("items[0].id");
        staff().body(Map.of()).post("/api/v1/admin/holds/" + hold + "/release");

        List<JsonNode> said = said("transaction.changed", id);
        assertEquals(List.of("REPORTED", "HELD", "APPROVED", "RELEASED"), changes(said));
        assertEquals(
                List.of(false, false, false, true),
                said.stream().map(event -> event.path("payable").asBoolean()).toList());
        assertEquals(
                List.of(false, true, true, false),
                said.stream().map(event -> event.hasNonNull("heldUntil")).toList());
    }

    @Test
    void tellsOfEveryStepOfAClaim() throws Exception {
        // Given one claim that is asked about, sent to the store and lost, and one that is won
        TestShop shop = TestShop.open();
        Map<String, Object> store = new HashMap<>(shop.store(shop.slug));
        store.put("claimOpensAfterDays", 0);
        staff().body(store).put("/api/v1/admin/stores/" + shop.storeId).then().statusCode(200);
        UUID member = UUID.randomUUID();
        String lost = claimed(shop, member, "CLAIM-1");
        String won = claimed(shop, member, "CLAIM-2");

        // When
        String admin = "/api/v1/admin/claims/";
        staff().body(Map.of("text", "Which day?")).post(admin + lost + "/question");
        TestShop.member(member).body(Map.of("text", "Monday, Ada")).post("/api/v1/me/claims/" + lost + "/answer");
        staff().body("{}").post(admin + lost + "/forwarding");
        staff().body(Map.of("outcome", "LOST", "reason", "OTHER_SOURCE", "message", "Sorry."))
                .post(admin + lost + "/decision");
        staff().body(Map.of("outcome", "WON")).post(admin + won + "/decision");

        // Then each is told, without what the member wrote
        List<JsonNode> events = said("claim.changed", lost);
        assertEquals(
                List.of("SUBMITTED", "NEEDS_INFORMATION", "SUBMITTED", "WITH_STORE", "LOST"),
                events.stream().map(event -> event.path("status").asText()).toList());
        assertEquals(
                List.of("", "SUBMITTED", "NEEDS_INFORMATION", "SUBMITTED", "WITH_STORE"),
                events.stream()
                        .map(event -> event.path("previousStatus").asText(""))
                        .toList());
        assertEquals(
                List.of("", "Which day?", "", "", "Sorry."),
                events.stream().map(event -> event.path("text").asText("")).toList());
        assertEquals(won, said("claim.changed", won).get(1).path("claimId").asText());
        assertEquals(
                staff().get(admin + won).path("wonTransactionId"),
                said("claim.changed", won).get(1).path("transactionId").asText());
    }

    @Test
    @Tag("slow")
    void tellsOfEveryStepOfAReferral() throws Exception {
        // Given
        TestShop shop = TestShop.open();
        UUID friend = UUID.randomUUID();
        Map<String, String> tenEuros = Map.of("amount", "10.00", "currency", "EUR");
        staff().body(Map.of(
                        "country",
                        "XC",
                        "referrerBonus",
                        tenEuros,
                        "friendBonus",
                        tenEuros,
                        "minimumOrder",
                        tenEuros,
                        "days",
                        30,
                        "capPerYear",
                        1))
                .post("/api/v1/admin/referral-programmes")
                .then()
                .statusCode(201);

        // When
        PretendSibling.says(
                "member.registered",
                PretendSibling.sample("member.registered")
                        .put("memberId", friend.toString())
                        .put("country", "XC")
                        .put("currency", "EUR")
                        .put("registeredAt", Instant.now().toString()));
        String id = staff().get("/api/v1/admin/referrals?friend=" + friend).path("items[0].id");
        String order = shop.ordered(shop.click(friend), "A", item("a", "DEFAULT", 1, "10.00"));
        shop.validate(verdict(order, "APPROVE"));
        eventually(() -> referralIs("EARNED", id));
        shop.validate(Map.of("transactionId", order, "action", "REVERSE", "reason", "RETURNED"));
        eventually(() -> referralIs("REVOKED", id));

        // Then
        List<JsonNode> told = said("referral.changed", id);
        assertEquals(
                List.of("PENDING", "EARNED", "REVOKED"),
                told.stream().map(event -> event.path("status").asText()).toList());
        assertEquals(
                List.of(1, 2, 3),
                told.stream().map(event -> event.path("revision").asInt()).toList());
        assertEquals(order, told.get(1).path("transactionId").asText());
        assertEquals("10.00", told.get(2).at("/referrerBonus/amount").asText(), "what is taken back");
    }

    private static boolean referralIs(String status, String id) {
        return staff().get("/api/v1/admin/referrals/" + id).path("status").equals(status);
    }

    private static String claimed(TestShop shop, UUID member, String reference) {
        return TestShop.member(member)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(Map.of(
                        "type", "MISSING",
                        "clickId", shop.click(member),
                        "orderReference", reference,
                        "orderedAt", Instant.now().toString(),
                        "orderValue", Map.of("amount", "40.00", "currency", "EUR")))
                .post("/api/v1/me/claims")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    @Test
    void tellsOfClicksInCloudEvents() throws Exception {
        String click = TestShop.open().click(UUID.randomUUID());

        eventually(() -> told(click) != null);

        JsonNode event = told(click);
        assertValid(SCHEMAS.getSchema(Contracts.envelopeSchema(), STRICT), event);
        assertValid(schema("click.recorded"), event.path("data"));
    }

    private JsonNode told(String click) {
        try {
            JsonNode batches = json.readTree(given().get(stats + "/taken").asString());
            return StreamSupport.stream(batches.spliterator(), false)
                    .flatMap(batch -> StreamSupport.stream(batch.spliterator(), false))
                    .filter(event -> event.path("subject").asText().equals(click))
                    .findFirst()
                    .orElse(null);
        } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
            throw new AssertionError(broken);
        }
    }

    /** The events about a subject in the order they were said, each held to its contract. */
    private List<JsonNode> said(String type, String subject) throws Exception {
        List<JsonNode> events = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement sql = connection.prepareStatement(
                        "select data from outbox_event where type = ? and subject = ? order by id")) {
            sql.setString(1, type);
            sql.setString(2, subject);
            ResultSet rows = sql.executeQuery();
            while (rows.next()) {
                events.add(json.readTree(rows.getString(1)));
            }
        }
        for (JsonNode event : events) {
            assertValid(schema(type), event);
        }
        return events;
    }

    private static JsonSchema schema(String type) {
        return SCHEMAS.getSchema(Contracts.schema(type), STRICT);
    }

    private static void assertValid(JsonSchema schema, JsonNode node) {
        assertTrue(schema.validate(node).isEmpty(), () -> schema.validate(node) + " in " + node);
    }

    private static List<String> changes(List<JsonNode> events) {
        return events.stream().map(event -> event.path("change").asText()).toList();
    }
}
