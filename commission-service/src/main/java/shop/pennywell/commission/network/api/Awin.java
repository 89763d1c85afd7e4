package shop.pennywell.commission.network.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import shop.pennywell.commission.NetworkName;

/**
 * Awin: one record per transaction, which changes. At most 31 days at once (we ask for less, since one of
 * them may have 25 hours) and no pages; 20 calls a minute for a user, whichever publisher
 * they are for. Times have no offset and are in the zone that we ask for, of which Awin knows a few. "Paid" is a flag beside the status.
 */
final class Awin implements Network {
    private static final Access ACCESS = new Access(
            NetworkName.AWIN,
            "https://api.awin.com",
            List.of("publisherId", "token"),
            "token",
            20,
            Duration.ofDays(30),
            ZoneId.of("UTC"),
            "id");

    private static final Set<String> ZONES = Set.of(
            "UTC",
            "Europe/Berlin",
            "Europe/Paris",
            "Europe/London",
            "Europe/Dublin",
            "Canada/Eastern",
            "Canada/Central",
            "Canada/Mountain",
            "Canada/Pacific",
            "US/Eastern",
            "US/Central",
            "US/Mountain",
            "US/Pacific");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");
    /** What of a change Awin can be asked by; the second is asked after the first. */
    private static final String VALIDATION = "validation";

    private static final String AMENDMENT = "amendment";

    @Override
    public Access access() {
        return ACCESS;
    }

    @Override
    public void check(Terms terms) {
        if (!ZONES.contains(terms.zone().getId())) {
            throw new IllegalArgumentException(
                    "Awin knows only the zones " + ZONES.stream().sorted().toList());
        }
    }

    @Override
    public RawPage pull(Session session, Slice slice, String page) throws NetworkFailure {
        String dateType =
                switch (slice.window()) {
                    case NEW, SWEEP -> "transaction";
                    case CHANGED -> page == null ? VALIDATION : page;
                };
        ZoneId zone = session.terms().zone();
        Map<String, String> query = new LinkedHashMap<>();
        query.put("startDate", local(slice.from(), zone));
        query.put("endDate", local(slice.until(), zone));
        query.put("timezone", zone.getId());
        query.put("dateType", dateType);
        JsonNode answer = session.get(
                "/publishers/" + Session.encoded(session.credential("publisherId")) + "/transactions/",
                query,
                "Bearer " + session.credential("token"));
        return new RawPage(RawPage.rows(answer, "transactions"), dateType.equals(VALIDATION) ? AMENDMENT : null);
    }

    @Override
    public NetworkRecord read(JsonNode payload, Terms terms) {
        Row row = Row.of(payload);
        String id = row.required("id");
        Row sale = row.at("saleAmount");
        Row commission = row.at("commissionAmount");
        String rawStatus = row.required("commissionStatus");
        String rawReason = row.words("declineReason") == null ? row.words("amendReason") : row.words("declineReason");
        Instant changedAt = row.time("validationDate", terms.zone());
        return new NetworkRecord(
                id,
                id,
                NetworkRecord.Kind.SALE,
                row.required("advertiserId"),
                row.at("clickRefs").clickId("clickRef"),
                row.text("orderRef"),
                rawStatus,
                status(rawStatus, row.flag("paidToPublisher")),
                rawReason,
                Reasons.of(rawReason),
                sale.currency("currency"),
                sale.requiredDecimal("amount"),
                commission.currency("currency"),
                commission.requiredDecimal("amount"),
                row.requiredTime("transactionDate", terms.zone()),
                row.time("clickDate", terms.zone()),
                changedAt,
                parts(row));
    }

    private static RecordStatus status(String raw, boolean paid) {
        return switch (raw) {
            case "pending" -> RecordStatus.PENDING;
            case "approved" -> paid ? RecordStatus.PAID : RecordStatus.APPROVED;
            case "declined", "deleted" -> RecordStatus.DECLINED;
            default -> RecordStatus.OTHER;
        };
    }

    private static List<NetworkRecord.Part> parts(Row row) {
        List<NetworkRecord.Part> parts = new ArrayList<>();
        for (Row part : row.rows("transactionParts")) {
            String group = part.text("commissionGroupCode");
            parts.add(new NetworkRecord.Part(
                    group == null ? "ORDER" : group,
                    part.words("commissionGroupName"),
                    group,
                    1,
                    part.requiredDecimal("amount"),
                    part.requiredDecimal("commissionAmount")));
        }
        return parts;
    }

    private static String local(Instant instant, ZoneId zone) {
        return TIME.format(instant.atZone(zone));
    }
}
