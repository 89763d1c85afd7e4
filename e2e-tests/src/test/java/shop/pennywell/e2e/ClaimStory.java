package shop.pennywell.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static shop.pennywell.e2e.Eventually.eventually;

/** An order that the store forgot: claimed, proved, sent to the store, accepted, and then an order like any other. */
class ClaimStory {

    private final Platform platform = Platform.shared();
    private final Api api = platform.api();
    private final String tag = Long.toString(System.nanoTime(), 36);
    private final String slug = "claim-" + tag;
    private final Shopper shopper = new Shopper(platform, "claimant-" + tag + "@example.com");

    @Test
    void aForgottenOrderIsClaimedProvedAcceptedAndConfirmed() {
        // Given a store that hears of claims at once, and a visit to it
        Staff staff = Staff.signIn(platform);
        String partnerId = staff.createPartner("Claims Ltd " + tag);
        PartnerStore store = staff.createCredentials(partnerId);
        String storeId = staff.createStore(partnerId, slug, "[" + Staff.rate("DEFAULT", "10", "50") + "]");
        staff.listensToClaims(partnerId, storeId, slug, 0);
        shopper.register();
        shopper.signIn();
        String clickId = shopper.clickOut("/go/" + slug).header("Click-Id");

        // When the member claims what was bought there, with a receipt
        JsonNode click = api.get("/api/v1/me/claims/clicks", shopper.token())
                .expect(200)
                .json()
                .path("items")
                .path(0);
        assertEquals(clickId, click.path("clickId").asText(), click::toString);
        assertEquals(
                LocalDate.now(ZoneOffset.UTC).toString(), click.path("opensOn").asText());
        String claim = "/"
                + api.post("/api/v1/me/claims", shopper.token(), """
                        {"type":"MISSING","clickId":"%s","orderReference":"%s","orderedAt":"%s",
                         "orderValue":{"amount":"99.90","currency":"GBP"}}""".formatted(clickId, tag, Instant.now()))
                        .expect(201)
                        .json()
                        .path("id")
                        .asText();
        String receipt = "%PDF-1.7 one teapot, 99.90 GBP " + tag;
        api.call("PUT", "/api/v1/me/claims" + claim + "/receipt", shopper.token(), receipt, "application/pdf")
                .expect(200);

        // And staff, who see it, send it to the store, which accepts it
        assertEquals(
                receipt,
                api.get("/api/v1/admin/claims" + claim + "/receipt", staff.token())
                        .expect(200)
                        .text());
        api.post("/api/v1/admin/claims" + claim + "/forwarding", staff.token(), "{}")
                .expect(200);
        api.post("/api/v1/partner/claims" + claim + "/answer", store.token(), "{\"outcome\":\"ACCEPTED\"}")
                .expect(200);

        // Then it is an order of 9.99 commission, half of it the member's, and the store confirms it
        shopper.awaitCashback(tag, "TRACKED", "4.99");
        JsonNode verdict = store.validate("[{\"orderReference\":\"" + tag + "\",\"action\":\"APPROVE\"}]")
                .path(0);
        assertEquals("ACCEPTED", verdict.path("outcome").asText(), verdict::toString);
        shopper.awaitCashback(tag, "CONFIRMED", "4.99");
        for (String due : new String[] {"We have your claim", "Your claim is with", "your claim at Store of " + slug}) {
            eventually("a mail about: " + due, () -> platform.mailTo(shopper.email(), due), found -> found != null);
        }
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        eventually(
                "the figures of the store",
                () -> api.get(
                                "/api/v1/admin/stats/totals?from=" + today.minusDays(1) + "&to=" + today + "&store="
                                        + slug,
                                staff.token())
                        .expect(200)
                        .json(),
                seen -> seen.path("claims").asInt() == 1
                        && seen.path("claimsWon").asInt() == 1
                        && seen.path("approved").asInt() == 1);
    }
}
