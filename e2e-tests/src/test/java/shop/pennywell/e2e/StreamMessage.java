package shop.pennywell.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that the shop's system says of one order.
 *
 * @param order null for what was never bought
 * @param outlet whose partner says it
 * @param clickId of the member who made the order
 */
record StreamMessage(
        Kind kind, RetailStream.Order order, RetailStream.Outlet outlet, String clickId, ObjectNode entry) {

    private static final ObjectMapper JSON = new ObjectMapper();

    enum Kind {
        /** The order as it was made. */
        REPORT,
        /** What is left of it, and the approval if it is due; or that it is declined. */
        VERDICT,
        /** It is taken back after it was approved. */
        REVERSAL,
        /** What is left of it by a calculation that goes below nothing. */
        OVERDRAWN,
        /** A verdict on an order that there is not. */
        NEVER_BOUGHT
    }

    static StreamMessage report(RetailStream.Order order, String clickId) {
        ObjectNode entry = JSON.createObjectNode()
                .put("clickId", clickId)
                .put("orderReference", order.reference())
                .put("orderedAt", Instant.now().toString())
                .put("currency", order.outlet().currency());
        ArrayNode items = entry.putArray("items");
        order.lines().forEach(line -> items.addObject()
                .put("sku", line.sku())
                .put("name", line.name())
                .put("group", line.reportedGroup())
                .put("quantity", line.bought())
                .put("amount", line.amount(line.bought()).toPlainString()));
        return new StreamMessage(Kind.REPORT, order, order.outlet(), clickId, entry);
    }

    /** Everything that is said of an order after its report, each as often as it was touched. */
    static List<StreamMessage> verdicts(RetailStream.Order order) {
        List<StreamMessage> messages = new ArrayList<>();
        for (int i = 0; i < Math.max(1, order.cancellations().size()); i++) {
            if (!order.cancellations().isEmpty() || order.ending() != RetailStream.Ending.PENDING) {
                messages.add(of(Kind.VERDICT, order, verdict(order)));
            }
        }
        if (order.isReversed()) {
            messages.add(of(
                    Kind.REVERSAL,
                    order,
                    validation(order.reference(), "REVERSE").put("reason", "RETURNED")));
        }
        if (order.isOverdrawn()) {
            messages.add(of(Kind.OVERDRAWN, order, whatIsLeft(order, "AMEND", true)));
        }
        return messages;
    }

    static StreamMessage neverBought(String cancellation) {
        ObjectNode entry = validation(cancellation, "DECLINE").put("reason", "CANCELLED");
        return new StreamMessage(Kind.NEVER_BOUGHT, null, RetailStream.Outlet.RETAIL, null, entry);
    }

    private static StreamMessage of(Kind kind, RetailStream.Order order, ObjectNode entry) {
        return new StreamMessage(kind, order, order.outlet(), null, entry);
    }

    private static ObjectNode verdict(RetailStream.Order order) {
        if (order.isCancelled() && !order.isReversed()) {
            return validation(order.reference(), "DECLINE").put("reason", "CANCELLED");
        }
        String action = order.ending() == RetailStream.Ending.PENDING ? "AMEND" : "APPROVE";
        return order.cancellations().isEmpty() || order.isReversed()
                ? validation(order.reference(), action)
                : whatIsLeft(order, action, false);
    }

    /** @param blindly with what is less than nothing, as a subtraction gives it */
    private static ObjectNode whatIsLeft(RetailStream.Order order, String action, boolean blindly) {
        ObjectNode entry = validation(order.reference(), action);
        ArrayNode items = entry.putArray("items");
        order.lines().forEach(line -> {
            int left = blindly ? line.left() - line.overdrawn() : line.left();
            items.addObject()
                    .put("sku", line.sku())
                    .put("group", line.reportedGroup())
                    .put("quantity", left)
                    .put("amount", line.amount(left).toPlainString());
        });
        return entry;
    }

    private static ObjectNode validation(String reference, String action) {
        return JSON.createObjectNode().put("orderReference", reference).put("action", action);
    }

    boolean isReport() {
        return kind == Kind.REPORT;
    }

    /** A postback has one amount and one group. */
    boolean fitsAPostback() {
        return isReport()
                && order.lines().stream()
                                .map(RetailStream.Line::group)
                                .distinct()
                                .count()
                        == 1;
    }

    String group() {
        return order.lines().get(0).group();
    }

    BigDecimal amount() {
        return order.lines().stream().map(line -> line.amount(line.bought())).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
