package shop.pennywell.local.network;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import shop.pennywell.local.network.SimulatedOrder.Status;
import shop.pennywell.local.network.SimulatedOrder.Step;
import shop.pennywell.local.testing.TestJson;

/**
 * impact.com: actions by the date of their event, one action, and the log of changes by the date of the change; newest first, at most 45 days, in
 * pages of 20 whatever is asked for. That an action has cleared shows in the action and not in the log.
 */
final class ImpactFace implements Face {
    private static final int PAGE = 20;
    private static final Pattern PATH = Pattern.compile("/Mediapartners/\\d+/(Actions|ActionUpdates)(?:/([\\d.]+))?");
    private static final Map<String, String> REASONS = Map.of(
            "RETURNED", "ITEM_RETURNED",
            "CANCELLED", "ORDER_ERROR",
            "OUT_OF_STOCK", "ITEM_OUT_OF_STOCK",
            "FRAUD", "CONS_FRAUD",
            "OTHER", "OTHER");

    @Override
    public String name() {
        return "impact";
    }

    @Override
    public Map<String, String> throttled() {
        return Map.of("X-RateLimit-Limit", "1000", "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "2");
    }

    @Override
    public Reply answer(Request request, Instant now, List<SimulatedOrder> orders, Disturbance disturbance) {
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            return error(404, "no such resource");
        }
        if (!NetworkSimulator.isBasic(request, "[0-9]+", "authToken")) {
            return error(403, "not allowed");
        }
        if (path.group(2) != null) {
            return orders.stream()
                    .filter(order -> id(order).equals(path.group(2)))
                    .flatMap(order -> order.at(now).map(step -> action(order, step)).stream())
                    .findFirst()
                    .map(action -> Reply.json(TestJson.write(action)))
                    .orElse(error(404, "no such action"));
        }
        try {
            boolean log = path.group(1).equals("ActionUpdates");
            Instant from = Instant.parse(request.query().get(log ? "StartDate" : "ActionDateStart"));
            Instant until = Instant.parse(request.query().get(log ? "EndDate" : "ActionDateEnd"));
            if (Duration.between(from, until).compareTo(Duration.ofDays(45)) > 0) {
                return error(400, "at most 45 days");
            }
            List<Map<String, Object>> rows =
                    log ? updates(orders, from, until, now) : actions(orders, from, until, now);
            return page(request, path.group(1), rows, disturbance);
        } catch (DateTimeException | NullPointerException unreadable) {
            return error(400, "dates");
        }
    }

    private static Reply page(Request request, String name, List<Map<String, Object>> rows, Disturbance disturbance) {
        int size = Math.min(PAGE, Integer.parseInt(request.query().getOrDefault("PageSize", "20")));
        int number = Integer.parseInt(request.query().getOrDefault("Page", "1"));
        int start = Math.min(rows.size(), (number - 1) * size);
        int end = Math.min(rows.size(), start + size);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("@page", Integer.toString(number));
        answer.put("@pagesize", Integer.toString(size));
        answer.put("@nextpageuri", end < rows.size() ? request.path() + "?Page=" + (number + 1) : "");
        answer.put(name, disturbance.rows(rows.subList(start, end)));
        return Reply.json(TestJson.write(answer));
    }

    private static List<Map<String, Object>> actions(
            List<SimulatedOrder> orders, Instant from, Instant until, Instant now) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (SimulatedOrder order : newestFirst(orders)) {
            Optional<Step> step = order.at(now);
            if (step.isPresent()
                    && !order.orderedAt().isBefore(from)
                    && !order.orderedAt().isAfter(until)) {
                rows.add(action(order, step.get()));
            }
        }
        return rows;
    }

    private static List<Map<String, Object>> updates(
            List<SimulatedOrder> orders, Instant from, Instant until, Instant now) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (SimulatedOrder order : newestFirst(orders)) {
            List<Step> steps = order.until(now);
            for (int i = steps.size() - 1; i >= 0; i--) {
                Step step = steps.get(i);
                boolean told = step.status() != Status.PAID
                        || (i > 0 && !step.lines().equals(steps.get(i - 1).lines()));
                if (told && !step.at().isBefore(from) && !step.at().isAfter(until)) {
                    rows.add(update(order, step, i));
                }
            }
        }
        return rows;
    }

    private static List<SimulatedOrder> newestFirst(List<SimulatedOrder> orders) {
        List<SimulatedOrder> sorted = new ArrayList<>(orders);
        sorted.sort(Collections.reverseOrder(Comparator.comparing(SimulatedOrder::orderedAt)));
        return sorted;
    }

    private static Map<String, Object> action(SimulatedOrder order, Step step) {
        boolean declined = step.status() == Status.DECLINED;
        Map<String, Object> action = new LinkedHashMap<>();
        action.put("Id", id(order));
        action.put("CampaignId", order.programme());
        action.put("CampaignName", "Simulated");
        action.put("ActionTrackerId", "2240");
        action.put("State", state(step.status()));
        action.put("Payout", declined ? "0.00" : step.commission().toPlainString());
        action.put("Amount", declined ? "0.00" : step.sale().toPlainString());
        action.put("Currency", order.currency());
        action.put(
                "EventDate", order.orderedAt().atOffset(ZoneOffset.ofHours(-7)).toString());
        action.put("LockingDate", "");
        action.put("ClearedDate", step.status() == Status.PAID ? step.at().toString() : "");
        action.put("Oid", order.reference() == null ? "" : order.reference());
        action.put("SubId1", order.clickId() == null ? "" : order.clickId());
        action.put("SubId2", "");
        action.put("ReferringDate", order.orderedAt().minusSeconds(60).toString());
        return action;
    }

    private static Map<String, Object> update(SimulatedOrder order, Step step, int number) {
        Map<String, Object> update = new LinkedHashMap<>();
        update.put("Id", id(order) + "." + number);
        update.put("ActionId", id(order));
        update.put("CampaignId", order.programme());
        update.put("State", state(step.status()));
        update.put("StateDetail", step.status() == Status.DECLINED ? Script.said(REASONS, step.reason()) : "");
        update.put("DeltaPayout", "0.00");
        update.put("DeltaAmount", "0.00");
        update.put("Currency", order.currency());
        update.put("UpdateDate", step.at().toString());
        update.put("ActionDate", order.orderedAt().toString());
        update.put("Oid", order.reference() == null ? "" : order.reference());
        update.put("SubId1", order.clickId() == null ? "" : order.clickId());
        return update;
    }

    private static String id(SimulatedOrder order) {
        return "1000.4636." + order.number();
    }

    private static String state(Status status) {
        return switch (status) {
            case PENDING -> "PENDING";
            case APPROVED, PAID -> "APPROVED";
            case DECLINED -> "REVERSED";
            case STRANGE -> "FROZEN";
        };
    }

    private static Reply error(int status, String message) {
        return Reply.json(status, "{\"Status\":\"ERROR\",\"Message\":\"" + message + "\"}");
    }
}
