package shop.pennywell.local.network;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import shop.pennywell.local.network.SimulatedOrder.Line;
import shop.pennywell.local.network.SimulatedOrder.Status;
import shop.pennywell.local.network.SimulatedOrder.Step;
import shop.pennywell.local.testing.TestJson;

/**
 * Rakuten: an event for each article and for each difference to it, kept for two weeks, in pages of 20; verdicts do not show in events. What is paid
 * shows in reports: a payment for each day, with one invoice, with a line for each difference to what was paid before.
 */
final class RakutenFace implements Face {
    private static final int PAGE = 20;
    private static final Duration KEPT = Duration.ofDays(14);
    private static final DateTimeFormatter ASKED = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final DateTimeFormatter SPELLED =
            DateTimeFormatter.ofPattern("EEE MMM dd yyyy HH:mm:ss 'GMT+0000 (UTC)'", Locale.ROOT);

    /** A difference to what was there before. */
    private record Difference(SimulatedOrder order, Instant at, int number, Line line) {}

    @Override
    public String name() {
        return "rakuten";
    }

    @Override
    public Map<String, String> throttled() {
        return Map.of("Retry-After", "1");
    }

    @Override
    public Reply answer(Request request, Instant now, List<SimulatedOrder> orders, Disturbance disturbance) {
        if (request.path().equals("/token")) {
            return Tokens.issue(request, "password", now);
        }
        if (!Tokens.isGood(request, now)) {
            return Reply.json(401, "{\"error\":\"invalid_token\"}");
        }
        try {
            return switch (request.path()) {
                case "/events/1.0/transactions" -> events(request, now, orders, disturbance);
                case "/advancedreports/1.0" -> report(request.query(), now, orders, disturbance);
                default -> Reply.json(404, "{}");
            };
        } catch (DateTimeException unreadable) {
            return Reply.json(400, "{\"error\":\"dates\"}");
        }
    }

    private static Reply events(Request request, Instant now, List<SimulatedOrder> orders, Disturbance disturbance) {
        Instant from = time(request.query().get("process_date_start"));
        Instant until = time(request.query().get("process_date_end"));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (SimulatedOrder order : orders) {
            for (Difference event : differences(order, now, false)) {
                if (!event.at().isBefore(from)
                        && !event.at().isAfter(until)
                        && event.at().isAfter(now.minus(KEPT))) {
                    rows.add(event(event));
                }
            }
        }
        int start = (Integer.parseInt(request.query().getOrDefault("page", "1")) - 1) * PAGE;
        List<Map<String, Object>> page =
                rows.subList(Math.min(start, rows.size()), Math.min(start + PAGE, rows.size()));
        return Reply.json(TestJson.write(disturbance.rows(page)));
    }

    /** @param paid of what is paid, otherwise of what is sold */
    private static List<Difference> differences(SimulatedOrder order, Instant now, boolean paid) {
        List<Difference> differences = new ArrayList<>();
        List<Line> before = List.of();
        boolean everPaid = false;
        for (Step step : order.until(now)) {
            everPaid = everPaid || step.status() == Status.PAID;
            if (paid && !everPaid) {
                continue;
            }
            List<Line> after = step.status() == Status.DECLINED ? List.of() : step.lines();
            for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
                Line was = i < before.size() ? before.get(i) : null;
                Line is = i < after.size() ? after.get(i) : null;
                Line difference = difference(was, is);
                if (!difference.isGone()) {
                    differences.add(new Difference(order, step.at(), differences.size(), difference));
                }
            }
            before = after;
        }
        return differences;
    }

    private static Line difference(Line was, Line is) {
        Line named = was == null ? is : was;
        BigDecimal sale = amount(is == null ? null : is.sale()).subtract(amount(was == null ? null : was.sale()));
        BigDecimal commission =
                amount(is == null ? null : is.commission()).subtract(amount(was == null ? null : was.commission()));
        int quantity = was == null ? named.quantity() : is == null ? -named.quantity() : 0;
        return new Line(named.sku(), named.group(), quantity, sale, commission);
    }

    private static BigDecimal amount(BigDecimal amount) {
        return amount == null ? BigDecimal.ZERO : amount;
    }

    private static Map<String, Object> event(Difference event) {
        SimulatedOrder order = event.order();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("etransaction_id", "e" + order.number() + "x" + event.number());
        row.put("advertiser_id", Long.parseLong(order.programme()));
        row.put("sid", 4_567_890);
        row.put("order_id", orderId(order));
        row.put("offer_id", 1);
        row.put("sku_number", event.line().sku());
        row.put("sale_amount", event.line().sale());
        row.put("quantity", event.line().quantity());
        row.put("commissions", event.line().commission());
        row.put("transaction_date", SPELLED.format(order.orderedAt().atOffset(ZoneOffset.UTC)));
        row.put("process_date", SPELLED.format(event.at().atOffset(ZoneOffset.UTC)));
        row.put("transaction_type", "realtime");
        row.put("product_name", "Something");
        row.put("u1", order.clickId());
        row.put("currency", order.currency());
        row.put("is_event", "Y");
        return row;
    }

    private static Reply report(
            Map<String, String> query, Instant now, List<SimulatedOrder> orders, Disturbance disturbance) {
        if (!query.getOrDefault("token", "").startsWith(NetworkSimulator.credential("securityToken"))) {
            return Reply.json(403, "{}");
        }
        List<Difference> paid = new ArrayList<>();
        orders.forEach(order -> paid.addAll(differences(order, now, true)));
        return switch (query.getOrDefault("reportid", "")) {
            case "1" -> payments(query, paid);
            case "22" ->
                csv("Invoice Date,Advertiser ID,Advertiser,Invoice Number,Payment Amount\n\"" + query.get("payid")
                        + "\",1,\"Shop, Inc.\",7" + query.get("payid") + ",0.00\n");
            case "23" -> lines(query.get("invoiceid"), paid, disturbance);
            default -> Reply.json(400, "{}");
        };
    }

    private static Reply payments(Map<String, String> query, List<Difference> paid) {
        LocalDate from = LocalDate.parse(query.get("bdate"), DAY);
        LocalDate until = LocalDate.parse(query.get("edate"), DAY);
        TreeSet<String> days = new TreeSet<>();
        paid.stream()
                .map(line -> LocalDate.ofInstant(line.at(), ZoneOffset.UTC))
                .filter(day -> !day.isBefore(from) && !day.isAfter(until))
                .forEach(day -> days.add(DAY.format(day)));
        StringBuilder csv =
                new StringBuilder("Payment ID,Date,Currency Code,Total Commission Amount Paid,Payment Status\n");
        days.forEach(day -> csv.append(day).append(",x,EUR,0.00,Paid\n"));
        return csv(csv.toString());
    }

    private static Reply lines(String invoice, List<Difference> paid, Disturbance disturbance) {
        StringBuilder csv = new StringBuilder(
                "Date,Time,Advertiser ID,Advertiser,Order ID,SKU #,Product Name,Items,Sales,"
                        + "Baseline Commission,Adjusted Commission,Actual Commission,Transaction Payment Status,Reason\r\n");
        List<Difference> ofInvoice = new ArrayList<>(paid.stream()
                .filter(line -> invoice.equals("7" + DAY.format(LocalDate.ofInstant(line.at(), ZoneOffset.UTC))))
                .sorted(Comparator.comparing((Difference line) -> line.order().number()))
                .toList());
        for (Difference line : disturbance.shuffled(ofInvoice)) {
            csv.append(String.join(
                            ",",
                            ASKED.format(line.order().orderedAt().atOffset(ZoneOffset.UTC))
                                    .replace(' ', ','),
                            line.order().programme(),
                            "\"Shop, Inc.\"",
                            orderId(line.order()),
                            line.line().sku(),
                            "\"A \"\"thing\"\"\"",
                            Integer.toString(line.line().quantity()),
                            line.line().sale().toPlainString(),
                            line.line().commission().toPlainString(),
                            line.line().commission().toPlainString(),
                            line.line().commission().toPlainString(),
                            "Paid",
                            ""))
                    .append("\r\n");
        }
        return csv(csv.toString());
    }

    private static String orderId(SimulatedOrder order) {
        return order.reference() == null ? "R" + order.number() : order.reference();
    }

    private static Reply csv(String text) {
        return new Reply(200, "text/csv", text);
    }

    private static Instant time(String text) {
        return LocalDateTime.parse(text == null ? "" : text, ASKED).toInstant(ZoneOffset.UTC);
    }
}
