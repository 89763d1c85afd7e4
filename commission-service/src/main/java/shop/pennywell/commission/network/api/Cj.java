package shop.pennywell.commission.network.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import shop.pennywell.commission.NetworkName;
import shop.pennywell.commission.network.api.NetworkFailure.Kind;
import shop.pennywell.commission.transaction.Reason;

/**
 * CJ: GraphQL. An order is the sum of its commissions: a correction is another one, and a cancellation two. {@code LOCKED} is final, {@code CLOSED} is
 * settled with us, not declined; that a commission got that far shows in the commission itself. Amounts are texts in our own currency, which the
 * answer leaves unsaid. An answer with status 200 may hold nothing but errors.
 */
final class Cj implements Network {
    private static final Access ACCESS = new Access(
            NetworkName.CJ,
            "https://commissions.api.cj.com",
            List.of("companyId", "token"),
            "token",
            25,
            Duration.ofDays(31),
            ZoneId.of("UTC"),
            "commissionId");

    private static final String FIELDS = "commissionId original originalActionId actionStatus validationStatus"
            + " correctionReason actionType actionTrackerId advertiserId orderId shopperId coupon clickDate eventDate"
            + " postingDate lockingDate saleAmountPubCurrency pubCommissionAmountPubCurrency"
            + " items{sku quantity perItemSaleAmountPubCurrency totalCommissionPubCurrency}";

    private static final Map<String, Reason> REASONS = Map.of(
            "RETURNED_MERCHANDISE", Reason.RETURNED,
            "BOOKING_CANCELED", Reason.CANCELLED,
            "CANT_SHIP_OR_SOLD_OUT", Reason.OUT_OF_STOCK,
            "DUPLICATED_ORDER", Reason.DUPLICATE_ORDER,
            "INVALID_CREDIT_CARD", Reason.INVALID_CUSTOMER_DATA,
            "UNQUALIFIED_LEAD", Reason.TERMS_NOT_MET,
            "COMPLIANCE", Reason.TERMS_NOT_MET);

    private static final Set<String> VALIDATIONS = Set.of("PENDING", "ACCEPTED", "DECLINED", "AUTOMATED");

    private static final Pattern REFUSED =
            Pattern.compile("(?i)unauthori[sz]ed|unauthenticated|forbidden|not permitted");
    private static final Pattern REJECTED = Pattern.compile("(?i)validat|syntax|unknown (argument|field)|invalid");

    @Override
    public Access access() {
        return ACCESS;
    }

    @Override
    public RawPage pull(Session session, Slice slice, String page) throws NetworkFailure {
        String date = slice.window() == PollWindow.CHANGED ? "LockingDate" : "PostingDate";
        String query =
                "{publisherCommissions(forPublishers:[" + quoted(session.credential("companyId")) + "],since" + date
                        + ":" + quoted(utc(slice.from())) + ",before" + date + ":" + quoted(utc(slice.until()))
                        + (page == null ? "" : ",sinceCommissionId:" + quoted(page))
                        + "){count payloadComplete maxCommissionId records{" + FIELDS + "}}}";
        JsonNode answer = session.post(
                "/query",
                Wire.write(JsonNodeFactory.instance.objectNode().put("query", query)),
                "Bearer " + session.credential("token"));
        refuseErrors(answer);
        JsonNode commissions = answer.path("data").path("publisherCommissions");
        if (!commissions.path("payloadComplete").isBoolean()) {
            throw new NetworkFailure(Kind.UNREADABLE, "no publisherCommissions");
        }
        List<JsonNode> rows = RawPage.rows(commissions.path("records"), "records");
        if (commissions.path("payloadComplete").booleanValue()) {
            return new RawPage(rows, null);
        }
        String last = commissions.path("maxCommissionId").asText("");
        if (last.isEmpty()) {
            throw new NetworkFailure(Kind.UNREADABLE, "more to come, but no maxCommissionId");
        }
        return new RawPage(rows, last);
    }

    /** Whatever else is in an answer with errors is not to be trusted. */
    private static void refuseErrors(JsonNode answer) throws NetworkFailure {
        JsonNode errors = answer.path("errors");
        if (errors.isArray() && !errors.isEmpty()) {
            String message = errors.get(0).path("message").asText("");
            Kind kind = REFUSED.matcher(message).find()
                    ? Kind.REFUSED
                    : REJECTED.matcher(message).find() ? Kind.REJECTED : Kind.AWAY;
            throw new NetworkFailure(kind, "errors in an answer with status 200");
        }
    }

    @Override
    public NetworkRecord read(JsonNode payload, Terms terms) {
        Row row = Row.of(payload);
        String id = row.required("commissionId");
        String advertiser = row.required("advertiserId");
        String order = row.text("orderId");
        String rawStatus = row.required("actionStatus");
        String validation = row.text("validationStatus");
        String rawReason = row.words("correctionReason");
        return new NetworkRecord(
                id,
                orderKey(row, advertiser, order, id),
                NetworkRecord.Kind.SALE,
                advertiser,
                row.clickId("shopperId"),
                order,
                validation == null ? rawStatus : rawStatus + " " + validation,
                status(rawStatus, validation),
                rawReason,
                reason(rawReason),
                terms.currency(),
                orNothing(row.decimal("saleAmountPubCurrency")),
                terms.currency(),
                row.requiredDecimal("pubCommissionAmountPubCurrency"),
                row.requiredTime("eventDate", ZoneOffset.UTC),
                row.time("clickDate", ZoneOffset.UTC),
                null,
                parts(row));
    }

    private static String orderKey(Row row, String advertiser, String order, String id) {
        if (order != null) {
            return advertiser + ":" + row.text("actionTrackerId") + ":" + order;
        }
        String original = row.text("originalActionId");
        return original == null ? id : advertiser + ":" + original;
    }

    private static RecordStatus status(String action, String validation) {
        if (validation != null && !VALIDATIONS.contains(validation)) {
            return RecordStatus.OTHER;
        }
        if ("DECLINED".equals(validation)) {
            return RecordStatus.DECLINED;
        }
        return switch (action) {
            case "NEW", "EXTENDED" -> RecordStatus.PENDING;
            case "LOCKED" -> RecordStatus.APPROVED;
            case "CLOSED" -> RecordStatus.PAID;
            default -> RecordStatus.OTHER;
        };
    }

    private static Reason reason(String words) {
        Reason known = words == null ? null : REASONS.get(words);
        return known == null ? Reasons.of(words) : known;
    }

    private static List<NetworkRecord.Part> parts(Row row) {
        List<NetworkRecord.Part> parts = new ArrayList<>();
        for (Row item : row.rows("items")) {
            int quantity = item.quantity("quantity");
            parts.add(new NetworkRecord.Part(
                    item.text("sku") == null ? "ITEM" : item.text("sku"),
                    null,
                    null,
                    quantity,
                    orNothing(item.decimal("perItemSaleAmountPubCurrency")).multiply(BigDecimal.valueOf(quantity)),
                    orNothing(item.decimal("totalCommissionPubCurrency"))));
        }
        return parts;
    }

    private static BigDecimal orNothing(BigDecimal amount) {
        return amount == null ? BigDecimal.ZERO : amount;
    }

    private static String utc(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String quoted(String text) {
        return Wire.write(JsonNodeFactory.instance.textNode(text));
    }
}
