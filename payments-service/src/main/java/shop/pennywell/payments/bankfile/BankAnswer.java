package shop.pennywell.payments.bankfile;

import java.util.Locale;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/**
 * What a bank's file says of one payout, or of a whole batch.
 *
 * @param scope what the reference names
 * @param reference as it stands in the file; our own are ids without dashes
 * @param amount null if the file does not say
 * @param code the bank's ISO 20022 reason code; null if there is none
 * @param line tells this line from every other of the same bank, so that a repeat is recognised
 */
record BankAnswer(Scope scope, String reference, Outcome outcome, Money amount, String code, String line) {

    enum Scope {
        PAYOUT,
        /** Every payout of the batch that the file does not mention by itself. */
        BATCH
    }

    enum Outcome {
        /** Money has left our account for good. */
        SETTLED,
        /** The bank does not pay. */
        REJECTED,
        /** The bank refuses this copy, because it has another that it may still pay: no reason to give money back. */
        REPEATED,
        /** The money came back. */
        RETURNED,
        /** On its way: nothing to do yet. */
        NOTED,
        /** Something that no payout is about. */
        OTHER
    }

    /** The payout's or batch's id; null if the reference is none of ours. */
    UUID id() {
        if (reference == null || !reference.matches("[0-9A-Fa-f]{32}")) {
            return null;
        }
        var hex = reference.toLowerCase(Locale.ROOT);
        return UUID.fromString(String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                hex.substring(12, 16),
                hex.substring(16, 20),
                hex.substring(20)));
    }
}
