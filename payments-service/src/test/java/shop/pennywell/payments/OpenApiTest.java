package shop.pennywell.payments;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import shop.pennywell.local.testing.OpenApiFile;

import static io.restassured.RestAssured.get;

@QuarkusTest
class OpenApiTest {

    @Test
    void servesWhatItsCommittedDocumentSays() {
        OpenApiFile.assertCurrent(get("/q/openapi").asString());
    }
}
