package shop.pennywell.commission.network.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import shop.pennywell.commission.NetworkName;
import shop.pennywell.commission.network.api.NetworkFailure.Kind;

/**
 * Rakuten Advertising: one event for each article of an order, and another, negative one for each correction; an order is their sum. Events are
 * kept for two weeks, have no status and are, in its own words, an indicator. What counts is what it pays: the payment reports (payments, their
 * invoices, the invoices' lines) say so line by line, in CSV. An order that has such lines is worth what they say.
 *
 * <p>Of the reports' columns we rely on the names that its public clients read: Payment ID; Invoice Number; Advertiser ID, Order ID, SKU #, Date,
 * Time, Items, Sales, Actual Commission, Transaction Payment Status, Reason.
 */
final class Rakuten implements Network {
    private static final Access ACCESS = new Access(
            NetworkName.RAKUTEN,
            "https://api.linksynergy.com",
            List.of("sid", "clientId", "clientSecret", "securityToken"),
            "clientId",
            60,
            Duration.ofDays(14),
            ZoneId.of("UTC"),
            "etransaction_id");

    private static final CSVFormat REPORT = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setAllowMissingColumnNames(true)
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .get();

    private static final int PAGE = 1_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final String THEN_PAYMENTS = "payments";
    private static final String PAYMENTS = "1";
    private static final String INVOICES = "22";
    private static final String LINES = "23";
    /** Where the adapter keeps, within a line, which invoice it is of, and the how many-th like it. */
    private static final String INVOICE = "invoice";

    private static final String OCCURRENCE = "occurrence";
    /** {@code Wed Apr 30 2014 02:18:36 GMT+0000 (UTC)}. */
    private static final Pattern SPELLED_OUT =
            Pattern.compile("\\w{3} (\\w{3} \\d{1,2} \\d{4} \\d{2}:\\d{2}:\\d{2}) GMT\\+0000.*");

    private static final DateTimeFormatter SPELLED = DateTimeFormatter.ofPattern("MMM d yyyy HH:mm:ss", Locale.ROOT);

    @Override
    public Access access() {
        return ACCESS;
    }

    @Override
    public RawPage pull(Session session, Slice slice, String page) throws NetworkFailure {
        return switch (slice.window()) {
            case NEW -> events(session, slice, page);
            case CHANGED -> paid(session, slice, page);
            case SWEEP -> {
                if (page != null && !page.matches("[0-9]+")) {
                    yield paid(session, slice, page.equals(THEN_PAYMENTS) ? null : page);
                }
                RawPage events = events(session, slice, page);
                yield events.next() == null ? new RawPage(events.rows(), THEN_PAYMENTS) : events;
            }
        };
    }

    private static RawPage events(Session session, Slice slice, String page) throws NetworkFailure {
        int number = page == null ? 1 : Integer.parseInt(page);
        Map<String, String> query = new LinkedHashMap<>();
        query.put("process_date_start", TIME.format(slice.from().atOffset(ZoneOffset.UTC)));
        query.put("process_date_end", TIME.format(slice.until().atOffset(ZoneOffset.UTC)));
        query.put("limit", Integer.toString(PAGE));
        query.put("page", Integer.toString(number));
        JsonNode answer = session.getWithToken(token(session), "/events/1.0/transactions", query);
        JsonNode list = answer.isArray() ? answer : answer.path("transactions");
        List<JsonNode> rows = RawPage.rows(list, "events");
        return new RawPage(rows, rows.isEmpty() ? null : Integer.toString(number + 1));
    }

    /** Walks from the payments of a slice to their invoices to the invoices' lines; the page says what is still to be opened. */
    private static RawPage paid(Session session, Slice slice, String page) throws NetworkFailure {
        Deque<String> open = new ArrayDeque<>();
        List<JsonNode> lines = new ArrayList<>();
        if (page == null) {
            Map<String, String> days = new LinkedHashMap<>();
            days.put("bdate", DAY.format(slice.from().atOffset(ZoneOffset.UTC)));
            days.put("edate", DAY.format(slice.until().atOffset(ZoneOffset.UTC)));
            for (Map<String, String> payment : report(session, PAYMENTS, days)) {
                open.add("p" + wanted(payment, "Payment ID"));
            }
        } else {
            open.addAll(Arrays.asList(page.split(" ")));
            String next = open.pop();
            String id = next.substring(1);
            if (next.startsWith("p")) {
                for (Map<String, String> invoice : report(session, INVOICES, Map.of("payid", id))) {
                    open.push("i" + wanted(invoice, "Invoice Number"));
                }
            } else {
                lines = lines(report(session, LINES, Map.of("invoiceid", id)), id);
            }
        }
        return new RawPage(lines, open.isEmpty() ? null : String.join(" ", open));
    }

    private static List<Map<String, String>> report(Session session, String id, Map<String, String> parameters)
            throws NetworkFailure {
        Map<String, String> query = new LinkedHashMap<>(parameters);
        query.put("reportid", id);
        query.put("token", session.credential("securityToken"));
        return rows(session.bytesWithToken(token(session), "/advancedreports/1.0", query, "text/csv"));
    }

    /** The lines of a report by the names in its header; what a line lacks is missing, what it has too much is left out. */
    static List<Map<String, String>> rows(byte[] report) throws NetworkFailure {
        String text = new String(report, StandardCharsets.UTF_8);
        try (CSVParser lines = CSVParser.parse(text.startsWith("\uFEFF") ? text.substring(1) : text, REPORT)) {
            return lines.stream().map(CSVRecord::toMap).toList();
        } catch (IOException | UncheckedIOException | IllegalArgumentException broken) {
            throw new NetworkFailure(Kind.UNREADABLE, "not CSV");
        }
    }

    private static String wanted(Map<String, String> row, String column) throws NetworkFailure {
        String value = row.getOrDefault(column, "").strip();
        if (!value.matches("[\\x21-\\x7e]{1,100}")) {
            throw new NetworkFailure(Kind.UNREADABLE, "a report without " + column);
        }
        return value;
    }

    private static List<JsonNode> lines(List<Map<String, String>> rows, String invoice) {
        Map<String, Integer> occurrences = new HashMap<>();
        List<JsonNode> lines = new ArrayList<>();
        for (Map<String, String> row : rows) {
            ObjectNode line = JsonNodeFactory.instance.objectNode();
            row.forEach(line::put);
            line.put(INVOICE, invoice);
            String like =
                    row.get("Order ID") + "\n" + row.get("SKU #") + "\n" + row.get("Date") + "\n" + row.get("Time");
            line.put(OCCURRENCE, occurrences.merge(like, 1, Integer::sum));
            lines.add(line);
        }
        return lines;
    }

    private static Session.TokenRequest token(Session session) {
        return new Session.TokenRequest(
                "/token",
                session.credential("clientId"),
                session.credential("clientSecret"),
                Map.of("grant_type", "password", "scope", session.credential("sid")));
    }

    @Override
    public NetworkRecord read(JsonNode payload, Terms terms) {
        Row row = Row.of(payload);
        return payload.has(INVOICE) ? readLine(row, terms) : readEvent(row, terms);
    }

    private static NetworkRecord readEvent(Row row, Terms terms) {
        String advertiser = row.text("advertiser_id") == null ? row.required("mid") : row.text("advertiser_id");
        String id = row.text("etransaction_id") == null ? row.required("transaction_id") : row.text("etransaction_id");
        String order = row.text("order_id") == null ? id : row.text("order_id");
        String rawStatus = row.text("status") == null ? "event" : row.text("status");
        BigDecimal sale = row.requiredDecimal("sale_amount");
        BigDecimal commission = row.decimal("commissions") == null
                ? row.requiredDecimal("commission_amount")
                : row.decimal("commissions");
        return new NetworkRecord(
                id,
                advertiser + ":" + order,
                NetworkRecord.Kind.SALE,
                advertiser,
                row.clickId("u1"),
                row.text("order_id"),
                rawStatus,
                status(rawStatus),
                row.words("reversal_reason"),
                Reasons.of(row.words("reversal_reason")),
                row.currency("currency"),
                sale,
                row.currency("currency"),
                commission,
                time(row.required("transaction_date"), terms),
                null,
                row.text("process_date") == null ? null : time(row.text("process_date"), terms),
                List.of(new NetworkRecord.Part(
                        row.text("sku_number") == null ? "ORDER" : row.text("sku_number"),
                        row.words("product_name"),
                        null,
                        row.quantity("quantity"),
                        sale,
                        commission)));
    }

    /** Has no click and no currency of its own: the order's events have, and the account. */
    private static NetworkRecord readLine(Row row, Terms terms) {
        String advertiser = row.required("Advertiser ID");
        String order = row.required("Order ID");
        String sku = row.text("SKU #") == null ? "ORDER" : row.text("SKU #");
        String rawStatus = row.required("Transaction Payment Status");
        BigDecimal sale = row.requiredDecimal("Sales");
        BigDecimal commission = row.requiredDecimal("Actual Commission");
        String id = String.join(
                ":",
                row.required(INVOICE),
                order,
                sku,
                String.valueOf(row.text("Date")),
                String.valueOf(row.text("Time")),
                row.required(OCCURRENCE));
        return new NetworkRecord(
                id.length() <= 200 ? id : NetworkRecord.digest(id),
                advertiser + ":" + order,
                NetworkRecord.Kind.SETTLEMENT,
                advertiser,
                null,
                order,
                rawStatus,
                paymentStatus(rawStatus),
                row.words("Reason"),
                Reasons.of(row.words("Reason")),
                terms.currency(),
                sale,
                terms.currency(),
                commission,
                null,
                null,
                null,
                List.of(new NetworkRecord.Part(
                        sku, row.words("Product Name"), null, row.quantity("Items"), sale, commission)));
    }

    /** Events have none; what the network's other reports say. */
    private static RecordStatus status(String raw) {
        return switch (raw) {
            case "event", "pending" -> RecordStatus.PENDING;
            case "locked" -> RecordStatus.APPROVED;
            case "paid" -> RecordStatus.PAID;
            case "reversed" -> RecordStatus.DECLINED;
            default -> RecordStatus.OTHER;
        };
    }

    private static RecordStatus paymentStatus(String raw) {
        return switch (raw.toLowerCase(Locale.ROOT)) {
            case "paid" -> RecordStatus.PAID;
            case "held", "hold", "on hold" -> RecordStatus.PENDING;
            case "cancelled", "canceled", "denied" -> RecordStatus.DECLINED;
            default -> RecordStatus.OTHER;
        };
    }

    private static Instant time(String text, Terms terms) {
        try {
            Matcher spelled = SPELLED_OUT.matcher(text);
            return spelled.matches()
                    ? LocalDateTime.parse(spelled.group(1), SPELLED).toInstant(ZoneOffset.UTC)
                    : Row.instant(text, terms.zone());
        } catch (DateTimeException unreadable) {
            throw new Unreadable("not a time: " + text);
        }
    }
}
