package shop.pennywell.portal.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import shop.pennywell.contracts.Contracts;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.local.testing.LocalStores;
import shop.pennywell.local.testing.TestTokens;
import shop.pennywell.portal.testing.Partner;
import shop.pennywell.portal.testing.Shares;
import shop.pennywell.portal.testing.Siblings;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** What is shown against the values of contracts/, which commission-service's receipts are held to as well. */
@QuarkusTest
@WithTestResource(LocalStores.class)
@WithTestResource(Siblings.class)
class MemberTermsTest {
    private static final JsonNode GOLDEN = golden();
    private static final String CURRENCY = GOLDEN.path("currency").asText();
    private static final AtomicInteger CASES = new AtomicInteger();

    @Inject
    EntityManager entities;

    private final Partner partner = new Partner();
    private final Shares shares = new Shares();

    static Stream<Arguments> cases() {
        JsonNode cases = GOLDEN.path("cases");
        return IntStream.range(0, cases.size())
                .mapToObj(i -> Arguments.of(cases.get(i).path("name").asText(), i));
    }

    @BeforeEach
    void tiers() {
        shares.tiers(new ObjectMapper().convertValue(GOLDEN.path("tiers"), Map.class));
    }

    @AfterEach
    void noShares() {
        shares.end();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void aMemberIsShownWhatTheReceiptWillHold(String name, int index) {
        JsonNode given = ours(GOLDEN.path("cases").get(index));
        partner.storeAt(1);
        Partner.deliver("rate.changed", partner.ratesJson(1, texts(given.path("rates"))))
                .body("failed", empty());
        given.path("campaigns").forEach(shares::campaign);
        String market = given.path("market").asText();
        String tier = given.path("tier").asText();

        JsonPath shown = given().auth()
                .oauth2(member(market, tier))
                .get("/api/v1/stores/" + partner.slug)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertEquals(given.path("expected").size(), shown.getList("rates").size());
        for (JsonNode expected : given.path("expected")) {
            String group = expected.path("group").asText();
            String rate = "rates.find { it.group == '" + group + "' }.";
            assertEquals(expected.path("value").asText(), shown.getString(rate + "value"));
            assertEquals(text(expected, "baseValue"), shown.getString(rate + "baseValue"));
            assertEquals(text(expected, "campaign"), shown.getString(rate + "campaign?.name"));
            assertEquals(text(expected, "capPerOrder"), shown.getString(rate + "capPerOrder?.amount"));
            assertEquals(text(expected, "minimumOrder"), shown.getString(rate + "minimumOrder?.amount"));
            for (JsonNode order : expected.path("orders")) {
                assertEquals(
                        order.path("cashback").asText(),
                        cashback(group, order.path("amount").asText(), market, tier),
                        order.toString());
            }
        }
    }

    private String cashback(String group, String price, String market, String tier) {
        Object minor = entities.createNativeQuery("""
                        select cashback_minor(:price, :currency, t.type, t.percent, t.fixed_minor, t.currency, t.cap_minor,
                                              t.minimum_order_minor, t.share)
                        from member_terms(:store, :market, :tier, :now) t where t.commission_group = :group
                        """)
                .setParameter("price", Money.parse(price, CURRENCY).minor())
                .setParameter("currency", CURRENCY)
                .setParameter("store", partner.storeId)
                .setParameter("market", market)
                .setParameter("tier", tier)
                .setParameter("now", Instant.now())
                .setParameter("group", group)
                .getSingleResult();
        return Money.of((Long) minor, CURRENCY).amount();
    }

    /** With ids that no other case has, in the same order; and of our store. */
    private JsonNode ours(JsonNode given) {
        String text = given.toString()
                .replace("-0000-7000-", "-%04d-7000-".formatted(CASES.incrementAndGet()))
                .replace(GOLDEN.path("storeId").asText(), partner.storeId.toString());
        return read(text);
    }

    private static String[] texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::toString)
                .toArray(String[]::new);
    }

    private static String member(String market, String tier) {
        Map<String, Object> claims = TestTokens.claims(UUID.randomUUID().toString(), "pennywell", List.of("member"));
        claims.put("country", market);
        claims.put("tier", tier);
        return TestTokens.sign(claims);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).textValue();
    }

    private static JsonNode golden() {
        return read(Contracts.memberTerms());
    }

    private static JsonNode read(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException broken) {
            throw new AssertionError(broken);
        }
    }
}
