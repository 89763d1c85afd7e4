package shop.pennywell.portal.claim;

import java.util.Map;
import java.util.Set;

/** What codes of claims mean, said to a member. A code that is new here is shown as it is rather than hidden. */
final class ClaimWords {

    private static final Map<String, String> STATUS = Map.of(
            "ON_ICE", "On ice",
            "SUBMITTED", "With us",
            "WITH_STORE", "With the store",
            "NEEDS_INFORMATION", "Needs your answer",
            "WON", "Won",
            "LOST", "Not accepted",
            "WITHDRAWN", "Withdrawn");

    private static final Map<String, String> TYPE = Map.of(
            "MISSING", "Missing order",
            "WRONG_AMOUNT", "Wrong amount",
            "DECLINED", "Declined order");

    private static final Set<String> OPEN = Set.of("ON_ICE", "SUBMITTED", "WITH_STORE", "NEEDS_INFORMATION");

    private ClaimWords() {}

    static String status(String code) {
        return STATUS.getOrDefault(code, code);
    }

    static String type(String code) {
        return TYPE.getOrDefault(code, code);
    }

    /** {@code good}, {@code wait} or {@code bad}. */
    static String tone(String code) {
        return switch (code) {
            case "WON" -> "good";
            case "LOST", "NEEDS_INFORMATION" -> "bad";
            default -> "wait";
        };
    }

    static boolean isOpen(String code) {
        return OPEN.contains(code);
    }

    static String explanation(String status, String store) {
        return switch (status) {
            case "ON_ICE" -> "It rests until the store hears of claims about this order, and then goes on by itself.";
            case "SUBMITTED" -> "We look at it next, and then take it up with the store.";
            case "WITH_STORE" -> store + " has it now. Stores usually take some weeks to answer.";
            case "NEEDS_INFORMATION" -> "We have a question for you. Without an answer it cannot go on.";
            case "WON" -> "The order is among your cashback, and the store confirms it like any other.";
            case "LOST" -> "What happened below says why.";
            case "WITHDRAWN" -> "You took it back.";
            default -> "";
        };
    }
}
