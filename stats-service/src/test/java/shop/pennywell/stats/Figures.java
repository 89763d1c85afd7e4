package shop.pennywell.stats;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.path.json.JsonPath;
import java.util.UUID;
import shop.pennywell.local.testing.TestTokens;

import static io.restassured.RestAssured.given;

/** The staff that reads the figures, and what tests are counted under. */
public final class Figures {

    private Figures() {}

    public static JsonPath totals(String from, String to, String store) {
        return given().auth()
                .oauth2(TestTokens.staff())
                .queryParam("from", from)
                .queryParam("to", to)
                .queryParam("store", store)
                .get("/api/v1/admin/stats/totals")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** A store of a test's own, so that its figures are too. */
    public record Store(UUID id, String slug) {

        public static Store fresh() {
            UUID id = UUID.randomUUID();
            return new Store(id, "store-" + id);
        }

        public ObjectNode in(ObjectNode data) {
            return data.put("storeId", id.toString()).put("storeSlug", slug);
        }
    }
}
