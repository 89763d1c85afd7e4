package shop.pennywell.commission.network.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import shop.pennywell.commission.NetworkName;
import shop.pennywell.commission.network.api.NetworkFailure.Kind;

/**
 * Partnerize: one conversion per order, which changes, with a status on every item: a conversion of which some items are approved and others
 * are not is {@code mixed}. What is rejected is gone from the order. Amounts have four decimals. An item is paid when the self-bill that it is
 * on has a date of payment; bills are looked up beside each page.
 */
final class Partnerize implements Network {
    private static final Access ACCESS = new Access(
            NetworkName.PARTNERIZE,
            "https://api.partnerize.com",
            List.of("publisherId", "applicationKey", "userApiKey"),
            "userApiKey",
            60,
            Duration.ofDays(31),
            ZoneId.of("UTC"),
            "conversion_id");

    private static final int PAGE = 100;
    /** Where the adapter keeps, within a conversion, when each of its bills was paid. */
    private static final String PAID = "selfbills_paid";

    @Override
    public Access access() {
        return ACCESS;
    }

    @Override
    public RawPage pull(Session session, Slice slice, String page) throws NetworkFailure {
        int offset = page == null ? 0 : Integer.parseInt(page);
        Map<String, String> query = new LinkedHashMap<>();
        query.put("start_date", utc(slice.from()));
        query.put("end_date", utc(slice.until()));
        query.put("timezone", session.terms().zone().getId());
        query.put("date_type", slice.window() == PollWindow.CHANGED ? "last_updated" : "standard");
        query.put("limit", Integer.toString(PAGE));
        query.put("offset", Integer.toString(offset));
        JsonNode answer = get(
                session,
                "/reporting/report_publisher/publisher/" + Session.encoded(session.credential("publisherId"))
                        + "/conversion.json",
                query);
        JsonNode conversions = answer.path("conversions");
        // Some accounts have the list one level deeper.
        JsonNode list = conversions.path("conversion").isArray() ? conversions.path("conversion") : conversions;
        List<JsonNode> rows = RawPage.rows(list, "conversions");
        rows.replaceAll(row -> row.path("conversion_data").isObject() ? row.path("conversion_data") : row);
        addPayments(session, rows);
        return RawPage.byOffset(rows, offset, PAGE, answer.path("limit"));
    }

    private static void addPayments(Session session, List<JsonNode> rows) throws NetworkFailure {
        Map<String, String> paid = new HashMap<>();
        for (JsonNode row : rows) {
            if (!(row instanceof ObjectNode conversion)) {
                continue;
            }
            for (JsonNode item : row.path("conversion_items")) {
                String bill = Row.id(item, "publisher_self_bill_id").orElse(null);
                if (bill != null) {
                    if (!paid.containsKey(bill)) {
                        paid.put(bill, paidAt(session, bill));
                    }
                    conversion.withObject("/" + PAID).put(bill, paid.get(bill));
                }
            }
        }
    }

    /** When a bill was paid; null if it was not. */
    private static String paidAt(Session session, String bill) throws NetworkFailure {
        try {
            JsonNode answer = get(
                    session,
                    "/user/publisher/" + Session.encoded(session.credential("publisherId")) + "/selfbill/"
                            + Session.encoded(bill) + ".json",
                    Map.of());
            return answer.path("selfbill").path("payment_date").asText(null);
        } catch (NetworkFailure failure) {
            if (failure.kind() == Kind.NOT_FOUND) {
                return null;
            }
            throw failure;
        }
    }

    private static JsonNode get(Session session, String path, Map<String, String> query) throws NetworkFailure {
        return session.get(
                path, query, Session.basic(session.credential("applicationKey"), session.credential("userApiKey")));
    }

    @Override
    public NetworkRecord read(JsonNode payload, Terms terms) {
        Row row = Row.of(payload);
        String id = row.required("conversion_id");
        List<Row> items = row.rows("conversion_items");
        Row value = payload.path("conversion_value").isObject() ? row.at("conversion_value") : row;
        String rawStatus = value.required("conversion_status");
        List<Row> live = items.stream().filter(item -> !isRejected(item)).toList();
        String currency = row.currency("currency");
        String rawReason = items.isEmpty()
                ? row.words("reject_reason")
                : items.stream()
                        .map(item -> item.words("reject_reason"))
                        .filter(words -> words != null)
                        .findFirst()
                        .orElse(null);
        Instant orderedAt = row.time("conversion_time", terms.zone());
        return new NetworkRecord(
                id,
                id,
                NetworkRecord.Kind.SALE,
                row.required("campaign_id"),
                row.clickId("publisher_reference"),
                row.text("conversion_reference"),
                rawStatus,
                items.isEmpty() ? status(rawStatus) : status(items, row.at(PAID), terms),
                rawReason,
                Reasons.of(rawReason),
                currency,
                items.isEmpty() ? value.requiredDecimal("value") : sum(live.isEmpty() ? items : live, "item_value"),
                currency,
                items.isEmpty()
                        ? value.requiredDecimal("publisher_commission")
                        : sum(live.isEmpty() ? items : live, "item_publisher_commission"),
                orderedAt == null ? row.requiredTime("conversion_date_time", terms.zone()) : orderedAt,
                row.at("click").time("set_time", terms.zone()),
                row.time("last_modified", terms.zone()),
                parts(live));
    }

    private static boolean isRejected(Row item) {
        return "rejected".equals(item.required("item_status"));
    }

    private static RecordStatus status(String raw) {
        return switch (raw) {
            case "pending" -> RecordStatus.PENDING;
            case "approved" -> RecordStatus.APPROVED;
            case "rejected" -> RecordStatus.DECLINED;
            default -> RecordStatus.OTHER;
        };
    }

    /** As far as the item that is least far, those that are rejected left out. */
    private static RecordStatus status(List<Row> items, Row paid, Terms terms) {
        RecordStatus least = RecordStatus.DECLINED;
        for (Row item : items) {
            RecordStatus status = status(item.required("item_status"));
            String bill = item.text("publisher_self_bill_id");
            if (status == RecordStatus.APPROVED && bill != null && paid.time(bill, terms.zone()) != null) {
                status = RecordStatus.PAID;
            }
            if (status == RecordStatus.OTHER) {
                return status;
            }
            boolean less = least == RecordStatus.DECLINED
                    || status == RecordStatus.PENDING
                    || (status == RecordStatus.APPROVED && least == RecordStatus.PAID);
            if (status != RecordStatus.DECLINED && less) {
                least = status;
            }
        }
        return least;
    }

    private static BigDecimal sum(List<Row> items, String field) {
        return items.stream().map(item -> item.requiredDecimal(field)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static List<NetworkRecord.Part> parts(List<Row> live) {
        List<NetworkRecord.Part> parts = new ArrayList<>();
        for (Row item : live) {
            parts.add(new NetworkRecord.Part(
                    item.text("sku") == null ? item.required("conversion_item_id") : item.text("sku"),
                    item.words("category"),
                    null,
                    1,
                    item.requiredDecimal("item_value"),
                    item.requiredDecimal("item_publisher_commission")));
        }
        return parts;
    }

    private static String utc(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
