package shop.pennywell.portal.account;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import shop.pennywell.defaults.money.Money;

/**
 * The friends that a member has brought, as commission-service tells it.
 *
 * @param offer null if nothing is offered now
 * @param asFriend how the member came; null if not by an invitation
 */
record Friends(List<Friend> friends, String next, Offer offer, Friend asFriend) {

    record Offer(Money referrerBonus, Money friendBonus, Money minimumOrder, int days, int capPerYear) {

        private static Offer of(JsonNode body) {
            return new Offer(
                    Cashback.money(body.path("referrerBonus")),
                    Cashback.money(body.path("friendBonus")),
                    Cashback.money(body.path("minimumOrder")),
                    body.path("days").asInt(),
                    body.path("capPerYear").asInt());
        }
    }

    /** One invitation that was followed, seen from one of its sides. */
    record Friend(
            String status, Money bonus, boolean capped, Money minimumOrder, Instant registeredAt, Instant orderBefore) {

        private static Friend of(JsonNode body) {
            return new Friend(
                    body.path("status").asText(),
                    Cashback.money(body.path("bonus")),
                    body.path("capped").asBoolean(),
                    Cashback.money(body.path("minimumOrder")),
                    Cashback.instant(body.path("registeredAt")),
                    Cashback.instant(body.path("orderBefore")));
        }

        public String label() {
            return Words.referral(status);
        }

        public String tone() {
            return Words.referralTone(status);
        }

        public boolean isPending() {
            return "PENDING".equals(status);
        }

        public boolean isEarned() {
            return "EARNED".equals(status);
        }

        public boolean isExpired() {
            return "EXPIRED".equals(status);
        }

        public boolean isRevoked() {
            return "REVOKED".equals(status);
        }

        /** Whether this side gets anything by it. */
        public boolean isPaid() {
            return bonus != null && bonus.isPositive();
        }
    }

    static Friends of(JsonNode body) {
        List<Friend> friends = new ArrayList<>();
        body.path("items").forEach(item -> friends.add(Friend.of(item)));
        return new Friends(
                friends,
                body.path("next").asText(""),
                body.hasNonNull("offer") ? Offer.of(body.path("offer")) : null,
                body.hasNonNull("asFriend") ? Friend.of(body.path("asFriend")) : null);
    }
}
