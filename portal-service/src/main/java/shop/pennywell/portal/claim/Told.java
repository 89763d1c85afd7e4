package shop.pennywell.portal.claim;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import shop.pennywell.defaults.money.Money;

/** Reads what a sibling tells; null for what is not there or not readable. */
final class Told {
    private Told() {}

    static Money money(JsonNode node) {
        return node.hasNonNull("amount")
                ? Money.parse(
                        node.path("amount").asText(), node.path("currency").asText())
                : null;
    }

    static Instant instant(JsonNode node) {
        try {
            return node.isTextual() ? Instant.parse(node.asText()) : null;
        } catch (DateTimeParseException unreadable) {
            return null;
        }
    }

    static LocalDate day(JsonNode node) {
        try {
            return node.isTextual() ? LocalDate.parse(node.asText()) : null;
        } catch (DateTimeParseException unreadable) {
            return null;
        }
    }
}
