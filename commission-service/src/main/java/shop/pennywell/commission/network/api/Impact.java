package shop.pennywell.commission.network.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import shop.pennywell.commission.NetworkName;
import shop.pennywell.commission.network.api.NetworkFailure.Kind;
import shop.pennywell.commission.transaction.Reason;

/**
 * impact.com: one action per order, which changes, and a log of its changes. The actions are the truth; the log says which of them to look at again,
 * since a change of state moves no date that actions can be asked by, and why they changed. Money is text, {@code ClearedDate} says that an
 * action is paid. Pages are numbered: the address of the next page that it offers is not followed, only counted. Wide questions end in storms of
 * 502, so a slice has 30 days.
 */
final class Impact implements Network {
    private static final Access ACCESS = new Access(
            NetworkName.IMPACT,
            "https://api.impact.com",
            List.of("accountSid", "authToken"),
            "accountSid",
            60,
            Duration.ofDays(30),
            ZoneId.of("UTC"),
            "Id");

    private static final Logger LOG = Logger.getLogger(Impact.class);
    private static final int PAGE = 1_000;
    /** Each page of the log costs as many more calls. */
    private static final int LOG_PAGE = 20;

    private static final Map<String, Reason> REASONS = Map.ofEntries(
            Map.entry("ITEM_RETURNED", Reason.RETURNED),
            Map.entry("ITEM_OUT_OF_STOCK", Reason.OUT_OF_STOCK),
            Map.entry("ORDER_ERROR", Reason.CANCELLED),
            Map.entry("ORDER_UPDATE", Reason.OTHER),
            Map.entry("CONS_FRAUD", Reason.FRAUD),
            Map.entry("CONS_INFO_INVALID", Reason.INVALID_CUSTOMER_DATA),
            Map.entry("CONS_ERROR", Reason.INVALID_CUSTOMER_DATA),
            Map.entry("CREDITED_DIFFERENT_MP", Reason.OTHER_SOURCE),
            Map.entry("NOT_COMPLIANCE_TERMS", Reason.TERMS_NOT_MET),
            Map.entry("TEST_ACTION", Reason.TEST_ORDER),
            Map.entry("OTHER", Reason.OTHER));

    @Override
    public Access access() {
        return ACCESS;
    }

    @Override
    public RawPage pull(Session session, Slice slice, String page) throws NetworkFailure {
        int number = page == null ? 1 : Integer.parseInt(page);
        Map<String, String> query = new LinkedHashMap<>();
        if (slice.window() == PollWindow.CHANGED) {
            query.put("StartDate", utc(slice.from()));
            query.put("EndDate", utc(slice.until()));
            query.put("PageSize", Integer.toString(LOG_PAGE));
            query.put("Page", Integer.toString(number));
            JsonNode log = get(session, "/ActionUpdates", query);
            List<JsonNode> rows = RawPage.rows(log.path("ActionUpdates"), "ActionUpdates");
            String next = next(log, rows.size(), LOG_PAGE, number);
            rows.addAll(actions(session, rows));
            return new RawPage(rows, next);
        }
        query.put("ActionDateStart", utc(slice.from()));
        query.put("ActionDateEnd", utc(slice.until()));
        query.put("PageSize", Integer.toString(PAGE));
        query.put("Page", Integer.toString(number));
        JsonNode answer = get(session, "/Actions", query);
        List<JsonNode> rows = RawPage.rows(answer.path("Actions"), "Actions");
        return new RawPage(rows, next(answer, rows.size(), PAGE, number));
    }

    /** The actions that a page of the log is about, as they are now. */
    private static List<JsonNode> actions(Session session, List<JsonNode> log) throws NetworkFailure {
        Set<String> ids = new LinkedHashSet<>();
        log.forEach(update -> Row.id(update, "ActionId").ifPresent(ids::add));
        List<JsonNode> actions = new ArrayList<>();
        for (String id : ids) {
            try {
                actions.add(get(session, "/Actions/" + Session.encoded(id), Map.of()));
            } catch (NetworkFailure failure) {
                if (failure.kind() != Kind.NOT_FOUND) {
                    throw failure;
                }
                LOG.warnf("impact.com tells of a change of action %s, which it does not have", id);
            }
        }
        return actions;
    }

    private static JsonNode get(Session session, String path, Map<String, String> query) throws NetworkFailure {
        return session.get(
                "/Mediapartners/" + Session.encoded(session.credential("accountSid")) + path,
                query,
                Session.basic(session.credential("accountSid"), session.credential("authToken")));
    }

    /** It says that there is more by an address, by a count of pages, or not at all. */
    private static String next(JsonNode answer, int rows, int asked, int number) {
        boolean more;
        if (answer.has("@nextpageuri")) {
            more = !answer.path("@nextpageuri").asText("").isBlank();
        } else if (answer.has("@numpages")) {
            more = answer.path("@numpages").asInt() > number;
        } else {
            more = rows >= asked;
        }
        return more ? Integer.toString(number + 1) : null;
    }

    @Override
    public NetworkRecord read(JsonNode payload, Terms terms) {
        Row row = Row.of(payload);
        return payload.has("ActionId") ? readUpdate(row, terms) : readAction(row, terms);
    }

    private static NetworkRecord readAction(Row row, Terms terms) {
        String id = row.required("Id");
        String rawStatus = row.required("State");
        String currency = row.currency("Currency");
        BigDecimal amount = row.decimal("Amount") == null ? row.decimal("IntendedAmount") : row.decimal("Amount");
        return new NetworkRecord(
                id,
                id,
                NetworkRecord.Kind.SALE,
                row.required("CampaignId"),
                row.clickId("SubId1"),
                row.text("Oid"),
                rawStatus,
                status(rawStatus, row.time("ClearedDate", terms.zone())),
                null,
                null,
                currency,
                amount == null ? BigDecimal.ZERO : amount,
                currency,
                row.requiredDecimal("Payout"),
                row.requiredTime("EventDate", terms.zone()),
                row.time("ReferringDate", terms.zone()),
                null,
                List.of());
    }

    /** Not counted: it only says why. */
    private static NetworkRecord readUpdate(Row row, Terms terms) {
        String words =
                row.words("StateDetail") == null ? row.words("StateDetailDescription") : row.words("StateDetail");
        String rawStatus = row.required("State");
        boolean reversed = rawStatus.equals("REVERSED");
        return new NetworkRecord(
                row.required("Id"),
                row.required("ActionId"),
                NetworkRecord.Kind.NOTE,
                row.required("CampaignId"),
                row.clickId("SubId1"),
                row.text("Oid"),
                rawStatus,
                status(rawStatus, null),
                reversed ? words : null,
                reversed ? reason(words) : null,
                row.currency("Currency"),
                BigDecimal.ZERO,
                row.currency("Currency"),
                BigDecimal.ZERO,
                row.time("ActionDate", terms.zone()),
                null,
                row.time("UpdateDate", terms.zone()),
                List.of());
    }

    private static RecordStatus status(String raw, Instant clearedAt) {
        return switch (raw) {
            case "PENDING" -> RecordStatus.PENDING;
            case "APPROVED", "LOCKED" -> clearedAt == null ? RecordStatus.APPROVED : RecordStatus.PAID;
            case "PAID" -> RecordStatus.PAID;
            case "REVERSED" -> RecordStatus.DECLINED;
            default -> RecordStatus.OTHER;
        };
    }

    private static Reason reason(String words) {
        return words != null && REASONS.containsKey(words) ? REASONS.get(words) : Reasons.of(words);
    }

    private static String utc(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
