package shop.pennywell.portal.insight;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import shop.pennywell.contracts.Contracts;
import shop.pennywell.local.testing.LocalStores;
import shop.pennywell.local.testing.TestTokens;
import shop.pennywell.portal.testing.FeedClient;
import shop.pennywell.portal.testing.Siblings;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

@QuarkusTest
@WithTestResource(LocalStores.class)
@WithTestResource(Siblings.class)
class InsightTest {

    @Inject
    ObjectMapper json;

    @Inject
    Insight insight;

    @Test
    void tellsStatsWhatWasSearchedAsTheContractSays() {
        String query = "lantern " + UUID.randomUUID();
        UUID member = UUID.randomUUID();
        given().auth()
                .oauth2(TestTokens.member(member))
                .queryParam("q", query)
                .get("/api/v1/products")
                .then()
                .statusCode(200);

        JsonNode event = FeedClient.eventually(() -> heard("search.performed", "query", query));

        assertEquals(member.toString(), event.path("data").path("memberId").asText());
        assertEquals(0, event.path("data").path("results").asInt());
        assertEquals(Set.of(), schema("search.performed").validate(event.path("data")));
    }

    @Test
    void tellsOfPagesAsTheContractSaysAndRepeatsWhatStatsDidNotTake() {
        String path = "/stores/" + UUID.randomUUID();
        Siblings.statsIsAway(true);
        insight.viewed(PageKind.STORE, path, "paper-lantern", UUID.randomUUID());
        insight.send();
        insight.send();
        Siblings.statsIsAway(false);

        JsonNode event = FeedClient.eventually(() -> heard("page.viewed", "path", path));

        assertEquals("STORE", event.path("data").path("kind").asText());
        assertEquals(Set.of(), schema("page.viewed").validate(event.path("data")));
        assertEquals(1, all("page.viewed", "path", path).size());
    }

    @Tag("slow")
    @Test
    void neverHoldsMoreThanItsBound() {
        Siblings.statsIsAway(true);
        try {
            for (int i = 0; i < 25_000; i++) {
                insight.searched("flood", i, null);
            }
        } finally {
            Siblings.statsIsAway(false);
        }
        insight.searched("after the flood", 0, null);
        insight.send();
        insight.send();
        insight.send();
        insight.send();
        insight.send();
        int told = all("search.performed", "query", "flood").size();
        assertEquals(true, told >= 20_000 && told <= 20_200, "told " + told);
    }

    private JsonNode heard(String type, String field, String value) {
        return all(type, field, value).stream().findFirst().orElse(null);
    }

    private List<JsonNode> all(String type, String field, String value) {
        List<JsonNode> found = new ArrayList<>();
        for (String body : Siblings.heardByStats()) {
            try {
                for (JsonNode event : json.readTree(body)) {
                    if (event.path("type").asText().equals(type)
                            && event.path("data").path(field).asText().equals(value)) {
                        found.add(event);
                    }
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return found;
    }

    private static JsonSchema schema(String type) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Contracts.schema(type));
    }
}
