package shop.pennywell.commission.transaction;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import shop.pennywell.commission.rate.Earnings;
import shop.pennywell.defaults.money.Money;

/**
 * An order as a partner reports it, by whatever way. Reading refuses one order with a code and never its batch.
 *
 * @param clickId in upper case: networks may have changed its case on the way
 * @param customer {@code NEW}, {@code RETURNING} or null
 */
record OrderReport(
        String clickId,
        String orderReference,
        Instant orderedAt,
        String currency,
        String customer,
        String voucherCode,
        List<OrderLine> lines) {

    static final int MAX_ITEMS = 2_000;
    static final int MAX_QUANTITY = 1_000_000;
    private static final Pattern REFERENCE = Pattern.compile("[^\\p{Cntrl}\\s]([^\\p{Cntrl}]{0,98}[^\\p{Cntrl}\\s])?");
    private static final Set<String> CUSTOMERS = Set.of("NEW", "RETURNING");

    static OrderReport read(JsonNode order) {
        requireReadable(order);
        String reference = text(order, "orderReference");
        if (reference == null || !REFERENCE.matcher(reference).matches()) {
            throw new Refusal("order-reference-invalid", "orderReference is 1 to 100 visible characters");
        }
        String clickId = text(order, "clickId");
        if (clickId == null) {
            throw new Refusal("click-unknown", "clickId is missing");
        }
        String currency = text(order, "currency");
        requireCurrency(currency);
        String customer = text(order, "customer");
        if (customer != null && !CUSTOMERS.contains(customer)) {
            throw new Refusal("malformed-order", "customer is NEW or RETURNING");
        }
        String voucher = text(order, "voucherCode");
        if (voucher != null && voucher.length() > 100) {
            throw new Refusal("malformed-order", "voucherCode is at most 100 characters");
        }
        return new OrderReport(
                clickId.toUpperCase(Locale.ROOT),
                reference,
                orderedAt(order),
                currency,
                customer,
                voucher,
                lines(order.path("items"), currency, 1));
    }

    /** The lines of an order (each at least one piece) or of an amendment (where none is left, the line goes). */
    static List<OrderLine> lines(JsonNode items, String currency, int leastQuantity) {
        if (!items.isArray() || items.isEmpty()) {
            throw new Refusal("items-missing", "an order has at least one item");
        }
        if (items.size() > MAX_ITEMS) {
            throw new Refusal("malformed-order", "an order has at most " + MAX_ITEMS + " items");
        }
        List<OrderLine> lines = new ArrayList<>();
        long total = 0;
        for (JsonNode item : items) {
            OrderLine line = line(item, currency, leastQuantity);
            lines.add(line);
            total += line.amountMinor();
        }
        if (total > Earnings.MAX_ORDER_MINOR) {
            throw new Refusal("amount-invalid", "the order is too large");
        }
        return lines;
    }

    private static OrderLine line(JsonNode item, String currency, int leastQuantity) {
        String sku = text(item, "sku");
        String name = text(item, "name");
        if (sku == null || sku.isBlank() || sku.length() > 200) {
            throw new Refusal("malformed-order", "each item has a sku of at most 200 characters");
        }
        JsonNode quantity = item.path("quantity");
        if (!quantity.isIntegralNumber()
                || !quantity.canConvertToInt()
                || quantity.intValue() < leastQuantity
                || quantity.intValue() > MAX_QUANTITY) {
            throw new Refusal(
                    "quantity-invalid", "quantity is a whole number from " + leastQuantity + " to " + MAX_QUANTITY);
        }
        Money amount = amount(text(item, "amount"), currency);
        if (quantity.intValue() == 0 && !amount.isZero()) {
            throw new Refusal("amount-invalid", "nothing costs nothing");
        }
        String shortName = name == null || name.length() <= 300 ? name : name.substring(0, 300);
        return new OrderLine(sku, shortName, text(item, "group"), quantity.intValue(), amount.minor());
    }

    private static Money amount(String text, String currency) {
        try {
            Money amount = Money.parse(text, currency);
            if (amount.isNegative() || amount.minor() > Earnings.MAX_ORDER_MINOR) {
                throw new Refusal("amount-invalid", "amount is not negative and not absurd");
            }
            return amount;
        } catch (IllegalArgumentException reason) {
            throw new Refusal("amount-invalid", reason.getMessage());
        }
    }

    private static void requireCurrency(String currency) {
        try {
            Money.zero(currency);
        } catch (IllegalArgumentException reason) {
            throw new Refusal("currency-invalid", reason.getMessage());
        }
    }

    private static Instant orderedAt(JsonNode order) {
        String text = text(order, "orderedAt");
        try {
            Instant at =
                    OffsetDateTime.parse(text == null ? "" : text).toInstant().truncatedTo(ChronoUnit.MICROS);
            if (at.isBefore(Instant.EPOCH) || at.isAfter(Instant.parse("2200-01-01T00:00:00Z"))) {
                throw new Refusal("ordered-at-invalid", "orderedAt is out of range");
            }
            return at;
        } catch (DateTimeException notATime) {
            throw new Refusal("ordered-at-invalid", "orderedAt is an ISO 8601 time with its offset");
        }
    }

    /** Only what our own tables can hold word for word: they keep the raw report. */
    static void requireReadable(JsonNode node) {
        if (!node.isObject() || !isPlain(node.toString())) {
            throw new Refusal("malformed-order", "not a JSON object of text and numbers");
        }
    }

    /** Without the NUL character and without halves of characters: PostgreSQL keeps neither. */
    private static boolean isPlain(String json) {
        return !json.contains("\\u0000") && StandardCharsets.UTF_8.newEncoder().canEncode(json);
    }

    static String text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            String code = field.equals("amount") ? "amount-invalid" : "malformed-order";
            throw new Refusal(code, field + " is text");
        }
        return value.textValue();
    }
}
