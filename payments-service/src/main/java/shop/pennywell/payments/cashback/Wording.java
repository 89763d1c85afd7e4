package shop.pennywell.payments.cashback;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** What a member reads about each step. Reasons are the codes of the public API. */
final class Wording {

    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("RETURNED", "the order was returned"),
            Map.entry("CANCELLED", "the order was cancelled"),
            Map.entry("OUT_OF_STOCK", "the store could not deliver"),
            Map.entry("FRAUD", "misuse is suspected"),
            Map.entry("DUPLICATE_ORDER", "the order was reported twice"),
            Map.entry("OTHER_SOURCE", "another site led to this order after your click"),
            Map.entry("VOUCHER_NOT_ALLOWED", "a voucher was used that earns no cashback"),
            Map.entry("EXCLUDED_ITEM", "what was bought earns no cashback"),
            Map.entry("TERMS_NOT_MET", "the store's terms for cashback were not met"),
            Map.entry("INVALID_CUSTOMER_DATA", "the customer data did not check out"),
            Map.entry("TEST_ORDER", "it was a test order"),
            Map.entry("OTHER", "the store gave no closer reason"));

    private static final String TAKE_OUT = " You can take the cashback out.";

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private Wording() {}

    static String of(TransactionChanged change) {
        var store = change.storeName();
        return switch (change.change()) {
            case REPORTED -> store + " told us about your order.";
            case APPROVED -> store + " confirmed your order." + (change.payable() ? takeOut(change) : "");
            case DECLINED -> store + " declined the cashback: " + reason(change.reason()) + ".";
            case AMENDED ->
                store + " changed the order. It is now worth " + change.orderValue() + " and earns " + change.cashback()
                        + ".";
            case REINSTATED -> store + " looked at your order again and accepted it.";
            case PAID ->
                store + " has paid us."
                        + (change.payable()
                                ? takeOut(change)
                                : " The cashback follows once we have checked the purchase.");
            case HELD ->
                "We are checking this purchase, which takes until " + DAY.format(change.heldUntil())
                        + " at the latest. You need do nothing.";
            case RELEASED -> "We have checked this purchase." + (change.payable() ? takeOut(change) : "");
            case CLAWED_BACK -> store + " took the commission back later: " + reason(change.reason()) + ".";
        };
    }

    static String ofPayout(CashbackStatus status) {
        return status == CashbackStatus.PAID
                ? "Paid out to your bank account."
                : "A payout came back from your bank." + TAKE_OUT;
    }

    private static String takeOut(TransactionChanged change) {
        return change.cashback().isZero() ? "" : TAKE_OUT;
    }

    private static String reason(String code) {
        return REASONS.getOrDefault(code == null ? "OTHER" : code, REASONS.get("OTHER"));
    }
}
