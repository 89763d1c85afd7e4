package shop.pennywell.portal.account;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import shop.pennywell.defaults.money.Money;

/** One order as payments-service tells it; what it leaves out is null. */
record Cashback(
        String transactionId,
        String storeName,
        String storeSlug,
        String orderReference,
        Instant orderedAt,
        Money orderValue,
        Money amount,
        String status,
        String reason,
        LocalDate estimate,
        List<Step> timeline) {

    record Step(Instant at, String status, String detail) {}

    static List<Cashback> listOf(JsonNode page) {
        List<Cashback> all = new ArrayList<>();
        page.path("items").forEach(item -> all.add(of(item)));
        return all;
    }

    private static Cashback of(JsonNode item) {
        List<Step> steps = new ArrayList<>();
        item.path("timeline")
                .forEach(step -> steps.add(new Step(
                        instant(step.path("at")),
                        step.path("status").asText(),
                        step.path("detail").asText(""))));
        return new Cashback(
                item.path("transactionId").asText(""),
                item.at("/store/name").asText(""),
                item.at("/store/slug").asText(""),
                item.path("orderReference").asText(""),
                instant(item.path("orderedAt")),
                money(item.path("orderValue")),
                money(item.path("cashback")),
                item.path("status").asText(),
                item.path("reason").asText(null),
                date(item.path("estimate")),
                steps);
    }

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

    /** A date, also where it comes with a time. */
    private static LocalDate date(JsonNode node) {
        try {
            return node.isTextual() && node.asText().length() >= 10
                    ? LocalDate.parse(node.asText().substring(0, 10))
                    : null;
        } catch (DateTimeParseException unreadable) {
            return null;
        }
    }

    public String label() {
        return Words.status(status);
    }

    public String tone() {
        return Words.tone(status);
    }

    public String explanation() {
        return Words.explanation(status, reason);
    }
}
