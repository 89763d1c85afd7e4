package shop.pennywell.commission.network.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JSON object of a network, field by field; what makes no sense is {@link Unreadable}, with the field's name. */
final class Row {
    private static final int MAX_TEXT = 200;
    private static final int MAX_PARTS = 2_000;
    /** No exponent above all: writing out {@code 1E-600000000} keeps a worker busy for good. */
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,13}(\\.[0-9]{1,8})?");

    private static final Pattern TIME = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2})(?:[T ](\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?)\\s?(Z|[+-]\\d{2}:?\\d{2})?)?");

    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

    private final JsonNode node;

    Row(JsonNode node) {
        this.node = node;
    }

    /** @throws Unreadable unless it is an object */
    static Row of(JsonNode node) {
        if (node == null || !node.isObject()) {
            throw new Unreadable("not an object");
        }
        return new Row(node);
    }

    /** The id of a row of which little else may be right. */
    static Optional<String> id(JsonNode node, String name) {
        try {
            return Optional.ofNullable(Row.of(node).text(name));
        } catch (Unreadable notEvenThat) {
            return Optional.empty();
        }
    }

    /** An object in it; an empty one if it has none of this name. */
    Row at(String name) {
        JsonNode inner = node.path(name);
        return new Row(inner.isObject() ? inner : MissingNode.getInstance());
    }

    /** The objects of an array in it; none if it has no array of this name. */
    List<Row> rows(String name) {
        List<Row> rows = new ArrayList<>();
        for (JsonNode inner : node.path(name)) {
            if (inner.isObject() && node.path(name).isArray()) {
                rows.add(new Row(inner));
            }
        }
        if (rows.size() > MAX_PARTS) {
            throw new Unreadable(name + " has more than " + MAX_PARTS + " entries");
        }
        return rows;
    }

    /** A text, or a number as text; null if it is missing or empty. */
    String text(String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw new Unreadable(name + " is neither text nor a number");
        }
        String text = value.asText().strip();
        if (text.length() > MAX_TEXT || !isPlain(text)) {
            throw new Unreadable(name + " is not 1 to " + MAX_TEXT + " visible characters");
        }
        return text.isEmpty() ? null : text;
    }

    String required(String name) {
        String text = text(name);
        if (text == null) {
            throw new Unreadable(name + " is missing");
        }
        return text;
    }

    /** Free text, cut and cleaned as far as needed; null if there is none. */
    String words(String name) {
        JsonNode value = node.path(name);
        if (!value.isTextual()) {
            return null;
        }
        String text = value.textValue();
        StringBuilder clean = new StringBuilder();
        text.codePoints()
                .limit(MAX_TEXT)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? ' ' : c)
                .forEach(clean::appendCodePoint);
        return clean.toString().isBlank() ? null : clean.toString().strip();
    }

    /** What came back in the slot that we put click ids in. */
    String clickId(String name) {
        JsonNode value = node.path(name);
        String words = value.isNumber() ? value.asText() : words(name);
        return words == null ? null : words.toUpperCase(Locale.ROOT);
    }

    /** An exact decimal, from a JSON number or text; null if it is missing or empty. */
    BigDecimal decimal(String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode()
                || value.isNull()
                || (value.isTextual() && value.textValue().isBlank())) {
            return null;
        }
        String text = value.isNumber()
                ? number(value.decimalValue())
                : value.isTextual() ? value.textValue().strip() : "";
        if (!DECIMAL.matcher(text).matches()) {
            throw new Unreadable(name + " is not an amount");
        }
        return new BigDecimal(text);
    }

    BigDecimal requiredDecimal(String name) {
        BigDecimal amount = decimal(name);
        if (amount == null) {
            throw new Unreadable(name + " is missing");
        }
        return amount;
    }

    private static String number(BigDecimal number) {
        return Math.abs((long) number.scale()) > 20 || number.precision() > 20 ? "" : number.toPlainString();
    }

    /** ISO 4217, as it is written. */
    String currency(String name) {
        return required(name).toUpperCase(Locale.ROOT);
    }

    /** Pieces; one if the network does not tell. */
    int quantity(String name) {
        BigDecimal pieces = decimal(name);
        if (pieces == null) {
            return 1;
        }
        try {
            int whole = pieces.stripTrailingZeros().intValueExact();
            if (Math.abs((long) whole) > 1_000_000) {
                throw new Unreadable(name + " is out of range");
            }
            return whole;
        } catch (ArithmeticException notWhole) {
            throw new Unreadable(name + " is not a whole number");
        }
    }

    /** Said with a boolean, 1 or 0, as number or text; false if it is missing. */
    boolean flag(String name) {
        JsonNode value = node.path(name);
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        return switch (value.asText("").strip().toLowerCase(Locale.ROOT)) {
            case "", "0", "false", "null", "n", "no" -> false;
            case "1", "true", "y", "yes" -> true;
            default -> throw new Unreadable(name + " is neither yes nor no");
        };
    }

    /** An instant; null if it is missing or empty. */
    Instant time(String name, ZoneId zone) {
        String text = text(name);
        try {
            return text == null ? null : instant(text, zone);
        } catch (DateTimeException unreadable) {
            throw new Unreadable(name + " is not a time");
        }
    }

    Instant requiredTime(String name, ZoneId zone) {
        Instant time = time(name, zone);
        if (time == null) {
            throw new Unreadable(name + " is missing");
        }
        return time;
    }

    /**
     * Reads a time with offset, or without one in the network's zone. Of the hour that comes twice in autumn it is the second: an order then may
     * seem an hour late, which matters to nobody, but never earlier than its click, which would cost the member. An hour that does not
     * exist in spring is read as that much later, as clocks show it.
     *
     * @throws DateTimeException if it is none, or of another age
     */
    static Instant instant(String text, ZoneId zone) {
        Matcher parts = TIME.matcher(text);
        if (!parts.matches()) {
            throw new DateTimeException("not a time");
        }
        Instant instant;
        if (parts.group(3) != null) {
            String offset = parts.group(3).length() == 5
                    ? parts.group(3).substring(0, 3) + ":" + parts.group(3).substring(3)
                    : parts.group(3);
            instant = OffsetDateTime.parse(parts.group(1) + "T" + parts.group(2) + offset)
                    .toInstant();
        } else {
            LocalDateTime local = parts.group(2) == null
                    ? LocalDate.parse(parts.group(1)).atStartOfDay()
                    : LocalDateTime.parse(parts.group(1) + "T" + parts.group(2));
            instant = ZonedDateTime.of(local, zone).withLaterOffsetAtOverlap().toInstant();
        }
        if (instant.isBefore(FIRST) || !instant.isBefore(LAST)) {
            throw new DateTimeException("of another age");
        }
        return instant;
    }

    private static boolean isPlain(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }
}
