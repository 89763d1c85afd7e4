package shop.pennywell.local.network;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
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

/** Tradedoubler: transactions by whole days in Stockholm, of their time or their last change, newest first, in pages of 20 by offset. */
final class TradedoublerFace implements Face {
    private static final int PAGE = 20;
    private static final ZoneId ZONE = ZoneId.of("Europe/Stockholm");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.0");
    private static final Map<String, Integer> REASONS =
            Map.of("RETURNED", 10, "CANCELLED", 14, "OUT_OF_STOCK", 9, "FRAUD", 7, "DUPLICATE_ORDER", 18, "OTHER", 99);

    private record Found(Instant asked, Map<String, Object> row) {}

    @Override
    public String name() {
        return "tradedoubler";
    }

    @Override
    public Map<String, String> throttled() {
        return Map.of("Retry-After", "1");
    }

    @Override
    public Reply answer(Request request, Instant now, List<SimulatedOrder> orders, Disturbance disturbance) {
        if (request.path().equals("/uaa/oauth/token")) {
            return Tokens.issue(request, "password", now);
        }
        if (!Tokens.isGood(request, now)) {
            return Reply.json(401, "{\"error\":\"invalid_token\"}");
        }
        if (!request.path().equals("/publisher/report/transactions")) {
            return Reply.json(404, "{}");
        }
        try {
            LocalDate from = LocalDate.parse(request.query().get("fromDate"), DateTimeFormatter.BASIC_ISO_DATE);
            LocalDate to = LocalDate.parse(request.query().get("toDate"), DateTimeFormatter.BASIC_ISO_DATE);
            boolean changed = "true".equals(request.query().get("lastModified"));
            List<Found> found = new ArrayList<>();
            for (SimulatedOrder order : orders) {
                Optional<Step> step = order.at(now);
                Instant asked = changed ? modifiedAt(order, now) : order.orderedAt();
                if (step.isPresent() && asked != null && isWithin(asked, from, to)) {
                    found.add(new Found(asked, row(order, step.get(), now)));
                }
            }
            found.sort(Collections.reverseOrder(Comparator.comparing(Found::asked)));
            return page(request, found, disturbance);
        } catch (DateTimeException | NullPointerException unreadable) {
            return Reply.json(400, "{\"code\":400,\"message\":\"dates\"}");
        }
    }

    private static Reply page(Request request, List<Found> found, Disturbance disturbance) {
        int limit = Math.min(PAGE, Integer.parseInt(request.query().getOrDefault("limit", "20")));
        int start = Math.min(found.size(), Integer.parseInt(request.query().getOrDefault("offset", "0")));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("limit", limit);
        answer.put("offset", start);
        answer.put("reportCurrencyCode", request.query().get("reportCurrencyCode"));
        answer.put(
                "items",
                disturbance.rows(found.subList(start, Math.min(found.size(), start + limit)).stream()
                        .map(Found::row)
                        .toList()));
        return Reply.json(TestJson.write(answer));
    }

    private static boolean isWithin(Instant asked, LocalDate from, LocalDate to) {
        LocalDate day = LocalDate.ofInstant(asked, ZONE);
        return !day.isBefore(from) && !day.isAfter(to);
    }

    /** Being paid is no change. */
    private static Instant modifiedAt(SimulatedOrder order, Instant now) {
        Instant verdict = order.verdictAt(now);
        Instant amounts = order.amountsChangedAt(now);
        return verdict == null || (amounts != null && amounts.isAfter(verdict)) ? amounts : verdict;
    }

    private static Map<String, Object> row(SimulatedOrder order, Step step, Instant now) {
        boolean declined = step.status() == Status.DECLINED;
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("transactionId", 99_999_000_000L + order.number());
        row.put("programId", Long.parseLong(order.programme()));
        row.put("programName", "Simulated");
        row.put("sourceId", 1_234_567);
        row.put("eventTypeId", 5);
        row.put("timeOfLastClick", local(order.orderedAt().minusSeconds(60)));
        row.put("timeOfTransaction", local(order.orderedAt()));
        row.put("timeOfLastModified", local(modifiedAt(order, now)));
        row.put("epi", order.clickId());
        row.put("leadNumber", null);
        row.put("orderNumber", order.reference());
        row.put("orderValue", step.sale());
        row.put("commission", declined ? BigDecimal.ZERO : step.commission());
        row.put("paid", step.status() == Status.PAID);
        row.put("status", status(step.status()));
        row.put("reasonId", declined ? REASONS.getOrDefault(step.reason(), 99) : 1);
        row.put("reasonName", declined ? "Denied by hand" : "Accepted manually");
        return row;
    }

    private static String status(Status status) {
        return switch (status) {
            case PENDING -> "P";
            case APPROVED, PAID -> "A";
            case DECLINED -> "D";
            case STRANGE -> "X";
        };
    }

    private static String local(Instant instant) {
        return instant == null ? null : TIME.format(instant.atZone(ZONE));
    }
}
