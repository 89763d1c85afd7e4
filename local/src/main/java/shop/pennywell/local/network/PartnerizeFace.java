package shop.pennywell.local.network;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import shop.pennywell.local.network.SimulatedOrder.Line;
import shop.pennywell.local.network.SimulatedOrder.Status;
import shop.pennywell.local.network.SimulatedOrder.Step;
import shop.pennywell.local.testing.TestJson;

/**
 * Partnerize: conversions by their time or by that of their last change, in pages of 15 by offset whatever is asked for, with a status on every
 * item; a line that is gone is a rejected item. Bills are monthly, and say when they were paid; being billed changes nothing that can be asked for.
 */
final class PartnerizeFace implements Face {
    private static final int PAGE = 15;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyyMM");
    private static final Pattern CONVERSIONS =
            Pattern.compile("/reporting/report_publisher/publisher/[0-9]+/conversion.json");
    private static final Pattern BILL = Pattern.compile("/user/publisher/[0-9]+/selfbill/9l[0-9]{6}.json");
    private static final Map<String, String> REASONS = Map.of(
            "RETURNED", "Customer return",
            "CANCELLED", "Cancelled before dispatch",
            "OUT_OF_STOCK", "Out of stock",
            "FRAUD", "Fraudulent",
            "DUPLICATE_ORDER", "Duplicate",
            "OTHER", "Refused");

    @Override
    public String name() {
        return "partnerize";
    }

    @Override
    public Map<String, String> throttled() {
        return Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Retry-After", "2");
    }

    @Override
    public Reply answer(Request request, Instant now, List<SimulatedOrder> orders, Disturbance disturbance) {
        if (!NetworkSimulator.isBasic(request, NetworkSimulator.credential("applicationKey") + ".*", "userApiKey")) {
            return Reply.json(401, "{\"error\":{\"message\":\"no such key\",\"type\":\"unauthorised\"}}");
        }
        if (BILL.matcher(request.path()).matches()) {
            return Reply.json("{\"selfbill\":{\"publisher_self_bill_id\":\"x\",\"payment_date\":\""
                    + TIME.format(now.atOffset(ZoneOffset.UTC).withDayOfMonth(1)) + "\"}}");
        }
        if (!CONVERSIONS.matcher(request.path()).matches()) {
            return Reply.json(404, "{\"error\":{\"message\":\"not found\"}}");
        }
        try {
            Instant from = Instant.parse(request.query().get("start_date"));
            Instant until = Instant.parse(request.query().get("end_date"));
            ZoneId zone = ZoneId.of(request.query().get("timezone"));
            boolean changed = "last_updated".equals(request.query().get("date_type"));
            List<Map<String, Object>> rows = new ArrayList<>();
            for (SimulatedOrder order : orders) {
                Optional<Step> step = order.at(now);
                Instant asked = changed ? modifiedAt(order, now) : order.orderedAt();
                if (step.isPresent() && !asked.isBefore(from) && !asked.isAfter(until)) {
                    rows.add(Map.of("conversion_data", conversion(order, step.get(), now, zone)));
                }
            }
            return page(request, rows, disturbance);
        } catch (DateTimeException | NullPointerException unreadable) {
            return Reply.json(400, "{\"error\":{\"message\":\"dates\"}}");
        }
    }

    private static Reply page(Request request, List<Map<String, Object>> rows, Disturbance disturbance) {
        int limit = Math.min(PAGE, Integer.parseInt(request.query().getOrDefault("limit", "300")));
        int start = Math.min(rows.size(), Integer.parseInt(request.query().getOrDefault("offset", "0")));
        List<Map<String, Object>> page = rows.subList(start, Math.min(rows.size(), start + limit));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("limit", limit);
        answer.put("offset", start);
        answer.put("count", page.size());
        answer.put("execution_time", "0.1 seconds");
        answer.put("conversions", disturbance.rows(page));
        return Reply.json(TestJson.write(answer));
    }

    /** Of the last step that is more than being billed. */
    private static Instant modifiedAt(SimulatedOrder order, Instant now) {
        List<Step> steps = order.until(now);
        Instant modified = order.orderedAt();
        for (int i = 0; i < steps.size(); i++) {
            boolean billedOnly = i > 0
                    && steps.get(i).status() == Status.PAID
                    && steps.get(i).lines().equals(steps.get(i - 1).lines());
            if (!billedOnly) {
                modified = steps.get(i).at();
            }
        }
        return modified;
    }

    private static Map<String, Object> conversion(SimulatedOrder order, Step step, Instant now, ZoneId zone) {
        List<Line> bought = order.steps().get(0).lines();
        List<Map<String, Object>> items = new ArrayList<>();
        for (int i = 0; i < bought.size(); i++) {
            items.add(item(order, bought.get(i), step.lines().get(i), step, i));
        }
        boolean same =
                items.stream().map(item -> item.get("item_status")).distinct().count() == 1;
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("conversion_status", same ? items.get(0).get("item_status") : "mixed");
        value.put("value", step.sale());
        value.put("publisher_commission", step.commission());
        Map<String, Object> conversion = new LinkedHashMap<>();
        conversion.put("conversion_id", "111111l" + order.number());
        conversion.put("campaign_id", order.programme());
        conversion.put("publisher_id", "1l1007802");
        conversion.put("conversion_time", local(order.orderedAt(), zone));
        conversion.put("currency", order.currency());
        conversion.put("publisher_reference", order.clickId() == null ? "" : order.clickId());
        conversion.put("conversion_reference", order.reference());
        conversion.put("last_modified", local(modifiedAt(order, now), zone));
        conversion.put("click", Map.of("set_time", local(order.orderedAt().minusSeconds(60), zone)));
        conversion.put("conversion_value", value);
        conversion.put("conversion_items", items);
        return conversion;
    }

    private static Map<String, Object> item(SimulatedOrder order, Line bought, Line left, Step step, int number) {
        boolean gone = left.isGone();
        BigDecimal sale = gone ? bought.sale() : left.sale();
        BigDecimal commission = gone ? bought.commission() : left.commission();
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("conversion_item_id", "111111l" + order.number() + "0" + number);
        item.put("sku", left.sku());
        item.put("category", "Product");
        item.put("item_value", sale);
        item.put("item_publisher_commission", commission);
        item.put("item_status", gone ? "rejected" : status(step.status()));
        item.put(
                "reject_reason",
                gone ? "Customer return" : Objects.requireNonNullElse(Script.said(REASONS, step.reason()), ""));
        item.put(
                "publisher_self_bill_id",
                step.status() == Status.PAID && !gone
                        ? "9l" + MONTH.format(step.at().atOffset(ZoneOffset.UTC))
                        : null);
        return item;
    }

    private static String status(Status status) {
        return switch (status) {
            case PENDING -> "pending";
            case APPROVED, PAID -> "approved";
            case DECLINED -> "rejected";
            case STRANGE -> "on_hold";
        };
    }

    private static String local(Instant instant, ZoneId zone) {
        return TIME.format(instant.atZone(zone));
    }
}
