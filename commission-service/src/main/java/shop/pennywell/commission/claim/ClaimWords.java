package shop.pennywell.commission.claim;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What a step of a claim means, said to its member. */
final class ClaimWords {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

    private ClaimWords() {}

    static String of(ClaimStep step, Claim claim) {
        String store = claim.storeName();
        return switch (step.kind()) {
            case FILED ->
                step.status() == Claim.Status.ON_ICE
                        ? "We have your claim. " + store + " hears of claims about this order from "
                                + day(claim.opensOn()) + " on; until then it rests with us."
                        : "We have your claim and look at it next.";
            case THAWED -> "Its day has come: we look at it next.";
            case FORWARDED -> "We sent it to " + store + ".";
            case ASKED -> "We need to know more: " + step.text();
            case ANSWERED -> step.text() == null ? "You answered." : "You answered: " + step.text();
            case RECEIPT_ADDED -> "You added a receipt.";
            case WON -> "Your claim is won." + after(step.text());
            case LOST -> "Your claim is lost" + reason(claim.reason()) + after(step.text());
            case WITHDRAWN -> "The claim was withdrawn.";
        };
    }

    /** None if the claim was read a moment before the decision and its steps a moment after. */
    private static String reason(Claim.Reason reason) {
        return reason == null ? "." : ": " + told(reason);
    }

    private static String told(Claim.Reason reason) {
        return switch (reason) {
            case ORDER_NOT_FOUND -> "the store knows no such order.";
            case OTHER_SOURCE -> "another site led to this order after your click.";
            case VOUCHER_NOT_ALLOWED -> "a voucher was used that earns no cashback.";
            case EXCLUDED_ITEM -> "what you bought earns no cashback.";
            case TERMS_NOT_MET -> "the store's terms for cashback were not met.";
            case RETURNED -> "the order was returned.";
            case CANCELLED -> "the order was cancelled.";
            case AMOUNT_CORRECT -> "the store finds the amount correct.";
            case INSUFFICIENT_PROOF -> "what we have does not prove the order.";
            case NO_ANSWER -> "our question was left without an answer.";
            case OTHER -> "the store gave no closer reason.";
        };
    }

    private static String after(String text) {
        return text == null ? "" : " " + text;
    }

    private static String day(LocalDate day) {
        return DAY.format(day);
    }
}
