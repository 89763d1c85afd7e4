package shop.pennywell.commission.network.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import shop.pennywell.commission.NetworkName;

/**
 * Admitad: one record per action, which changes. Dates go in as day.month.year and come out as year-month-day, without an offset; pages have at
 * most 500 rows by offset, the newest first. {@code paid} is a flag beside the status.
 */
final class Admitad implements Network {
    private static final Access ACCESS = new Access(
            NetworkName.ADMITAD,
            "https://api.admitad.com",
            List.of("websiteId", "clientId", "clientSecret"),
            "clientId",
            30,
            Duration.ofDays(31),
            ZoneId.of("Europe/Moscow"),
            "action_id");

    private static final int PAGE = 500;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm:ss");

    @Override
    public Access access() {
        return ACCESS;
    }

    @Override
    public RawPage pull(Session session, Slice slice, String page) throws NetworkFailure {
        int offset = page == null ? 0 : Integer.parseInt(page);
        ZoneId zone = session.terms().zone();
        Map<String, String> query = new LinkedHashMap<>();
        query.put("website", session.credential("websiteId"));
        if (slice.window() == PollWindow.CHANGED) {
            query.put("status_updated_start", TIME.format(slice.from().atZone(zone)));
            query.put("status_updated_end", TIME.format(slice.until().atZone(zone)));
        } else {
            query.put("date_start", DAY.format(slice.from().atZone(zone)));
            query.put("date_end", DAY.format(slice.until().atZone(zone)));
        }
        query.put("order_by", "-datetime");
        query.put("limit", Integer.toString(PAGE));
        query.put("offset", Integer.toString(offset));
        JsonNode answer = session.getWithToken(
                new Session.TokenRequest(
                        "/token/",
                        session.credential("clientId"),
                        session.credential("clientSecret"),
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                session.credential("clientId"),
                                "scope",
                                "statistics")),
                "/statistics/actions/",
                query);
        List<JsonNode> rows = RawPage.rows(answer.path("results"), "results");
        return RawPage.byOffset(rows, offset, PAGE, answer.path("_meta").path("limit"));
    }

    @Override
    public NetworkRecord read(JsonNode payload, Terms terms) {
        Row row = Row.of(payload);
        String id = row.required("action_id");
        String rawStatus = row.required("status");
        RecordStatus status = status(rawStatus, row.flag("paid"));
        String rawReason = status == RecordStatus.DECLINED ? row.words("comment") : null;
        String currency = row.currency("currency");
        BigDecimal cart = row.decimal("cart");
        return new NetworkRecord(
                id,
                id,
                NetworkRecord.Kind.SALE,
                row.required("advcampaign_id"),
                row.clickId("subid"),
                row.text("order_id"),
                rawStatus,
                status,
                rawReason,
                Reasons.of(rawReason),
                currency,
                cart == null ? BigDecimal.ZERO : cart,
                currency,
                row.requiredDecimal("payment"),
                row.requiredTime("action_date", terms.zone()),
                row.time("click_date", terms.zone()),
                row.time("status_updated", terms.zone()),
                List.of());
    }

    private static RecordStatus status(String raw, boolean paid) {
        return switch (raw) {
            case "pending" -> RecordStatus.PENDING;
            case "approved" -> paid ? RecordStatus.PAID : RecordStatus.APPROVED;
            case "declined" -> RecordStatus.DECLINED;
            default -> RecordStatus.OTHER;
        };
    }
}
