package shop.pennywell.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.e2e.Eventually.eventually;

/** What a shopper does, through the same API that an app would use. */
final class Shopper {

    static final String PASSWORD = "correct horse battery staple";
    private static final Pattern TOKEN = Pattern.compile("[?&]token=([A-Za-z0-9_~.-]+)");

    private final Platform platform;
    private final Api api;
    private final String email;
    private String token;

    Shopper(Platform platform, String email) {
        this.platform = platform;
        this.api = platform.api();
        this.email = email;
    }

    String email() {
        return email;
    }

    String token() {
        return token;
    }

    void register() {
        register("");
    }

    /** @param referralCode of the member by whom the shopper comes */
    void registerBy(String referralCode) {
        register("\"referralCode\":\"" + referralCode + "\",");
    }

    private void register(String more) {
        api.post("/api/v1/members", null, """
                        {"email":"%s","password":"%s",%s"country":"GB","locale":"en-GB","acceptTerms":true}""".formatted(email, PASSWORD, more)).expect(202);
        String mail =
                eventually("the verification mail", () -> platform.mailTo(email, "token="), found -> found != null);
        Matcher link = TOKEN.matcher(mail);
        assertTrue(link.find(), () -> "the mail has a link with a token: " + mail);
        // A replica may die between doing and answering; the token is then used up, and signing in is the way on.
        Api.Answer verified = api.post("/api/v1/members/verification", null, "{\"token\":\"" + link.group(1) + "\"}");
        assertTrue(verified.status() == 200 || verified.status() == 422, verified::text);
    }

    void signIn() {
        token = signIn(api, email, PASSWORD);
    }

    static String signIn(Api api, String email, String password) {
        return api.post("/api/v1/sessions", null, "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password))
                .expect(200)
                .json()
                .path("accessToken")
                .asText();
    }

    /** @param path as a product's {@code clickUrl}, absolute or not; @return the answer with its Click-Id */
    Api.Answer clickOut(String path) {
        URI uri = URI.create(path);
        String local = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        return eventually(
                "the store open for click-outs",
                () -> api.get(local, token),
                answer -> answer.status() == 302 && answer.header("Click-Id") != null);
    }

    JsonNode cashback(String orderReference) {
        for (JsonNode item : api.get("/api/v1/me/cashback?limit=100", token)
                .expect(200)
                .json()
                .path("items")) {
            if (item.path("orderReference").asText().equals(orderReference)) {
                return item;
            }
        }
        return null;
    }

    JsonNode awaitCashback(String orderReference, String status, String cashback) {
        return eventually(
                "order " + orderReference + " " + status,
                () -> cashback(orderReference),
                seen -> seen != null
                        && seen.path("status").asText().equals(status)
                        && (cashback == null
                                || seen.path("cashback").path("amount").asText().equals(cashback)));
    }

    void awaitWallet(String pending, String available, String reserved, String paid) {
        eventually(
                "the wallet at " + pending + " / " + available + " / " + reserved + " / " + paid,
                () -> api.get("/api/v1/me/wallet", token)
                        .expect(200)
                        .json()
                        .path("balances")
                        .path(0),
                seen -> amount(seen, "pending").equals(pending)
                        && amount(seen, "available").equals(available)
                        && amount(seen, "reserved").equals(reserved)
                        && amount(seen, "paid").equals(paid));
    }

    private static String amount(JsonNode balance, String name) {
        return balance.path(name).path("amount").asText();
    }
}
