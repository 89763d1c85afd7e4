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
import shop.pennywell.commission.network.api.NetworkFailure.Kind;
import shop.pennywell.commission.transaction.Reason;

/**
 * Tradedoubler: one record per transaction, which changes. It is asked for whole days, in pages of at most 100 by offset, the newest first, so that
 * what moves while we turn pages comes twice rather than not at all. Times have no offset; amounts are in the currency that we ask for. {@code paid}
 * is a flag beside the status.
 */
final class Tradedoubler implements Network {
    private static final Access ACCESS = new Access(
            NetworkName.TRADEDOUBLER,
            "https://connect.tradedoubler.com",
            List.of("sourceId", "clientId", "clientSecret", "username", "password"),
            "clientId",
            30,
            Duration.ofDays(31),
            ZoneId.of("Europe/Stockholm"),
            "transactionId");

    private static final int PAGE = 100;
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final Map<String, Reason> REASONS = Map.of(
            "6", Reason.INVALID_CUSTOMER_DATA,
            "7", Reason.FRAUD,
            "8", Reason.OTHER_SOURCE,
            "9", Reason.OUT_OF_STOCK,
            "10", Reason.RETURNED,
            "13", Reason.TERMS_NOT_MET,
            "14", Reason.CANCELLED,
            "18", Reason.DUPLICATE_ORDER,
            "19", Reason.VOUCHER_NOT_ALLOWED);

    @Override
    public Access access() {
        return ACCESS;
    }

    @Override
    public RawPage pull(Session session, Slice slice, String page) throws NetworkFailure {
        int offset = page == null ? 0 : Integer.parseInt(page);
        boolean changed = slice.window() == PollWindow.CHANGED;
        ZoneId zone = session.terms().zone();
        Map<String, String> query = new LinkedHashMap<>();
        query.put("sourceId", session.credential("sourceId"));
        query.put("fromDate", DAY.format(slice.from().atZone(zone)));
        query.put("toDate", DAY.format(slice.until().atZone(zone)));
        if (changed) {
            query.put("lastModified", "true");
        }
        query.put("reportCurrencyCode", session.terms().currency());
        query.put("sortBy", changed ? "timeOfLastModified" : "timeOfTransaction");
        query.put("sortOrder", "desc");
        query.put("offset", Integer.toString(offset));
        query.put("limit", Integer.toString(PAGE));
        JsonNode answer = session.getWithToken(
                new Session.TokenRequest(
                        "/uaa/oauth/token",
                        session.credential("clientId"),
                        session.credential("clientSecret"),
                        Map.of(
                                "grant_type",
                                "password",
                                "username",
                                session.credential("username"),
                                "password",
                                session.credential("password"))),
                "/publisher/report/transactions",
                query);
        String currency =
                answer.path("reportCurrencyCode").asText(session.terms().currency());
        if (!currency.equals(session.terms().currency())) {
            throw new NetworkFailure(Kind.UNREADABLE, "the report is in another currency than was asked for");
        }
        return RawPage.byOffset(RawPage.rows(answer.path("items"), "items"), offset, PAGE, answer.path("limit"));
    }

    @Override
    public NetworkRecord read(JsonNode payload, Terms terms) {
        Row row = Row.of(payload);
        String id = row.required("transactionId");
        String rawStatus = row.required("status");
        RecordStatus status = status(rawStatus, row.flag("paid"));
        String rawReason = status == RecordStatus.DECLINED ? row.words("reasonName") : null;
        BigDecimal sale = row.decimal("orderValue");
        return new NetworkRecord(
                id,
                id,
                NetworkRecord.Kind.SALE,
                row.required("programId"),
                row.clickId("epi"),
                row.text("orderNumber") == null ? row.text("leadNumber") : row.text("orderNumber"),
                rawStatus,
                status,
                rawReason,
                status == RecordStatus.DECLINED ? reason(row.text("reasonId"), rawReason) : null,
                terms.currency(),
                sale == null ? BigDecimal.ZERO : sale,
                terms.currency(),
                row.requiredDecimal("commission"),
                row.requiredTime("timeOfTransaction", terms.zone()),
                row.time("timeOfLastClick", terms.zone()),
                row.time("timeOfLastModified", terms.zone()),
                List.of());
    }

    private static RecordStatus status(String raw, boolean paid) {
        return switch (raw) {
            case "P" -> RecordStatus.PENDING;
            case "A" -> paid ? RecordStatus.PAID : RecordStatus.APPROVED;
            case "D" -> RecordStatus.DECLINED;
            default -> RecordStatus.OTHER;
        };
    }

    private static Reason reason(String id, String words) {
        Reason known = id == null ? null : REASONS.get(id);
        return known == null ? Reasons.of(words) : known;
    }
}
