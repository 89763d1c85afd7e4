package shop.pennywell.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What a partner store's shop system does, through the partner API. */
record PartnerStore(Api api, String clientId, String clientSecret, String postbackKey, String postbackSecret) {

    String token() {
        String basic =
                Base64.getEncoder().encodeToString((clientId + ":" + clientSecret).getBytes(StandardCharsets.UTF_8));
        return api.call(
                        "POST",
                        "/api/v1/partner/oauth/token",
                        "Basic " + basic,
                        "grant_type=client_credentials",
                        "application/x-www-form-urlencoded")
                .expect(200)
                .json()
                .path("access_token")
                .asText();
    }

    /** @param orders a JSON array; @return the results, in the same order */
    JsonNode report(String orders) {
        return api.post("/api/v1/partner/orders", token(), "{\"orders\":" + orders + "}")
                .expect(200)
                .json()
                .path("results");
    }

    /** @param validations a JSON array; @return the results, in the same order */
    JsonNode validate(String validations) {
        return api.post("/api/v1/partner/validations", token(), "{\"validations\":" + validations + "}")
                .expect(200)
                .json()
                .path("results");
    }
}
