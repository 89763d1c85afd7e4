package shop.pennywell.commission.transaction;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.UUID;

/**
 * A partner's word on one transaction, named by its id, the order's reference or both.
 *
 * @param reason null unless given
 * @param items what is left of the order: for an amendment, and for an approval that rests on one
 */
record Validation(UUID transactionId, String orderReference, Action action, Reason reason, JsonNode items) {

    enum Action {
        APPROVE,
        DECLINE,
        AMEND,
        /** Of an order that was approved, perhaps paid, and then fell through all the same. */
        REVERSE
    }

    static Validation read(JsonNode said) {
        OrderReport.requireReadable(said);
        String id = OrderReport.text(said, "transactionId");
        String reference = OrderReport.text(said, "orderReference");
        if (id == null && reference == null) {
            throw new Refusal("malformed-validation", "names a transactionId or an orderReference");
        }
        Action action = Arrays.stream(Action.values())
                .filter(known -> known.name().equals(OrderReport.text(said, "action")))
                .findFirst()
                .orElseThrow(() -> new Refusal("action-unknown", "action is APPROVE, DECLINE, AMEND or REVERSE"));
        return new Validation(id == null ? null : id(id), reference, action, reason(said, action), said.path("items"));
    }

    boolean hasItems() {
        return !items.isMissingNode() && !items.isNull();
    }

    /** Whether the reference, where one is given beside the id, is that of the order. */
    boolean fits(Transaction transaction) {
        return orderReference == null || orderReference.equals(transaction.orderReference());
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notAnId) {
            throw new Refusal("transaction-unknown", "no such transaction of yours");
        }
    }

    private static Reason reason(JsonNode said, Action action) {
        String text = OrderReport.text(said, "reason");
        if (text == null) {
            if (action == Action.DECLINE || action == Action.REVERSE) {
                throw new Refusal("reason-missing", action + " has a reason");
            }
            return null;
        }
        return Arrays.stream(Reason.values())
                .filter(known -> known.name().equals(text))
                .findFirst()
                .orElseThrow(
                        () -> new Refusal("reason-unknown", "reason is one of " + Arrays.toString(Reason.values())));
    }
}
