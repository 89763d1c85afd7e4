package shop.pennywell.portal;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import shop.pennywell.local.testing.LocalStores;
import shop.pennywell.local.testing.OpenApiFile;
import shop.pennywell.portal.testing.MemberSiblings;

import static io.restassured.RestAssured.get;

@QuarkusTest
@WithTestResource(LocalStores.class)
@WithTestResource(MemberSiblings.class)
class OpenApiTest {

    @Test
    void servesWhatItsCommittedDocumentSays() {
        OpenApiFile.assertCurrent(get("/q/openapi").asString());
    }
}
