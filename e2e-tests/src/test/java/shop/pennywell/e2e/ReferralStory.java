package shop.pennywell.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.e2e.Eventually.eventually;

/** A friend who comes by a member's code, under the programme of the demo: 10 pounds and 5, for a first order of 25. */
class ReferralStory {

    private final Platform platform = Platform.shared();
    private final Api api = platform.api();
    private final String tag = Long.toString(System.nanoTime(), 36);
    private final String slug = "referral-" + tag;
    private final Shopper referrer = new Shopper(platform, "referrer-" + tag + "@example.com");
    private final Shopper friend = new Shopper(platform, "friend-" + tag + "@example.com");

    @Test
    void aFriendsConfirmedPurchaseBringsBothTheirBonus() {
        // Given a member, and a friend who registers with the member's code
        Staff staff = Staff.signIn(platform);
        String partnerId = staff.createPartner("Referrals Ltd " + tag);
        PartnerStore store = staff.createCredentials(partnerId);
        staff.createStore(partnerId, slug, "[" + Staff.rate("DEFAULT", "10", "50") + "]");
        referrer.register();
        referrer.signIn();
        String code = api.get("/api/v1/me", referrer.token())
                .expect(200)
                .json()
                .path("referralCode")
                .asText();
        friend.registerBy(code);
        friend.signIn();
        awaitReferral("PENDING");

        // When the friend buys for enough, and the store confirms it
        String clickId = friend.clickOut("/go/" + slug).header("Click-Id");
        store.report("""
                [{"clickId":"%s","orderReference":"%s","orderedAt":"%s","currency":"GBP",
                  "items":[{"sku":"S1","quantity":1,"amount":"30.00"}]}]""".formatted(clickId, tag, Instant.now()));
        store.validate("[{\"orderReference\":\"" + tag + "\",\"action\":\"APPROVE\"}]");

        // Then both have their bonus to take out, the friend beside the cashback that is still to come
        awaitReferral("EARNED");
        referrer.awaitWallet("0.00", "10.00", "0.00", "0.00");
        friend.awaitWallet("1.50", "5.00", "0.00", "0.00");
        eventually(
                "a mail to the referrer",
                () -> platform.mailTo(referrer.email(), "for bringing a friend"),
                mail -> mail != null);
        eventually(
                "a mail to the friend", () -> platform.mailTo(friend.email(), "to welcome you"), mail -> mail != null);

        // And when the purchase is taken back, so are the bonuses
        JsonNode taken = store.validate(
                        "[{\"orderReference\":\"" + tag + "\",\"action\":\"REVERSE\",\"reason\":\"RETURNED\"}]")
                .path(0);
        assertEquals("ACCEPTED", taken.path("outcome").asText(), taken::toString);
        awaitReferral("REVOKED");
        referrer.awaitWallet("0.00", "0.00", "0.00", "0.00");
        friend.awaitWallet("0.00", "0.00", "0.00", "0.00");
        JsonNode proof =
                api.get("/api/v1/admin/ledger/proof", staff.token()).expect(200).json();
        assertTrue(proof.path("balanced").asBoolean(), proof::toString);
    }

    private void awaitReferral(String status) {
        eventually(
                "the referral " + status,
                () -> api.get("/api/v1/me/referrals", referrer.token())
                        .expect(200)
                        .json()
                        .path("items"),
                seen -> seen.size() == 1 && seen.path(0).path("status").asText().equals(status));
    }
}
