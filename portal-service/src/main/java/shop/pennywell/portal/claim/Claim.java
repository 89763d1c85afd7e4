package shop.pennywell.portal.claim;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import shop.pennywell.defaults.money.Money;

/** One claim as commission-service tells it; what it leaves out is null. */
record Claim(
        String id,
        String type,
        String status,
        String storeName,
        String storeSlug,
        String orderReference,
        Instant orderedAt,
        Money orderValue,
        LocalDate opensOn,
        String note,
        String question,
        Receipt receipt,
        Instant createdAt,
        List<Step> timeline) {

    record Step(Instant at, String text) {}

    record Receipt(String kind, Instant at) {}

    static List<Claim> listOf(JsonNode page) {
        List<Claim> all = new ArrayList<>();
        page.path("items").forEach(item -> all.add(of(item)));
        return all;
    }

    static Claim of(JsonNode item) {
        List<Step> steps = new ArrayList<>();
        item.path("timeline")
                .forEach(step -> steps.add(new Step(
                        Told.instant(step.path("at")), step.path("text").asText(""))));
        JsonNode receipt = item.path("receipt");
        return new Claim(
                item.path("id").asText(),
                item.path("type").asText(),
                item.path("status").asText(),
                item.at("/store/name").asText(""),
                item.at("/store/slug").asText(""),
                item.path("orderReference").asText(""),
                Told.instant(item.path("orderedAt")),
                Told.money(item.path("orderValue")),
                Told.day(item.path("opensOn")),
                item.path("note").asText(""),
                item.path("question").asText(""),
                receipt.isObject()
                        ? new Receipt(kind(receipt.path("type").asText()), Told.instant(receipt.path("at")))
                        : null,
                Told.instant(item.path("createdAt")),
                steps);
    }

    private static String kind(String mediaType) {
        return mediaType.equals("application/pdf") ? "PDF" : "picture";
    }

    public String label() {
        return ClaimWords.status(status);
    }

    public String tone() {
        return ClaimWords.tone(status);
    }

    public String about() {
        return ClaimWords.type(type);
    }

    public String explanation() {
        return ClaimWords.explanation(status, storeName);
    }

    public boolean isOnIce() {
        return status.equals("ON_ICE");
    }

    public boolean isAsked() {
        return status.equals("NEEDS_INFORMATION");
    }

    public boolean isOpen() {
        return ClaimWords.isOpen(status);
    }
}
