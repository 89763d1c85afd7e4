package shop.pennywell.portal.claim;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import shop.pennywell.defaults.money.Money;

/**
 * A click or an order that a claim can be about, as commission-service tells it.
 *
 * @param type of the claim that can be made
 * @param clickId of a click, empty for an order
 * @param clickedAt of a click, null for an order
 * @param currency that the order value is in
 * @param orders that the store has reported from the click; of an order, itself
 * @param claims that stand
 */
record Claimable(
        String type,
        String clickId,
        String storeName,
        String storeSlug,
        String currency,
        Instant clickedAt,
        LocalDate opensOn,
        LocalDate closesOn,
        List<Order> orders,
        List<Claimed> claims) {

    record Order(String transactionId, String reference, Instant orderedAt, Money value, String status) {

        static Order of(JsonNode order) {
            return new Order(
                    order.path("transactionId").asText(),
                    order.path("orderReference").asText(""),
                    Told.instant(order.path("orderedAt")),
                    Told.money(order.path("orderValue")),
                    order.path("status").asText());
        }

        public boolean isDeclined() {
            return status.equals("DECLINED") || status.equals("CLAWED_BACK");
        }
    }

    record Claimed(String id, String reference, String status) {

        public String label() {
            return ClaimWords.status(status);
        }
    }

    static List<Claimable> clicksOf(JsonNode page) {
        List<Claimable> clicks = new ArrayList<>();
        page.path("items").forEach(click -> clicks.add(ofClick(click)));
        return clicks;
    }

    static Claimable ofClick(JsonNode click) {
        List<Order> orders = new ArrayList<>();
        click.path("orders").forEach(order -> orders.add(Order.of(order)));
        return new Claimable(
                "MISSING",
                click.path("clickId").asText(),
                click.at("/store/name").asText(""),
                click.at("/store/slug").asText(""),
                click.path("currency").asText(),
                Told.instant(click.path("clickedAt")),
                Told.day(click.path("opensOn")),
                Told.day(click.path("closesOn")),
                orders,
                claims(click));
    }

    static Claimable ofOrder(JsonNode told) {
        Order order = Order.of(told.path("order"));
        return new Claimable(
                told.path("type").asText(),
                "",
                told.at("/store/name").asText(""),
                told.at("/store/slug").asText(""),
                told.at("/order/orderValue/currency").asText(""),
                null,
                Told.day(told.path("opensOn")),
                Told.day(told.path("closesOn")),
                List.of(order),
                claims(told));
    }

    private static List<Claimed> claims(JsonNode of) {
        List<Claimed> claims = new ArrayList<>();
        of.path("claims")
                .forEach(claim -> claims.add(new Claimed(
                        claim.path("claimId").asText(),
                        claim.path("orderReference").asText(""),
                        claim.path("status").asText())));
        return claims;
    }

    public boolean isMissing() {
        return type.equals("MISSING");
    }

    public boolean isDeclined() {
        return type.equals("DECLINED");
    }

    /** The order itself, where it is known. */
    public Order order() {
        return orders.isEmpty() ? null : orders.get(0);
    }

    /** Whether a claim made today waits. */
    boolean waits(LocalDate today) {
        return opensOn != null && opensOn.isAfter(today);
    }

    boolean isOver(LocalDate today) {
        return closesOn != null && closesOn.isBefore(today);
    }
}
