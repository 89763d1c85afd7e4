package shop.pennywell.portal.account;

import java.util.Map;

/** What codes mean, said to a member. A code that is new here is shown as it is rather than hidden. */
final class Words {

    private static final Map<String, String> STATUS = Map.ofEntries(
            Map.entry("TRACKED", "Tracked"),
            Map.entry("CONFIRMED", "Confirmed"),
            Map.entry("PAYABLE", "Payable"),
            Map.entry("PAID", "Paid"),
            Map.entry("DECLINED", "Declined"),
            Map.entry("REQUESTED", "Requested"),
            Map.entry("APPROVED", "Approved"),
            Map.entry("SUBMITTED", "With the bank"),
            Map.entry("UNKNOWN", "Being checked with the bank"),
            Map.entry("SETTLED", "Arrived"),
            Map.entry("RETURNED", "Returned by the bank"),
            Map.entry("REJECTED", "Refused by the bank"));

    private static final Map<String, String> TONE = Map.ofEntries(
            Map.entry("TRACKED", "wait"),
            Map.entry("CONFIRMED", "good"),
            Map.entry("PAYABLE", "good"),
            Map.entry("PAID", "good"),
            Map.entry("DECLINED", "bad"),
            Map.entry("REQUESTED", "wait"),
            Map.entry("APPROVED", "wait"),
            Map.entry("SUBMITTED", "wait"),
            Map.entry("UNKNOWN", "wait"),
            Map.entry("SETTLED", "good"),
            Map.entry("RETURNED", "bad"),
            Map.entry("REJECTED", "bad"));

    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("RETURNED", "you returned the order"),
            Map.entry("CANCELLED", "the order was cancelled"),
            Map.entry("OUT_OF_STOCK", "the store could not deliver"),
            Map.entry("FRAUD", "misuse is suspected"),
            Map.entry("DUPLICATE_ORDER", "the order was reported twice"),
            Map.entry("OTHER_SOURCE", "another site led to this order after your click"),
            Map.entry("VOUCHER_NOT_ALLOWED", "a voucher was used that earns no cashback"),
            Map.entry("EXCLUDED_ITEM", "what you bought earns no cashback"),
            Map.entry("TERMS_NOT_MET", "the store's terms for cashback were not met"),
            Map.entry("INVALID_CUSTOMER_DATA", "the customer data did not check out"),
            Map.entry("TEST_ORDER", "it was a test order"),
            Map.entry("OTHER", "the store gave no closer reason"));

    private static final Map<String, String> REFERRAL = Map.of(
            "PENDING", "Waiting for a purchase",
            "EARNED", "Earned",
            "EXPIRED", "Expired",
            "REVOKED", "Taken back");

    private Words() {}

    static String referral(String code) {
        return REFERRAL.getOrDefault(code, code);
    }

    static String referralTone(String code) {
        return switch (code) {
            case "EARNED" -> "good";
            case "EXPIRED", "REVOKED" -> "bad";
            default -> "wait";
        };
    }

    static String status(String code) {
        return STATUS.getOrDefault(code, code);
    }

    /** {@code good}, {@code wait} or {@code bad}. */
    static String tone(String code) {
        return TONE.getOrDefault(code, "wait");
    }

    static String explanation(String status, String reason) {
        return switch (status) {
            case "TRACKED" -> "The store has told us about your order. It still has to confirm it.";
            case "CONFIRMED" -> "The store has confirmed your order and now has to pay us.";
            case "PAYABLE" -> "The store has paid us. You can take this out.";
            case "PAID" -> "Paid out to you.";
            case "DECLINED" ->
                "The store declined this" + (reason == null ? "." : ": " + REASONS.getOrDefault(reason, reason) + ".");
            default -> "";
        };
    }
}
