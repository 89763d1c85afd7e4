package shop.pennywell.local.network;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import shop.pennywell.local.network.SimulatedOrder.Line;
import shop.pennywell.local.network.SimulatedOrder.Status;
import shop.pennywell.local.network.SimulatedOrder.Step;
import shop.pennywell.local.testing.TestJson;

/**
 * Awin: all of at most 31 days in one answer, by the time of the transaction, of its validation or of its amendment; times in the zone that was asked
 * for, without an offset. That a transaction is paid shows in the record and moves no date.
 */
final class AwinFace implements Face {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");
    private static final Map<String, String> REASONS = Map.of(
            "RETURNED", "order returned",
            "CANCELLED", "Order cancelled by customer",
            "OUT_OF_STOCK", "Item out of stock",
            "FRAUD", "Suspected fraud",
            "DUPLICATE_ORDER", "Duplicate transaction",
            "OTHER", "See advertiser");

    @Override
    public String name() {
        return "awin";
    }

    @Override
    public Map<String, String> throttled() {
        return Map.of();
    }

    @Override
    public Reply answer(Request request, Instant now, List<SimulatedOrder> orders, Disturbance disturbance) {
        if (!request.authorization().startsWith("Bearer " + NetworkSimulator.credential("token"))) {
            return Reply.json(401, "{\"error\":\"unauthorized\",\"description\":\"no such token\"}");
        }
        if (!request.path().matches("/publishers/[0-9]+/transactions/")) {
            return Reply.json(404, "{\"error\":\"not found\",\"description\":\"no such publisher\"}");
        }
        try {
            ZoneId zone = ZoneId.of(request.query().get("timezone"));
            Instant from = time(request.query().get("startDate"), zone);
            Instant until = time(request.query().get("endDate"), zone);
            if (Duration.between(from, until).compareTo(Duration.ofDays(31)) > 0) {
                return Reply.json(400, "{\"error\":\"bad request\",\"description\":\"at most 31 days\"}");
            }
            List<Map<String, Object>> rows = new ArrayList<>();
            for (SimulatedOrder order : orders) {
                Optional<Step> step = order.at(now);
                Instant asked = asked(order, request.query().get("dateType"), now);
                if (step.isPresent() && asked != null && !asked.isBefore(from) && !asked.isAfter(until)) {
                    rows.add(row(order, step.get(), now, zone));
                }
            }
            return Reply.json(TestJson.write(disturbance.rows(rows)));
        } catch (DateTimeException | NullPointerException unreadable) {
            return Reply.json(400, "{\"error\":\"bad request\",\"description\":\"dates\"}");
        }
    }

    private static Instant asked(SimulatedOrder order, String dateType, Instant now) {
        return switch (dateType) {
            case "validation" -> order.verdictAt(now);
            case "amendment" -> order.amountsChangedAt(now);
            default -> order.orderedAt();
        };
    }

    private static Map<String, Object> row(SimulatedOrder order, Step step, Instant now, ZoneId zone) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", 1_000_000L + order.number());
        row.put("url", "http://www.publisher.example");
        row.put("advertiserId", Long.parseLong(order.programme()));
        row.put("publisherId", 45678);
        row.put("commissionStatus", status(order, step.status()));
        row.put("commissionAmount", amount(step.commission(), order));
        row.put("saleAmount", amount(step.sale(), order));
        row.put("ipHash", "-1234567890123456789");
        row.put(
                "clickRefs",
                order.clickId() == null
                        ? null
                        : Map.of("clickRef", order.clickId().toLowerCase(Locale.ROOT)));
        row.put("clickDate", local(order.orderedAt().minusSeconds(60), zone));
        row.put("transactionDate", local(order.orderedAt(), zone));
        row.put("validationDate", local(order.verdictAt(now), zone));
        row.put("type", "Commission group transaction");
        row.put("declineReason", Script.said(REASONS, step.reason()));
        row.put("amended", order.amountsChangedAt(now) != null);
        row.put("amendReason", null);
        row.put("orderRef", order.reference());
        row.put("customParameters", null);
        row.put("transactionParts", step.lines().stream().map(AwinFace::part).toList());
        row.put("paidToPublisher", step.status() == Status.PAID);
        row.put("paymentId", step.status() == Status.PAID ? 77_000 + order.number() : 0);
        return row;
    }

    private static String status(SimulatedOrder order, Status status) {
        return switch (status) {
            case PENDING -> "pending";
            case APPROVED, PAID -> "approved";
            case DECLINED -> order.number() % 20 == 1 ? "deleted" : "declined";
            case STRANGE -> "under review";
        };
    }

    private static Map<String, Object> part(Line line) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("commissionGroupId", 12345);
        part.put("amount", line.sale());
        part.put("commissionAmount", line.commission());
        part.put("commissionGroupCode", line.group());
        part.put("commissionGroupName", line.group());
        part.put("trackedParts", List.of());
        return part;
    }

    private static Map<String, Object> amount(Object amount, SimulatedOrder order) {
        return Map.of("amount", amount, "currency", order.currency());
    }

    private static Instant time(String text, ZoneId zone) {
        return LocalDateTime.parse(text, TIME).atZone(zone).toInstant();
    }

    private static String local(Instant instant, ZoneId zone) {
        return instant == null ? null : TIME.format(instant.atZone(zone));
    }
}
