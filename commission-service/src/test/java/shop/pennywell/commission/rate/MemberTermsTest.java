package shop.pennywell.commission.rate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import shop.pennywell.contracts.Contracts;
import shop.pennywell.defaults.money.Money;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Receipts and earnings against the values of contracts/. */
class MemberTermsTest {
    private static final JsonNode GOLDEN = golden();
    private static final String CURRENCY = GOLDEN.path("currency").asText();
    private static final UUID STORE = UUID.fromString(GOLDEN.path("storeId").asText());

    static Stream<Named<JsonNode>> cases() {
        return stream(GOLDEN.path("cases")).map(one -> Named.of(one.path("name").asText(), one));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aMemberGetsWhatIsShown(JsonNode given) {
        RateReceipt receipt = receipt(given);

        assertEquals(
                texts(given.path("expected"), term -> term.path("group").asText()),
                receipt.terms().stream().map(Term::group).toList());
        for (JsonNode expected : given.path("expected")) {
            Term term = receipt.term(expected.path("group").asText()).orElseThrow();
            assertEquals(expected.path("value").asText(), value(term));
            assertEquals(
                    expected.path("baseValue").asText(expected.path("value").asText()), value(term.base()));
            assertEquals(
                    text(expected, "campaign"),
                    receipt.campaign(term).map(RateReceipt.Promotion::name).orElse(null));
            assertEquals(text(expected, "capPerOrder"), amount(term.memberCap()));
            assertEquals(text(expected, "minimumOrder"), amount(term.minimumOrderMinor()));
            for (JsonNode order : expected.path("orders")) {
                long minor = minor(order.path("amount").asText());
                Earnings earned = Earnings.of(receipt, List.of(new Earnings.Sale(term.group(), minor)));
                assertEquals(order.path("cashback").asText(), amount(earned.cashbackMinor()), order.toString());
            }
        }
    }

    private static RateReceipt receipt(JsonNode given) {
        Tier tier = Tier.valueOf(given.path("tier").asText());
        return RateReceipt.freeze(
                stream(given.path("rates")).map(MemberTermsTest::candidate).toList(),
                stream(given.path("campaigns"))
                        .filter(campaign -> !campaign.path("withdrawn").asBoolean())
                        .map(MemberTermsTest::campaign)
                        .filter(campaign -> campaign.isFor(STORE))
                        .toList(),
                Percentage.parse(GOLDEN.path("tiers").path(tier.name()).asText()),
                new RateReceipt.Visit(
                        Instant.parse("2026-11-24T10:00:00Z"),
                        given.path("market").asText(),
                        tier),
                CURRENCY);
    }

    private static RateReceipt.Candidate candidate(JsonNode rate) {
        boolean fixed = rate.path("type").asText().equals("FIXED");
        String value = rate.path("value").asText();
        Term term = Term.ofRate(
                UUID.fromString(rate.path("rateId").asText()),
                rate.path("group").asText(),
                null,
                text(rate, "market"),
                RateType.valueOf(rate.path("type").asText()),
                fixed ? null : Percentage.parse(value),
                fixed ? minor(value) : null,
                Percentage.parse(rate.path("memberSharePercent").asText()),
                rate.has("capPerOrder") ? minor(rate.at("/capPerOrder/amount").asText()) : null,
                rate.has("minimumOrder") ? minor(rate.at("/minimumOrder/amount").asText()) : null);
        return new RateReceipt.Candidate(
                term,
                Instant.parse(rate.path("validFrom").asText()),
                rate.has("validTo") ? Instant.parse(rate.path("validTo").asText()) : null);
    }

    private static Campaign campaign(JsonNode said) {
        Set<UUID> stores = new HashSet<>();
        said.path("storeIds").forEach(id -> stores.add(UUID.fromString(id.asText())));
        Set<String> groups = new HashSet<>();
        said.path("groups").forEach(group -> groups.add(group.asText()));
        return new Campaign(
                UUID.fromString(said.path("campaignId").asText()),
                said.path("name").asText(),
                stores,
                groups,
                text(said, "market"),
                said.has("factor") ? Factor.parse(said.path("factor").asText()) : null,
                said.has("memberSharePercent")
                        ? Percentage.parse(said.path("memberSharePercent").asText())
                        : null,
                Instant.parse(said.path("validFrom").asText()),
                Instant.parse(said.path("validTo").asText()));
    }

    private static String value(Term term) {
        return term.type() == RateType.FIXED
                ? amount(term.memberCashback())
                : term.memberPercent().stripTrailingZeros().toPlainString();
    }

    private static long minor(String amount) {
        return Money.parse(amount, CURRENCY).minor();
    }

    private static String amount(Long minor) {
        return minor == null ? null : Money.of(minor, CURRENCY).amount();
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).textValue();
    }

    private static List<String> texts(JsonNode array, Function<JsonNode, String> text) {
        return stream(array).map(text).toList();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static JsonNode golden() {
        try {
            return new ObjectMapper().readTree(Contracts.memberTerms());
        } catch (JsonProcessingException broken) {
            throw new AssertionError(broken);
        }
    }
}
