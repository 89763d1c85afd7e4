package shop.pennywell.commission.referral;

import io.restassured.response.Response;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import shop.pennywell.commission.TestShop;
import shop.pennywell.local.testing.PretendSibling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static shop.pennywell.commission.TestShop.item;
import static shop.pennywell.commission.TestShop.staff;
import static shop.pennywell.commission.TestShop.verdict;

/** A friend who was brought by another member, and what staff see of it. */
final class Brought {
    static final String PROGRAMMES = "/api/v1/admin/referral-programmes";
    static final String REFERRALS = "/api/v1/admin/referrals";

    private static final AtomicInteger COUNTRIES = new AtomicInteger();

    final UUID friend;
    private final TestShop shop;

    private Brought(UUID friend, TestShop shop) {
        this.friend = friend;
        this.shop = shop;
    }

    /** A country that no other test uses. */
    static String country() {
        int next = COUNTRIES.getAndIncrement();
        return "" + (char) ('A' + next / 26) + (char) ('A' + next % 26);
    }

    /** 10 euros for the referrer and 5 for the friend, for an order of 25 within 30 days. */
    static Map<String, Object> terms(String country, int cap) {
        Map<String, Object> terms = new HashMap<>(Map.of(
                "referrerBonus", euros("10.00"),
                "friendBonus", euros("5.00"),
                "minimumOrder", euros("25.00"),
                "days", 30,
                "capPerYear", cap));
        if (country != null) {
            terms.put("country", country);
        }
        return terms;
    }

    static Map<String, String> euros(String amount) {
        return Map.of("amount", amount, "currency", "EUR");
    }

    static String programme(String country, int cap) {
        Response set = staff().body(terms(country, cap)).post(PROGRAMMES);
        set.then().statusCode(201);
        return set.path("id");
    }

    static Brought by(UUID referrer, String country, TestShop shop) {
        Brought brought = new Brought(UUID.randomUUID(), shop);
        brought.register(referrer, country, Instant.now());
        return brought;
    }

    void register(UUID referrer, String country, Instant at) {
        PretendSibling.says(
                "member.registered",
                PretendSibling.sample("member.registered")
                        .put("memberId", friend.toString())
                        .put("country", country)
                        .put("currency", "EUR")
                        .put("referrerId", referrer.toString())
                        .put("registeredAt", at.toString()));
    }

    static void erase(UUID member) {
        PretendSibling.says(
                "member.erased", PretendSibling.sample("member.erased").put("memberId", member.toString()));
    }

    static void givesAccount(UUID member, String fingerprint) {
        PretendSibling.says(
                "payout-account.changed",
                PretendSibling.sample("payout-account.changed")
                        .put("memberId", member.toString())
                        .put("accountFingerprint", fingerprint));
    }

    String orders(String amount) {
        return shop.ordered(shop.click(friend), "R-" + UUID.randomUUID(), item("vase", "DEFAULT", 1, amount));
    }

    String buys(String amount) {
        String order = orders(amount);
        shop.validate(verdict(order, "APPROVE"));
        return order;
    }

    void takesBack(String order) {
        shop.validate(Map.of("transactionId", order, "action", "REVERSE", "reason", "RETURNED"));
    }

    /** What staff see; null if there is none. */
    Map<String, Object> referral() {
        List<Map<String, Object>> found =
                staff().get(REFERRALS + "?friend=" + friend).path("items");
        return found.isEmpty() ? null : found.get(0);
    }

    String status() {
        return (String) referral().get("status");
    }

    static void assertAmount(String expected, Object money) {
        assertEquals(euros(expected), money);
    }
}
