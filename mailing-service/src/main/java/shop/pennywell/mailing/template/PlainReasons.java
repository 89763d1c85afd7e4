package shop.pennywell.mailing.template;

import java.util.Map;

/** Reason codes in the words of a helpful clerk. */
final class PlainReasons {

    private static final Map<String, String> DECLINES = Map.ofEntries(
            Map.entry("RETURNED", "The goods were returned, so the store pays no commission for them."),
            Map.entry("CANCELLED", "The order was cancelled."),
            Map.entry("OUT_OF_STOCK", "The store could not deliver the goods."),
            Map.entry("FRAUD", "The store could not accept the order after its security checks."),
            Map.entry("DUPLICATE_ORDER", "The store counted the same order twice; this is the second one."),
            Map.entry(
                    "OTHER_SOURCE",
                    "After our link, another site or advertisement was used on the way to the order, and the store"
                            + " rewards that one."),
            Map.entry("VOUCHER_NOT_ALLOWED", "A voucher code was used that the store does not combine with cashback."),
            Map.entry("EXCLUDED_ITEM", "The store pays no cashback for these goods."),
            Map.entry("TERMS_NOT_MET", "The order did not meet the store’s terms for cashback."),
            Map.entry("INVALID_CUSTOMER_DATA", "The customer details of the order were incomplete or wrong."),
            Map.entry("TEST_ORDER", "It was a test order."));

    private static final Map<String, String> CLAIMS = Map.ofEntries(
            Map.entry("ORDER_NOT_FOUND", "The store knows no order with this number."),
            Map.entry(
                    "OTHER_SOURCE",
                    "After our link, another site or advertisement was used on the way to the order, and the store"
                            + " rewards that one."),
            Map.entry("VOUCHER_NOT_ALLOWED", "A voucher code was used that the store does not combine with cashback."),
            Map.entry("EXCLUDED_ITEM", "The store pays no cashback for these goods."),
            Map.entry("TERMS_NOT_MET", "The order did not meet the store’s terms for cashback."),
            Map.entry("RETURNED", "The goods were returned, so the store pays no commission for them."),
            Map.entry("CANCELLED", "The order was cancelled."),
            Map.entry("AMOUNT_CORRECT", "The store finds the amount correct."),
            Map.entry("INSUFFICIENT_PROOF", "What we have does not prove the order to the store."),
            Map.entry("NO_ANSWER", "Our question to you was left without an answer."));

    /** ISO 20022 external status and return reason codes, as banks put them in pain.002 and camt.05x. */
    private static final Map<String, String> BANK = Map.ofEntries(
            Map.entry("AC01", "The bank does not know an account with this number."),
            Map.entry("AC03", "The bank does not know an account with this number."),
            Map.entry("AC04", "The account has been closed."),
            Map.entry("AC06", "The account is blocked."),
            Map.entry("AC13", "The account is of a kind that cannot receive this payment."),
            Map.entry("AG01", "The account cannot receive payments of this kind."),
            Map.entry("AG02", "The account cannot receive payments of this kind."),
            Map.entry("AM05", "The bank took the payment for one it had already made."),
            Map.entry("BE01", "The account holder’s name does not match the account."),
            Map.entry("BE04", "The bank misses the account holder’s address."),
            Map.entry("CNOR", "The receiving bank cannot be reached for payments of this kind."),
            Map.entry("DNOR", "The receiving bank cannot be reached for payments of this kind."),
            Map.entry("MD07", "The account’s holder is no longer alive."),
            Map.entry("MS02", "The account’s holder declined the payment; the bank gives no closer reason."),
            Map.entry("MS03", "The bank gives no closer reason."),
            Map.entry("RC01", "The bank’s own identification (BIC) is wrong."),
            Map.entry("RR04", "The bank may not make this payment for legal reasons."));

    private PlainReasons() {}

    static String ofDecline(String code) {
        return DECLINES.getOrDefault(
                code == null ? "" : code, "The store gave no closer reason. Ask us, and we ask the store.");
    }

    static String ofClaim(String code) {
        return CLAIMS.getOrDefault(code == null ? "" : code, "The store gave no closer reason.");
    }

    /** A code that is not in the table is passed on: the member's bank can explain it. Words are passed on as they are. */
    static String ofBank(String reason) {
        if (reason == null || reason.isBlank()) {
            return "The bank gives no closer reason.";
        }
        String code = reason.strip();
        if (BANK.containsKey(code)) {
            return BANK.get(code);
        }
        return code.matches("[A-Z0-9]{4}") ? "Your bank can explain it; it gave the code " + code + "." : code;
    }
}
