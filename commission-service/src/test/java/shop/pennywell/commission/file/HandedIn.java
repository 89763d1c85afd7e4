package shop.pennywell.commission.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hamcrest.Matchers;
import shop.pennywell.commission.TestShop;

import static shop.pennywell.commission.TestShop.eventually;

/** Files of a shop, as its operator sends them. */
public final class HandedIn {
    static final String ORDERS = "clickId,orderReference,orderedAt,currency,sku,name,group,quantity,amount\n";

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final RestAssuredConfig AS_TEXT = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig()
                    .encodeContentTypeAs(FilesResource.CSV, ContentType.TEXT)
                    .encodeContentTypeAs(FilesResource.JSON_LINES, ContentType.TEXT)
                    .defaultContentCharset(StandardCharsets.UTF_8)
                    .appendDefaultContentCharsetToContentTypeIfUndefined(false));

    private HandedIn() {}

    static Response hand(TestShop shop, String kind, String contentType, String key, String body) {
        return sending(shop, contentType, body)
                .header("Idempotency-Key", key)
                .post("/api/v1/partner/files?kind=" + kind);
    }

    static RequestSpecification sending(TestShop shop, String contentType, String body) {
        return shop.partner().config(AS_TEXT).contentType(contentType).body(body);
    }

    /** The id of a new file. */
    static String csv(TestShop shop, String kind, String body) {
        return id(hand(shop, kind, FilesResource.CSV, UUID.randomUUID().toString(), body));
    }

    public static String jsonLines(TestShop shop, String kind, List<?> objects) {
        String body = objects.stream().map(HandedIn::json).collect(Collectors.joining("\n"));
        return id(hand(shop, kind, FilesResource.JSON_LINES, UUID.randomUUID().toString(), body));
    }

    static String json(Object object) {
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String id(Response response) {
        return response.then().statusCode(202).extract().path("id");
    }

    /** The file once it is done. */
    public static ValidatableResponse done(TestShop shop, String id) {
        eventually(() -> !List.of("RECEIVED", "RUNNING").contains(file(shop, id).<String>path("status")));
        return file(shop, id).then().body("status", Matchers.equalTo("DONE"));
    }

    static Response file(TestShop shop, String id) {
        return shop.partner().get("/api/v1/partner/files/" + id);
    }

    /** An order of one item, made now. */
    static String row(String click, String reference, String amount) {
        return click + "," + reference + "," + Instant.now() + ",EUR,a,,DEFAULT,1," + amount + "\n";
    }
}
