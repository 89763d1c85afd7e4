package shop.pennywell.local.network;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import shop.pennywell.local.network.SimulatedOrder.Line;
import shop.pennywell.local.network.SimulatedOrder.Status;
import shop.pennywell.local.network.SimulatedOrder.Step;
import shop.pennywell.local.testing.TestJson;

/**
 * CJ: GraphQL. What was posted stays; a change of the order posts a commission that takes the former state away and one with the new state, a
 * cancellation one of nothing. Only the action status of a commission moves, and that silently.
 */
final class CjFace implements Face {
    private static final int PAGE = 25;
    private static final Pattern DATES =
            Pattern.compile("since(Posting|Locking)Date:\\\\\"([^\\\\]+)\\\\\",before\\1Date:\\\\\"([^\\\\]+)\\\\\"");
    private static final Pattern SINCE = Pattern.compile("sinceCommissionId:\\\\\"([^\\\\]+)\\\\\"");
    private static final Map<String, String> REASONS = Map.of(
            "RETURNED", "RETURNED_MERCHANDISE",
            "CANCELLED", "BOOKING_CANCELED",
            "OUT_OF_STOCK", "CANT_SHIP_OR_SOLD_OUT",
            "DUPLICATE_ORDER", "DUPLICATED_ORDER",
            "OTHER", "OTHER_REASON");

    /** One posted row, of lines that may be negative. */
    private record Posted(long id, Instant at, String reason, List<Line> lines) {}

    @Override
    public String name() {
        return "cj";
    }

    @Override
    public Map<String, String> throttled() {
        return Map.of("Retry-After", "1");
    }

    @Override
    public Reply garbled() {
        return Reply.json("{\"data\":null,\"errors\":[{\"message\":\"Internal error, try again\"}]}");
    }

    @Override
    public Reply answer(Request request, Instant now, List<SimulatedOrder> orders, Disturbance disturbance) {
        if (!request.authorization().startsWith("Bearer " + NetworkSimulator.credential("token"))) {
            return Reply.json(401, "{\"errors\":[{\"message\":\"Unauthorized\"}]}");
        }
        Matcher dates = DATES.matcher(request.body());
        if (!request.path().equals("/query") || !request.method().equals("POST") || !dates.find()) {
            return Reply.json("{\"errors\":[{\"message\":\"Validation error\"}]}");
        }
        Instant from = Instant.parse(dates.group(2));
        Instant until = Instant.parse(dates.group(3));
        Matcher since = SINCE.matcher(request.body());
        long after = since.find() ? Long.parseLong(since.group(1)) : 0;
        List<Map<String, Object>> rows = new ArrayList<>();
        for (SimulatedOrder order : orders) {
            for (Posted posted : posted(order, now)) {
                Instant asked = dates.group(1).equals("Posting") ? posted.at() : lockedAt(order, now);
                if (posted.id() > after && !asked.isBefore(from) && asked.isBefore(until)) {
                    rows.add(row(order, posted, now));
                }
            }
        }
        rows.sort(Comparator.comparingLong(row -> Long.parseLong((String) row.get("commissionId"))));
        List<Map<String, Object>> page = rows.subList(0, Math.min(PAGE, rows.size()));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("count", page.size());
        result.put("payloadComplete", page.size() == rows.size());
        result.put(
                "maxCommissionId",
                page.isEmpty() ? null : page.get(page.size() - 1).get("commissionId"));
        result.put("records", disturbance.rows(page));
        return Reply.json(TestJson.write(Map.of("data", Map.of("publisherCommissions", result))));
    }

    private static List<Posted> posted(SimulatedOrder order, Instant now) {
        List<Posted> posted = new ArrayList<>();
        List<Line> standing = List.of();
        for (Step step : order.until(now)) {
            List<Line> wanted = step.status() == Status.DECLINED ? List.of() : step.lines();
            if (!wanted.equals(standing)) {
                if (!standing.isEmpty()) {
                    posted.add(new Posted(
                            order.number() * 100L + posted.size(), step.at(), reason(step), negated(standing)));
                }
                posted.add(new Posted(order.number() * 100L + posted.size(), step.at(), reason(step), wanted));
                standing = wanted;
            }
        }
        return posted;
    }

    private static String reason(Step step) {
        return step.status() == Status.DECLINED ? Script.said(REASONS, step.reason()) : null;
    }

    private static List<Line> negated(List<Line> lines) {
        return lines.stream()
                .map(line -> new Line(
                        line.sku(),
                        line.group(),
                        -line.quantity(),
                        line.sale().negate(),
                        line.commission().negate()))
                .toList();
    }

    private static Map<String, Object> row(SimulatedOrder order, Posted posted, Instant now) {
        boolean original = posted.id() % 100 == 0;
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("commissionId", Long.toString(posted.id()));
        row.put("original", original);
        row.put("originalActionId", Integer.toString(order.number()));
        row.put("actionStatus", status(order, order.at(now).orElseThrow().status()));
        row.put("validationStatus", "AUTOMATED");
        row.put("correctionReason", original ? null : posted.reason());
        row.put("actionType", "item_sale");
        row.put("actionTrackerId", "4711");
        row.put("advertiserId", order.programme());
        row.put("orderId", order.reference());
        row.put("shopperId", order.clickId());
        row.put("coupon", null);
        row.put("clickDate", order.orderedAt().minusSeconds(60).toString());
        row.put("eventDate", order.orderedAt().toString());
        row.put("postingDate", posted.at().toString());
        row.put("lockingDate", lockedAt(order, now).toString());
        row.put(
                "saleAmountPubCurrency",
                sum(posted.lines().stream().map(Line::sale).toList()));
        row.put(
                "pubCommissionAmountPubCurrency",
                sum(posted.lines().stream().map(Line::commission).toList()));
        row.put("items", posted.lines().stream().map(CjFace::item).toList());
        return row;
    }

    private static Map<String, Object> item(Line line) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("sku", line.sku());
        item.put("quantity", line.quantity());
        item.put(
                "perItemSaleAmountPubCurrency",
                line.sale()
                        .divide(BigDecimal.valueOf(line.quantity()), 4, RoundingMode.HALF_EVEN)
                        .toPlainString());
        item.put("totalCommissionPubCurrency", line.commission().toPlainString());
        return item;
    }

    private static String sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add).toPlainString();
    }

    private static String status(SimulatedOrder order, Status status) {
        return switch (status) {
            case PENDING -> order.number() % 3 == 0 ? "EXTENDED" : "NEW";
            case APPROVED, DECLINED -> "LOCKED";
            case PAID -> "CLOSED";
            case STRANGE -> "SUSPENDED";
        };
    }

    private static Instant lockedAt(SimulatedOrder order, Instant now) {
        Instant verdict = order.verdictAt(now);
        return verdict == null ? order.orderedAt().plus(Duration.ofDays(200)) : verdict;
    }
}
