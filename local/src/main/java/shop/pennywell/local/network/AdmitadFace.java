package shop.pennywell.local.network;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import shop.pennywell.local.network.SimulatedOrder.Status;
import shop.pennywell.local.network.SimulatedOrder.Step;
import shop.pennywell.local.testing.TestJson;

/** Admitad: actions by day or by the time their status last moved, day.month.year in and year-month-day out, in pages of 20 by offset. */
final class AdmitadFace implements Face {
    private static final int PAGE = 20;
    private static final ZoneId ZONE = ZoneId.of("Europe/Moscow");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final DateTimeFormatter ASKED = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm:ss");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final Map<String, String> REASONS = Map.of(
            "RETURNED", "The goods were returned",
            "CANCELLED", "Cancelled by the buyer",
            "OUT_OF_STOCK", "Not in stock any more",
            "FRAUD", "Fraud",
            "DUPLICATE_ORDER", "Duplicate",
            "OTHER", "Refused");

    @Override
    public String name() {
        return "admitad";
    }

    @Override
    public Map<String, String> throttled() {
        return Map.of();
    }

    @Override
    public Reply answer(Request request, Instant now, List<SimulatedOrder> orders, Disturbance disturbance) {
        if (request.path().equals("/token/")) {
            return Tokens.issue(request, "client_credentials", now);
        }
        if (!Tokens.isGood(request, now)) {
            return Reply.json(401, "{\"error\":\"invalid_token\"}");
        }
        if (!request.path().equals("/statistics/actions/")) {
            return Reply.json(404, "{}");
        }
        try {
            List<SimulatedOrder> found = new ArrayList<>();
            for (SimulatedOrder order : orders) {
                if (order.at(now).isPresent() && isAskedFor(order, request.query(), now)) {
                    found.add(order);
                }
            }
            found.sort(Collections.reverseOrder(Comparator.comparing(SimulatedOrder::orderedAt)));
            int limit = Math.min(PAGE, Integer.parseInt(request.query().getOrDefault("limit", "20")));
            int start = Math.min(found.size(), Integer.parseInt(request.query().getOrDefault("offset", "0")));
            List<Map<String, Object>> page = found.subList(start, Math.min(found.size(), start + limit)).stream()
                    .map(order -> row(order, order.at(now).orElseThrow(), now))
                    .toList();
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("results", disturbance.rows(page));
            answer.put("_meta", Map.of("count", found.size(), "limit", limit, "offset", start));
            return Reply.json(TestJson.write(answer));
        } catch (DateTimeException unreadable) {
            return Reply.json(400, "{\"error\":\"dates\"}");
        }
    }

    private static boolean isAskedFor(SimulatedOrder order, Map<String, String> query, Instant now) {
        if (query.containsKey("status_updated_start")) {
            Instant updated = Optional.ofNullable(movedAt(order, now)).orElse(order.orderedAt());
            return !updated.isBefore(time(query.get("status_updated_start")))
                    && !updated.isAfter(time(query.get("status_updated_end")));
        }
        LocalDate day = LocalDate.ofInstant(order.orderedAt(), ZONE);
        return !day.isBefore(LocalDate.parse(query.getOrDefault("date_start", ""), DAY))
                && !day.isAfter(LocalDate.parse(query.getOrDefault("date_end", ""), DAY));
    }

    private static Instant movedAt(SimulatedOrder order, Instant now) {
        Instant verdict = order.verdictAt(now);
        Instant amounts = order.amountsChangedAt(now);
        return verdict == null || (amounts != null && amounts.isAfter(verdict)) ? amounts : verdict;
    }

    private static Map<String, Object> row(SimulatedOrder order, Step step, Instant now) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("action_id", Integer.toString(90_000 + order.number()));
        row.put("advcampaign_id", order.programme());
        row.put("advcampaign_name", "Simulated");
        row.put("status", status(step.status()));
        row.put("payment", step.commission());
        row.put("cart", step.sale());
        row.put("currency", order.currency());
        row.put("click_date", TIME.format(order.orderedAt().minusSeconds(60).atZone(ZONE)));
        row.put("action_date", TIME.format(order.orderedAt().atZone(ZONE)));
        row.put("closing_date", null);
        row.put(
                "status_updated",
                movedAt(order, now) == null
                        ? null
                        : TIME.format(movedAt(order, now).atZone(ZONE)));
        row.put("processed", step.status() == Status.PENDING ? 0 : 1);
        row.put("paid", step.status() == Status.PAID ? 1 : 0);
        row.put("comment", Script.said(REASONS, step.reason()));
        row.put("subid", order.clickId() == null ? "" : order.clickId());
        row.put("order_id", order.reference());
        return row;
    }

    private static String status(Status status) {
        return switch (status) {
            case PENDING -> "pending";
            case APPROVED, PAID -> "approved";
            case DECLINED -> "declined";
            case STRANGE -> "approved_but_stalled";
        };
    }

    private static Instant time(String text) {
        return LocalDateTime.parse(text, ASKED).atZone(ZONE).toInstant();
    }
}
