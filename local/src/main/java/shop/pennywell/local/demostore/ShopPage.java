package shop.pennywell.local.demostore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/** What a shopper sees in a demo shop. */
final class ShopPage {
    private static final int SHOWN = 48;
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String STYLE = """
            :root{color-scheme:light;--ink:#2a2622;--soft:#736b62;--line:#e7e0d6;--bg:#fbf8f3;--card:#fff}
            *{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.5 Georgia,'Times New Roman',serif}
            .demo{background:#2a2622;color:#f3ece2;font:.8rem/1.4 system-ui,sans-serif;text-align:center;padding:.35rem 1rem}.demo a{color:inherit}
            header{display:flex;flex-wrap:wrap;gap:.6rem 1.5rem;align-items:center;padding:1.1rem max(1rem,calc(50vw - 34rem));border-bottom:1px solid var(--line);background:var(--card)}
            header>a{color:var(--accent);text-decoration:none;font-size:1.5rem;font-weight:700;letter-spacing:-.01em}
            header form{flex:1 1 12rem;display:flex;gap:.5rem;max-width:26rem}nav{display:flex;gap:1rem;margin-left:auto}nav a{color:var(--ink)}
            input,select,button,.button{font:1rem/1.2 system-ui,sans-serif;padding:.6rem .9rem;border-radius:.4rem;border:1px solid var(--line);background:#fff;color:inherit;min-width:0}
            header input{flex:1}button,.button{background:var(--accent);border-color:var(--accent);color:#fff;cursor:pointer;text-decoration:none;display:inline-block}
            button.quiet,.button.quiet{background:transparent;color:var(--accent)}button:focus-visible,a:focus-visible,input:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
            main{max-width:68rem;margin:0 auto;padding:1.5rem 1rem 4rem}.hero{padding:1.2rem 0 1.6rem;max-width:44rem}.hero h1{font-size:clamp(1.7rem,5vw,2.6rem);line-height:1.15;margin:0 0 .5rem}
            .chips{display:flex;flex-wrap:wrap;gap:.5rem;margin:0 0 1.5rem;padding:0;list-style:none;font:.9rem system-ui,sans-serif}.chips a{display:block;padding:.35rem .8rem;border:1px solid var(--line);border-radius:2rem;color:inherit;text-decoration:none;background:var(--card)}
            .chips a[aria-current]{background:var(--accent);color:#fff;border-color:var(--accent)}.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(9.5rem,1fr));gap:1rem;list-style:none;margin:0;padding:0}
            .grid a{display:block;height:100%;background:var(--card);border:1px solid var(--line);border-radius:.6rem;overflow:hidden;color:inherit;text-decoration:none}.grid a:hover{border-color:var(--accent)}
            img{display:block;width:100%;height:auto}.grid span{display:block;padding:.6rem .75rem .2rem;font-size:.95rem;line-height:1.3}.grid b{display:block;padding:0 .75rem .75rem}
            .two{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,19rem),1fr));gap:2rem;align-items:start}.two img{border-radius:.8rem;border:1px solid var(--line)}
            h1{font-size:1.9rem;line-height:1.2;margin:.2rem 0 .6rem;overflow-wrap:anywhere}.price{font-size:1.6rem;margin:.4rem 0 1rem}.soft{color:var(--soft)}.row{display:flex;flex-wrap:wrap;gap:.6rem;align-items:center}
            .card{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:1rem 1.2rem;margin:1rem 0}.good{border-left:5px solid #2f7d4f}.bad{border-left:5px solid #b3261e}
            table{border-collapse:collapse;width:100%;font:.95rem/1.4 system-ui,sans-serif}td,th{padding:.5rem .6rem .5rem 0;text-align:left;border-bottom:1px solid var(--line);vertical-align:top}.num{text-align:right;white-space:nowrap}
            .wide{overflow-x:auto}pre{background:#2a2622;color:#f3ece2;padding:1rem;border-radius:.5rem;overflow-x:auto;font:.82rem/1.5 ui-monospace,monospace}summary{cursor:pointer}input[type=number]{width:5rem}
            """;

    private ShopPage() {}

    static String home(Shop shop, Collection<Article> articles, String category, String words, Visit visit) {
        StringBuilder chips = new StringBuilder();
        TreeSet<String> categories = new TreeSet<>();
        articles.forEach(article -> categories.add(article.category()));
        for (String one : categories) {
            chips.append("<li><a href=\"%s/?category=%s\"%s>%s</a></li>"
                    .formatted(
                            shop.path(), url(one), one.equals(category) ? " aria-current=\"true\"" : "", escape(one)));
        }
        String wanted = words.toLowerCase(Locale.ROOT);
        List<Article> shown = articles.stream()
                .filter(article -> category.isEmpty() || article.category().equals(category))
                .filter(article -> article.title().toLowerCase(Locale.ROOT).contains(wanted))
                .limit(SHOWN)
                .toList();
        String hero = category.isEmpty() && words.isEmpty()
                ? "<div class=\"hero\"><h1>%s</h1><p class=\"soft\">%s</p></div>"
                        .formatted(escape(shop.tagline()), escape(shop.description()))
                : "";
        String found =
                shown.isEmpty() ? "<p>Nothing found for “" + escape(words) + "”.</p>" : grid(shop, shown.stream());
        return page(shop, shop.name(), hero + "<ul class=\"chips\">" + chips + "</ul>" + found, visit);
    }

    private static String grid(Shop shop, Stream<Article> articles) {
        StringBuilder grid = new StringBuilder("<ul class=\"grid\">");
        articles.forEach(article -> grid.append(
                "<li><a href=\"%s/products/%s\"><img src=\"%s/images/%s.svg\" alt=\"\" width=\"240\" height=\"240\" loading=\"lazy\"><span>%s</span><b>%s</b></a></li>"
                        .formatted(
                                shop.path(),
                                article.sku(),
                                shop.path(),
                                article.sku(),
                                escape(article.title()),
                                money(article.price(), shop))));
        return grid.append("</ul>").toString();
    }

    static String product(Shop shop, Article article, Article companion, Visit visit) {
        String content = """
                <div class="two"><img src="%1$s/images/%2$s.svg" alt="" width="480" height="480">
                <div><p class="soft">%3$s › %4$s</p><h1>%5$s</h1><p class="price">%6$s</p><p>%7$s</p>
                <div class="row"><form method="post" action="%1$s/buy" class="row"><input type="hidden" name="sku" value="%2$s"><input type="hidden" name="reference" value="%8$s">
                <label>Quantity <input type="number" name="quantity" value="1" min="1" max="%11$d"></label><button>Buy now</button></form>
                <form method="post" action="%1$s/basket"><input type="hidden" name="sku" value="%2$s"><input type="hidden" name="quantity" value="1"><button class="quiet">Add to basket</button></form></div>
                <p class="soft">Article %2$s · commission group %9$s</p></div></div>
                <h2>Goes well with it</h2>%10$s
                """.formatted(
                        shop.path(),
                        article.sku(),
                        escape(article.category()),
                        escape(article.kind()),
                        escape(article.title()),
                        money(article.price(), shop),
                        escape(article.description()),
                        newReference(),
                        escape(article.group()),
                        grid(shop, Stream.of(companion)),
                        DemoStore.MAX_QUANTITY);
        return page(shop, article.title(), content, visit);
    }

    static String basket(Shop shop, Map<Article, Integer> basket, Visit visit) {
        if (basket.isEmpty()) {
            return page(
                    shop,
                    "Basket",
                    "<h1>Your basket is empty</h1><p><a href=\"%s/\">Go on shopping</a></p>".formatted(shop.path()),
                    visit);
        }
        StringBuilder rows = new StringBuilder();
        basket.forEach((article, quantity) -> rows.append("""
                <tr><td><a href="%1$s/products/%2$s">%3$s</a><br><small class="soft">group %4$s</small></td>
                <td><form method="post" action="%1$s/basket" class="row"><input type="hidden" name="sku" value="%2$s"><input type="number" name="quantity" min="0" max="%7$d" value="%5$d" aria-label="Quantity"><button class="quiet">Change</button></form></td><td class="num">%6$s</td></tr>
                """.formatted(
                        shop.path(),
                        article.sku(),
                        escape(article.title()),
                        escape(article.group()),
                        quantity,
                        money(DemoStore.total(article, quantity), shop),
                        DemoStore.MAX_QUANTITY)));
        String content = """
                <h1>Your basket</h1><div class="wide"><table>%s<tr><th>Total</th><th></th><th class="num">%s</th></tr></table></div>
                <p class="row"><a class="button quiet" href="%s/">Go on shopping</a></p>
                <form method="post" action="%s/buy"><input type="hidden" name="reference" value="%s"><button>Buy everything</button></form>
                """.formatted(rows, money(sum(basket), shop), shop.path(), shop.path(), newReference());
        return page(shop, "Basket", content, visit);
    }

    static String bought(
            Shop shop,
            String reference,
            Map<Article, Integer> bought,
            Map<String, Object> order,
            Object answer,
            String platformUrl) {
        String answered = json(answer);
        boolean accepted = !answered.contains("REJECTED");
        String content = """
                <h1>Thank you for your order</h1>%s
                <div class="card %s"><b>%s</b><p>This shop has reported the order to Pennywell through the partner API. %s</p>
                <p class="row"><a class="button" href="%s/account/cashback">See my cashback</a><a class="button quiet" href="%s/orders">This shop's orders</a></p></div>
                <details open><summary>What the shop reported, and what Pennywell answered</summary><pre>POST /api/v1/partner/orders
                Idempotency-Key: order-%s

                %s</pre><pre>%s</pre></details>
                """.formatted(
                        receipt(shop, reference, bought),
                        accepted ? "good" : "bad",
                        accepted ? "Your cashback is on its way" : "Pennywell did not take the order",
                        accepted ? "In a moment it is among your cashback as Tracked." : "The answer below says why.",
                        escape(platformUrl),
                        shop.path(),
                        escape(reference),
                        escape(json(Map.of("orders", List.of(order)))),
                        escape(answered));
        return page(shop, "Thank you", content, null);
    }

    static String boughtWithoutClick(Shop shop, String reference, Map<Article, Integer> bought, boolean noClick) {
        String why = noClick
                ? "You came here by yourself, without a click from Pennywell, so there is nobody to report the order to."
                : "Pennywell does not know this shop yet, so the order was not reported.";
        return page(
                shop,
                "Thank you",
                "<h1>Thank you for your order</h1>%s<div class=\"card\"><b>No cashback this time</b><p>%s</p></div>"
                        .formatted(receipt(shop, reference, bought), why),
                null);
    }

    private static String receipt(Shop shop, String reference, Map<Article, Integer> bought) {
        StringBuilder rows = new StringBuilder();
        bought.forEach((article, quantity) -> rows.append("<tr><td>%d × %s</td><td class=\"num\">%s</td></tr>"
                .formatted(quantity, escape(article.title()), money(DemoStore.total(article, quantity), shop))));
        return "<p>Order %s</p><div class=\"card\"><table>%s<tr><th>Total</th><th class=\"num\">%s</th></tr></table></div>"
                .formatted(escape(reference), rows, money(sum(bought), shop));
    }

    static String message(Shop shop, String title, String text) {
        return page(
                shop,
                title,
                "<h1>%s</h1><p>%s</p><p><a href=\"%s/\">To the shop</a></p>"
                        .formatted(escape(title), escape(text), shop.path()),
                null);
    }

    static String page(Shop shop, String title, String content, Visit visit) {
        int count = visit == null
                ? 0
                : visit.basket().values().stream()
                        .mapToInt(quantity -> quantity)
                        .sum();
        String click = visit == null || visit.clickId() == null
                ? "You came by yourself: no cashback."
                : "Sent by Pennywell, click " + escape(visit.clickId()) + ".";
        return """
                <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title><link rel="icon" href="data:,"><style>:root{--accent:%s}%s</style>
                <p class="demo" style="margin:0">A made-up shop for trying Pennywell. Nothing is sold, nothing is sent. %s</p>
                <header><a href="%5$s/">%6$s</a><form action="%5$s/"><input type="search" name="q" placeholder="Search the shop" aria-label="Search the shop"><button>Search</button></form>
                <nav><a href="%5$s/basket">Basket (%7$d)</a><a href="%5$s/orders">Orders</a></nav></header><main>%8$s</main></html>
                """.formatted(
                        escape(title),
                        accent(shop),
                        STYLE,
                        visit == null ? "" : click,
                        shop.path(),
                        escape(shop.name()),
                        count,
                        content);
    }

    private static String accent(Shop shop) {
        return switch (shop.slug()) {
            case "wanderwell" -> "#1d5fa8";
            case "fernline" -> "#2c6e49";
            default -> "#a8401f";
        };
    }

    private static BigDecimal sum(Map<Article, Integer> basket) {
        return basket.entrySet().stream()
                .map(entry -> DemoStore.total(entry.getKey(), entry.getValue()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Drawn when the form is: sending the same form again is the same order. */
    private static String newReference() {
        return "D-" + UUID.randomUUID().toString().substring(0, 13).toUpperCase(Locale.ROOT);
    }

    static String money(BigDecimal amount, Shop shop) {
        return Currency.getInstance(shop.currency()).getSymbol(Locale.UK) + amount.toPlainString();
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String url(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
