package shop.pennywell.e2e;

import com.fasterxml.jackson.databind.JsonNode;

/** What staff do, through the gateway. */
final class Staff {

    private final Api api;
    private final String token;

    private Staff(Api api, String token) {
        this.api = api;
        this.token = token;
    }

    static Staff signIn(Platform platform) {
        String token = Shopper.signIn(platform.api(), platform.staffEmail(), platform.staffPassword());
        return new Staff(platform.api(), token);
    }

    String token() {
        return token;
    }

    String createPartner(String name) {
        return createPartner(name, "GBP");
    }

    String createPartner(String name, String currency) {
        return api.post(
                        "/api/v1/admin/partners",
                        token,
                        "{\"name\":\"%s\",\"currency\":\"%s\",\"settlement\":\"ON_STATEMENT\"}"
                                .formatted(name, currency))
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    PartnerStore createCredentials(String partnerId) {
        JsonNode credentials = api.post("/api/v1/admin/partners/" + partnerId + "/credentials", token, "{}")
                .expect(201)
                .json();
        return new PartnerStore(
                api,
                credentials.path("clientId").asText(),
                credentials.path("clientSecret").asText(),
                credentials.path("postbackKey").asText(),
                credentials.path("postbackSecret").asText());
    }

    /** @param rates the array of rates, as JSON */
    String createStore(String partnerId, String slug, String rates) {
        String storeId = api.post("/api/v1/admin/stores", token, """
                        {"partnerId":"%s","slug":"%s","name":"Store of %s","description":"Sells what stories need.",
                         "domains":["%s.example"],"landingUrl":"https://www.%s.example/","clickParameter":"clickref",
                         "markets":["GB"],"categories":["Gifts"]}""".formatted(partnerId, slug, slug, slug, slug))
                .expect(201)
                .json()
                .path("id")
                .asText();
        api.put("/api/v1/admin/stores/" + storeId + "/rates", token, "{\"rates\":" + rates + "}")
                .expect(200);
        return storeId;
    }

    /** @param opensAfterDays how long a claim about an order has to wait */
    void listensToClaims(String partnerId, String storeId, String slug, int opensAfterDays) {
        api.put("/api/v1/admin/stores/" + storeId, token, """
                        {"partnerId":"%s","slug":"%s","name":"Store of %s","domains":["%s.example"],
                         "landingUrl":"https://www.%s.example/","clickParameter":"clickref","markets":["GB"],
                         "categories":["Gifts"],"claimOpensAfterDays":%d}""".formatted(
                                partnerId, slug, slug, slug, slug, opensAfterDays))
                .expect(200);
    }

    static String rate(String group, String percent, String memberShare) {
        return """
                {"group":"%s","type":"PERCENT","value":"%s","memberSharePercent":"%s","validFrom":"2020-01-01T00:00:00Z"}""".formatted(group, percent, memberShare);
    }
}
