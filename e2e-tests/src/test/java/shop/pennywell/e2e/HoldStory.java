package shop.pennywell.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.e2e.Eventually.eventually;

/** A purchase from a disposable address: the store confirms and pays it, and the member waits until staff have looked. */
class HoldStory {

    private final Platform platform = Platform.shared();
    private final Api api = platform.api();
    private final String tag = Long.toString(System.nanoTime(), 36);
    private final String slug = "held-" + tag;
    private final Shopper shopper = new Shopper(platform, "held-" + tag + "@yopmail.com");

    @Test
    void aHeldPurchaseIsPayableOnceStaffReleaseIt() {
        // Given a purchase that is looked at, which its member sees without the reason
        Staff staff = Staff.signIn(platform);
        String partnerId = staff.createPartner("Held Ltd " + tag);
        PartnerStore store = staff.createCredentials(partnerId);
        staff.createStore(partnerId, slug, "[" + Staff.rate("DEFAULT", "10", "50") + "]");
        shopper.register();
        shopper.signIn();
        String clickId = shopper.clickOut("/go/" + slug).header("Click-Id");
        store.report("""
                [{"clickId":"%s","orderReference":"%s","orderedAt":"%s","currency":"GBP",
                  "items":[{"sku":"S1","quantity":1,"amount":"99.90"}]}]""".formatted(clickId, tag, Instant.now()));
        JsonNode seen = eventually(
                "that it is being checked",
                () -> shopper.awaitCashback(tag, "TRACKED", "4.99"),
                order -> order.hasNonNull("checkedBy"));
        assertTrue(seen.path("timeline").toString().contains("We are checking this purchase"), seen::toString);
        assertTrue(!seen.toString().contains("disposable") && !seen.toString().contains("yopmail"), seen::toString);

        // When the store confirms and pays it
        store.validate("[{\"orderReference\":\"" + tag + "\",\"action\":\"APPROVE\"}]");
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        String statement = api.post(
                        "/api/v1/admin/statements",
                        staff.token(),
                        "{\"partnerId\":\"%s\",\"from\":\"%s\",\"to\":\"%s\"}".formatted(partnerId, today, today))
                .expect(201)
                .json()
                .path("id")
                .asText();
        api.post("/api/v1/admin/statements/" + statement + "/payments", staff.token(), """
                        {"amount":{"amount":"9.99","currency":"GBP"},"receivedOn":"%s","bankReference":"H-%s"}""".formatted(today, tag))
                .expect(201);

        // Then it waits
        eventually(
                "that the store has paid",
                () -> shopper.awaitCashback(tag, "CONFIRMED", "4.99"),
                order -> order.path("timeline").toString().contains("has paid us"));
        shopper.awaitWallet("4.99", "0.00", "0.00", "0.00");

        // And is payable once staff have released it
        JsonNode hold = api.get("/api/v1/admin/holds?status=STANDING&partner=" + partnerId, staff.token())
                .expect(200)
                .json()
                .path("items")
                .path(0);
        assertEquals("MAIL_DOMAIN", hold.path("rule").asText(), hold::toString);
        String release = "/api/v1/admin/holds/" + hold.path("id").asText() + "/release";
        api.post(release, staff.token(), "{\"note\":\"known to us\"}").expect(200);
        api.post(release, staff.token(), "{\"note\":\"known to us\"}").expect(409);
        shopper.awaitCashback(tag, "PAYABLE", "4.99");
        shopper.awaitWallet("0.00", "4.99", "0.00", "0.00");
        JsonNode proof =
                api.get("/api/v1/admin/ledger/proof", staff.token()).expect(200).json();
        assertTrue(proof.path("balanced").asBoolean(), proof::toString);
    }
}
