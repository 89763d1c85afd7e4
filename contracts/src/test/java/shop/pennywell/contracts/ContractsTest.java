package shop.pennywell.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ContractsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final SchemaValidatorsConfig STRICT =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    /** The file names' stems: every event, and the envelope. */
    static Stream<String> names() {
        return Stream.concat(Contracts.types().stream(), Stream.of("cloudevent"));
    }

    @Test
    void everyFileIsAListedContractAndEveryContractHasSchemaAndSample() throws Exception {
        var expected = names().flatMap(n -> Stream.of(n + ".v1.json", n + ".v1.sample.json"))
                .collect(Collectors.toSet());

        try (var files = Files.list(folder())) {
            assertEquals(
                    new TreeSet<>(expected),
                    files.map(f -> f.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void schemaIsValidJsonSchema(String name) throws Exception {
        var meta = FACTORY.getSchema(SchemaLocation.of(SchemaId.V202012), STRICT);
        var schema = JSON.readTree(schemaText(name));

        assertEquals("[]", meta.validate(schema).toString());
        assertEquals(
                "https://json-schema.org/draft/2020-12/schema",
                schema.at("/$schema").asText());
        assertEquals(name, schema.at("/title").asText());
        assertEquals(
                "https://pennywell.shop/contracts/" + name + ".v1.json",
                schema.at("/$id").asText());
    }

    @ParameterizedTest
    @MethodSource("names")
    void sampleSatisfiesSchema(String name) throws Exception {
        assertEquals("[]", schema(name).validate(sample(name)).toString());
    }

    @ParameterizedTest
    @MethodSource("names")
    void sampleWithoutARequiredFieldFails(String name) throws Exception {
        var required = requiredPointers(JSON.readTree(schemaText(name)), sample(name));
        assertFalse(required.isEmpty(), "nothing is required");

        for (var pointer : required) {
            var broken = sample(name);
            var cut = pointer.lastIndexOf('/');
            ((ObjectNode) broken.at(pointer.substring(0, cut))).remove(pointer.substring(cut + 1));
            assertFalse(schema(name).validate(broken).isEmpty(), "accepted without " + pointer);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void sampleWithAFieldOfTheWrongKindFails(String name) throws Exception {
        for (var pointer : requiredPointers(JSON.readTree(schemaText(name)), sample(name))) {
            var broken = sample(name);
            var cut = pointer.lastIndexOf('/');
            ((ObjectNode) broken.at(pointer.substring(0, cut))).set(pointer.substring(cut + 1), JSON.readTree("-1.5"));
            assertFalse(schema(name).validate(broken).isEmpty(), "accepted -1.5 as " + pointer);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void unknownFieldsAreTolerated(String name) throws Exception {
        var later = sample(name);
        later.put("addedLater", true);

        assertEquals("[]", schema(name).validate(later).toString());
    }

    @ParameterizedTest
    @MethodSource("names")
    void sampleNamesOnlyFieldsThatTheSchemaDescribes(String name) throws Exception {
        var described = new TreeSet<String>();
        JSON.readTree(schemaText(name)).at("/properties").fieldNames().forEachRemaining(described::add);

        sample(name).fieldNames().forEachRemaining(f -> assertTrue(described.contains(f), "misspelt? " + f));
    }

    @Test
    void optionalFieldMayBeNull() throws Exception {
        var sample = sample("transaction.changed");
        sample.putNull("reason");
        sample.putNull("expectedPayableOn");

        assertEquals("[]", schema("transaction.changed").validate(sample).toString());
    }

    @Test
    void moneyIsADecimalStringWithACurrency() throws Exception {
        var badMoney = List.of(
                "{\"amount\":12.5,\"currency\":\"EUR\"}",
                "{\"amount\":\"12,50\",\"currency\":\"EUR\"}",
                "{\"amount\":\"1e3\",\"currency\":\"EUR\"}",
                "{\"amount\":\"12.50\",\"currency\":\"eur\"}",
                "{\"amount\":\"12.50\"}",
                "\"12.50 EUR\"");
        for (var bad : badMoney) {
            var sample = sample("transaction.changed");
            sample.set("cashback", JSON.readTree(bad));
            assertFalse(schema("transaction.changed").validate(sample).isEmpty(), "accepted " + bad);
        }
    }

    @Test
    void sampleOfTheEnvelopeCarriesDataOfItsType() throws Exception {
        var event = sample("cloudevent");

        assertEquals(
                "[]",
                schema(event.at("/type").asText()).validate(event.at("/data")).toString());
    }

    @Test
    void theGoldenRatesAndCampaignsAreAsTheEventsHaveThem() throws Exception {
        var golden = JSON.readTree(Contracts.memberTerms());
        for (var one : golden.at("/cases")) {
            var rates = sample("rate.changed");
            rates.set("rates", one.at("/rates"));
            assertEquals(
                    "[]",
                    schema("rate.changed").validate(rates).toString(),
                    one.at("/name").asText());
            for (var campaign : one.at("/campaigns")) {
                assertEquals(
                        "[]", schema("rate-campaign.changed").validate(campaign).toString());
            }
        }
    }

    @Test
    void typeWithoutContractIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Contracts.schema("../cloudevent"));
        assertThrows(IllegalArgumentException.class, () -> Contracts.sample("transaction.vanished"));
    }

    /** JSON pointers into the sample of every field that the schema requires, nested ones too. */
    private static List<String> requiredPointers(JsonNode schema, JsonNode sample) {
        Map<String, JsonNode> open = new TreeMap<>(Map.of("", schema));
        List<String> found = new ArrayList<>();
        while (!open.isEmpty()) {
            var at = open.keySet().iterator().next();
            var here = resolved(schema, open.remove(at));
            here.path("required").forEach(r -> found.add(at + "/" + r.asText()));
            here.path("properties").properties().forEach(p -> {
                if (sample.at(at + "/" + p.getKey()) instanceof ObjectNode) {
                    open.put(at + "/" + p.getKey(), p.getValue());
                } else if (sample.at(at + "/" + p.getKey()) instanceof ArrayNode array) {
                    for (int i = 0; i < array.size(); i++) {
                        open.put(at + "/" + p.getKey() + "/" + i, p.getValue().path("items"));
                    }
                }
            });
        }
        return found;
    }

    private static JsonNode resolved(JsonNode root, JsonNode node) {
        return node.has("$ref") ? root.at(node.get("$ref").asText().substring(1)) : node;
    }

    private static JsonSchema schema(String name) {
        return FACTORY.getSchema(schemaText(name), STRICT);
    }

    private static String schemaText(String name) {
        return name.equals("cloudevent") ? Contracts.envelopeSchema() : Contracts.schema(name);
    }

    private static ObjectNode sample(String name) throws IOException {
        return (ObjectNode)
                JSON.readTree(name.equals("cloudevent") ? Contracts.envelopeSample() : Contracts.sample(name));
    }

    private static Path folder() throws URISyntaxException {
        return Path.of(Contracts.class.getResource("/contracts").toURI());
    }
}
