package shop.pennywell.local.demostore;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

import static shop.pennywell.local.demostore.ShopPage.escape;

/** A shop's back office: the orders that it reported, as the platform has them, and the verdicts to give. */
final class OrdersPage {
    private static final List<String> REASONS =
            List.of("RETURNED", "CANCELLED", "OUT_OF_STOCK", "FRAUD", "DUPLICATE_ORDER", "OTHER");

    private OrdersPage() {}

    static String of(Shop shop, JsonNode transactions, JsonNode answer) {
        StringBuilder content = new StringBuilder(
                "<h1>Orders</h1><p class=\"soft\">What this shop reported to Pennywell."
                        + " Approve an order once it can't be sent back any more, decline it when it was, amend it when a part was.</p>");
        if (answer != null) {
            String answered = ShopPage.json(answer);
            content.append("<div class=\"card %s\"><b>Pennywell answered</b><pre>%s</pre></div>"
                    .formatted(answered.contains("REJECTED") ? "bad" : "good", escape(answered)));
        }
        if (transactions.isEmpty()) {
            content.append("<p>No order yet. Come here from a product at Pennywell and buy something.</p>");
        }
        transactions.forEach(transaction -> content.append(order(shop, transaction)));
        return ShopPage.page(shop, "Orders", content.toString(), null);
    }

    private static String order(Shop shop, JsonNode transaction) {
        StringBuilder items = new StringBuilder();
        StringBuilder kept = new StringBuilder();
        for (JsonNode item : transaction.path("items")) {
            String name = item.path("name").asText(item.path("sku").asText());
            items.append(
                    "<tr><td>%d × %s<br><small class=\"soft\">%s, group %s</small></td><td class=\"num\">%s</td></tr>"
                            .formatted(
                                    item.path("quantity").asInt(),
                                    escape(name),
                                    escape(item.path("sku").asText()),
                                    escape(item.path("group").asText()),
                                    money(item.path("amount"))));
            kept.append(
                    "<label class=\"row\"><input type=\"number\" min=\"0\" max=\"%d\" name=\"keep-%s\" value=\"%d\"> %s</label>"
                            .formatted(
                                    DemoStore.MAX_QUANTITY,
                                    escape(item.path("sku").asText()),
                                    item.path("quantity").asInt(),
                                    escape(name)));
        }
        String status = transaction.path("status").asText();
        return """
                <section class="card"><div class="row"><b>%s</b><span>%s</span><span class="soft">%s</span></div>
                <table>%s<tr><th>Order value</th><th class="num">%s</th></tr><tr><td>Commission we owe</td><td class="num">%s</td></tr></table>%s</section>
                """.formatted(
                        escape(transaction.path("orderReference").asText()),
                        escape(status
                                + (transaction.path("reason").asText("").isEmpty()
                                        ? ""
                                        : ", " + transaction.path("reason").asText())),
                        escape(transaction.path("orderedAt").asText()),
                        items,
                        money(transaction.path("orderValue")),
                        money(transaction.path("commission")),
                        status.equals("PENDING") ? verdicts(shop, transaction, kept.toString()) : "");
    }

    private static String verdicts(Shop shop, JsonNode transaction, String kept) {
        StringBuilder reasons = new StringBuilder();
        REASONS.forEach(reason -> reasons.append("<option>").append(reason).append("</option>"));
        String hidden = "<input type=\"hidden\" name=\"transactionId\" value=\"%s\">"
                .formatted(escape(transaction.path("transactionId").asText()));
        return """
                <div class="row" style="margin-top:1rem"><form method="post" action="%1$s/orders">%2$s<button name="action" value="APPROVE">Approve</button></form>
                <form method="post" action="%1$s/orders" class="row">%2$s<select name="reason" aria-label="Reason">%3$s</select><button class="quiet" name="action" value="DECLINE">Decline</button></form></div>
                <details style="margin-top:.6rem"><summary>Amend: how many the customer keeps</summary><form method="post" action="%1$s/orders">%2$s%4$s<button class="quiet" name="action" value="AMEND">Amend</button></form></details>
                """.formatted(shop.path(), hidden, reasons, kept);
    }

    private static String money(JsonNode money) {
        return escape(
                money.path("amount").asText() + " " + money.path("currency").asText());
    }
}
