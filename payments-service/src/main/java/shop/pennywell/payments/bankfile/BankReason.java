package shop.pennywell.payments.bankfile;

import java.util.Map;

/** The banks' reason codes (ISO 20022 external code set) in words that a member can act on. */
final class BankReason {

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("AC01", "The account number is not right."),
            Map.entry("AC02", "Our account number was not accepted."),
            Map.entry("AC03", "The account number is not right."),
            Map.entry("AC04", "The account is closed."),
            Map.entry("AC06", "The account is blocked."),
            Map.entry("AC13", "This kind of account does not take transfers."),
            Map.entry("AG01", "This account does not take transfers."),
            Map.entry("AG02", "Your bank does not take this kind of transfer."),
            Map.entry("AM04", "Our bank could not make the transfer. It is not your account."),
            Map.entry("AM05", "Your bank takes it for a repeat of another transfer."),
            Map.entry("BE01", "The name is not the account holder's."),
            Map.entry("BE04", "Your bank needs the account holder's address."),
            Map.entry("BE05", "Your bank does not know the account holder."),
            Map.entry("CNOR", "Your bank cannot be reached by this kind of transfer."),
            Map.entry("CUST", "The transfer was sent back at the account holder's wish."),
            Map.entry("DNOR", "Our bank could not make the transfer. It is not your account."),
            Map.entry("FOCR", "The transfer was called back."),
            Map.entry("MD07", "The account holder has died."),
            Map.entry("MS02", "The account holder did not accept the transfer."),
            Map.entry("MS03", "Your bank gave no reason."),
            Map.entry("RC01", "The BIC is not right."),
            Map.entry("RR01", "Your bank needs more details about the sender."),
            Map.entry("RR02", "Your bank needs the sender's name or address."),
            Map.entry("RR03", "Your bank needs the account holder's name or address."),
            Map.entry("RR04", "The bank had to refuse the transfer."),
            Map.entry("TECH", "A technical fault at the bank."),
            Map.entry("NARR", "The bank gave its reason in a note to us."));

    private BankReason() {}

    static String inWords(String code) {
        if (code == null) {
            return "The bank gave no reason.";
        }
        return WORDS.getOrDefault(code, "The bank gave the reason " + code + ".");
    }
}
