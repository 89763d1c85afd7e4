package shop.pennywell.payments.payoutaccount;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import shop.pennywell.payments.Calls;
import shop.pennywell.payments.FakePortal;
import shop.pennywell.payments.Published;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.payments.Calls.IBAN;
import static shop.pennywell.payments.Calls.asMember;
import static shop.pennywell.payments.Calls.setAccount;

@QuarkusTest
class PayoutAccountTest {

    private static final String OTHER = "DE89370400440532013000";

    private final UUID member = UUID.randomUUID();

    @Inject
    Published published;

    @Inject
    DataSource dataSource;

    @Test
    void keepsTheIbanEncryptedAndShowsItMasked() throws Exception {
        setAccount(member, "gb29 nwbk 6016 1331 9268 19")
                .statusCode(200)
                .body("iban", equalTo("GB29 **** … 19"))
                .body("holder", equalTo("Zoë Müller"));
        asMember(member)
                .get("/api/v1/me/payout-account")
                .then()
                .statusCode(200)
                .body("iban", equalTo("GB29 **** … 19"));
        try (var connection = dataSource.getConnection();
                var rows = connection
                        .createStatement()
                        .executeQuery("select a::text from payout_account a where member_id = '" + member + "'")) {
            assertTrue(rows.next());
            assertFalse(rows.getString(1).contains("60161331926819"), rows.getString(1));
            assertFalse(rows.getString(1).contains("Müller"), rows.getString(1));
            assertTrue(rows.getString(1).contains("test:"), "names its key");
        }
        var event = published.about("payout-account.changed", member).get(0);
        assertEquals("GB29 **** … 19", event.path("maskedIban").asText());
    }

    @Test
    void tellsWhetherTwoMembersGaveOneAccountAndNothingElseOfIt() {
        var same = UUID.randomUUID();
        var another = UUID.randomUUID();
        setAccount(member, "gb29 nwbk 6016 1331 9268 19");
        setAccount(same, "GB29NWBK60161331926819");
        setAccount(another, OTHER);

        assertEquals(fingerprint(member), fingerprint(same));
        assertNotEquals(fingerprint(member), fingerprint(another));
        assertTrue(fingerprint(member).matches("[A-Za-z0-9_-]{43}"), fingerprint(member));
        var config = new EncryptionAlone("another key, which has 32 bytes.");
        assertNotEquals(
                fingerprint(member),
                new AccountFingerprint(config, config).of(Iban.parse("GB29NWBK60161331926819")),
                "it is keyed");
    }

    private String fingerprint(UUID whose) {
        return published
                .fields("payout-account.changed", whose, "accountFingerprint")
                .get(0);
    }

    private record EncryptionAlone(String secret) implements EncryptionConfig, PayoutAccountConfig {
        @Override
        public String key() {
            return Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String keyId() {
            return "other";
        }

        @Override
        public Map<String, String> retiredKeys() {
            return Map.of();
        }

        @Override
        public Duration holdAfterAccountChange() {
            return Duration.ZERO;
        }

        @Override
        public Optional<String> fingerprintSecret() {
            return Optional.empty();
        }
    }

    @Test
    void holdsPayoutsAfterAChangeButNotForTheFirstAccountNorForTheSameAgain() {
        var first = payoutsFrom(setAccount(member, IBAN));
        assertFalse(first.isAfter(Instant.now()));
        assertEquals(first, payoutsFrom(setAccount(member, IBAN)));
        var changed = payoutsFrom(setAccount(member, OTHER));
        assertTrue(changed.isAfter(Instant.now().plus(Duration.ofHours(71))));
        assertEquals(changed, payoutsFrom(setAccount(member, OTHER)));
        assertEquals(2, published.about("payout-account.changed", member).size());
    }

    @Test
    void asksPortalForThePasswordWithItsOwnToken() {
        setAccount(member, IBAN).statusCode(200);
        var call = FakePortal.calls().stream()
                .filter(line -> line.contains(member.toString()))
                .toList();
        assertEquals(1, call.size());
        assertTrue(call.get(0).startsWith("POST /internal/members/" + member + "/password-checks Bearer ey"));
    }

    @Test
    void changesNothingWithAWrongPasswordOrWhenPortalHasTrouble() {
        put("Anna Penny", IBAN, null, "wrong").statusCode(422).body("code", equalTo("password-wrong"));
        put("Anna Penny", IBAN, null, FakePortal.TROUBLE).statusCode(503).body("code", equalTo("unavailable"));
        put("Anna Penny", IBAN, null, FakePortal.TOO_OFTEN).statusCode(429).header("Retry-After", "437");
        asMember(member).get("/api/v1/me/payout-account").then().statusCode(404);
        assertEquals(List.of(), published.about("payout-account.changed", member));
    }

    @ParameterizedTest
    @CsvSource({
        "/iban, Anna, GB29NWBK60161331926818, ,pw",
        "/iban, Anna, US12345678901234567890, ,pw",
        "/iban, Anna, '<script>', ,pw",
        "/holder, 王小明, GB29NWBK60161331926819, ,pw",
        "/holder, '  ', GB29NWBK60161331926819, ,pw",
        "/bic, Anna, GB29NWBK60161331926819, NOPE,pw",
        "/password, Anna, GB29NWBK60161331926819, ,",
        "/iban, Anna, , ,pw",
    })
    void saysWhichFieldIsWrongBeforeAskingForThePassword(
            String pointer, String holder, String iban, String bic, String password) {
        put(holder, iban, bic, password)
                .statusCode(400)
                .body("code", equalTo("invalid-request"))
                .body("errors.pointer", hasItem(pointer));
        assertTrue(FakePortal.calls().stream().noneMatch(line -> line.contains(member.toString())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "\"text\"", "{\"iban\":{}}", "null"})
    void answersMalformedBodiesWithAProblem(String body) {
        asMember(member)
                .contentType(ContentType.JSON)
                .body(body)
                .put("/api/v1/me/payout-account")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void forgetsTheAccountOfAnErasedMember() throws Exception {
        setAccount(member, IBAN).statusCode(200);
        var mapper = new com.fasterxml.jackson.databind.ObjectMapper();
        var erased = (com.fasterxml.jackson.databind.node.ObjectNode)
                mapper.readTree(shop.pennywell.contracts.Contracts.sample("member.erased"));
        Calls.tell("member.erased", erased.put("memberId", member.toString()));
        asMember(member).get("/api/v1/me/payout-account").then().statusCode(404);
    }

    private ValidatableResponse put(String holder, String iban, String bic, String password) {
        var body = new HashMap<String, String>(Map.of());
        body.put("holder", holder);
        body.put("iban", iban);
        body.put("bic", bic);
        body.put("password", password);
        return asMember(member)
                .contentType(ContentType.JSON)
                .body(body)
                .put("/api/v1/me/payout-account")
                .then();
    }

    private static Instant payoutsFrom(ValidatableResponse response) {
        return Instant.parse(response.statusCode(200).extract().jsonPath().getString("payoutsFrom"));
    }
}
