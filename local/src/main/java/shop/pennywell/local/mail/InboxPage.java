package shop.pennywell.local.mail;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The inbox's HTML. */
final class InboxPage {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM, HH:mm:ss", Locale.ENGLISH).withZone(ZoneId.systemDefault());
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"']+[^\\s<>\"'.,;:!?)]");
    private static final String STYLE = """
            :root{color-scheme:light dark;--bg:#f5f3ee;--card:#fff;--ink:#22201c;--soft:#6d675e;--line:#e4dfd5;--accent:#0f766e}
            @media (prefers-color-scheme:dark){:root{--bg:#191a1c;--card:#232527;--ink:#ecebe8;--soft:#a3a09a;--line:#35383b;--accent:#5eead4}}
            *{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
            header{display:flex;flex-wrap:wrap;gap:.75rem 1.5rem;align-items:center;padding:1rem max(1rem,calc(50vw - 28rem))}
            header a{color:inherit;text-decoration:none;font-weight:700;font-size:1.15rem}header form{flex:1 1 16rem;display:flex;gap:.5rem}
            input,button{font:inherit;padding:.45rem .8rem;border-radius:.5rem;border:1px solid var(--line);background:var(--card);color:inherit}
            input{flex:1;min-width:0}button{background:var(--accent);color:var(--card);border-color:transparent;cursor:pointer}
            main{max-width:56rem;margin:0 auto;padding:0 1rem 3rem}ul{list-style:none;margin:0;padding:0;background:var(--card);border:1px solid var(--line);border-radius:.75rem;overflow:hidden}
            li+li{border-top:1px solid var(--line)}li a{display:grid;grid-template-columns:1fr auto;gap:.1rem 1rem;padding:.8rem 1rem;color:inherit;text-decoration:none}
            li a:hover,li a:focus-visible{background:color-mix(in srgb,var(--accent) 9%,transparent)}li b{overflow-wrap:anywhere}
            small,dt,.empty{color:var(--soft)}article{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1rem 1.25rem}
            h1{font-size:1.35rem;line-height:1.3;margin:.2rem 0 .8rem;overflow-wrap:anywhere}dl{display:grid;grid-template-columns:auto 1fr;gap:.1rem 1rem;margin:0 0 1rem;font-size:.92rem}
            dd{margin:0;overflow-wrap:anywhere}iframe{width:100%;height:65vh;border:1px solid var(--line);border-radius:.5rem;background:#fff}
            pre{white-space:pre-wrap;overflow-wrap:anywhere;font:.9rem/1.55 ui-monospace,monospace;margin:0}details{margin-top:1rem}summary{cursor:pointer;color:var(--soft)}
            pre a{color:var(--accent)}.empty{padding:3rem 1rem;text-align:center}
            """;

    private InboxPage() {}

    static String list(List<Mail> mails, String to) {
        StringBuilder rows = new StringBuilder();
        for (Mail mail : mails) {
            rows.append("<li><a href=\"/messages/%s\"><b>%s</b><small>%s</small><small>to %s</small></a></li>"
                    .formatted(
                            mail.id(),
                            escape(mail.subject().isBlank() ? "(no subject)" : mail.subject()),
                            TIME.format(mail.receivedAt()),
                            escape(String.join(", ", mail.to()))));
        }
        String content = rows.isEmpty()
                ? "<p class=\"empty\">%s</p>"
                        .formatted(
                                to.isBlank()
                                        ? "No mail yet. Whatever the platform sends arrives here, and nowhere else."
                                        : "No mail to " + escape(to) + ".")
                : "<ul>" + rows + "</ul>";
        return page("Inbox", to, content);
    }

    static String message(Mail mail) {
        String body = mail.html() != null
                ? ("<iframe sandbox=\"allow-popups allow-popups-to-escape-sandbox\" title=\"The mail's content\""
                                + " src=\"/messages/%s/html\"></iframe>"
                                + "<details><summary>Plain text</summary><pre>%s</pre></details>")
                        .formatted(mail.id(), linked(mail.text() == null ? "(none)" : mail.text()))
                : "<pre>%s</pre>".formatted(linked(mail.text() == null ? "(empty)" : mail.text()));
        StringBuilder headers = new StringBuilder();
        mail.headers()
                .forEach((name, value) ->
                        headers.append(name).append(": ").append(value).append('\n'));
        return page(mail.subject(), "", """
                <article><h1>%s</h1>
                <dl><dt>From</dt><dd>%s</dd><dt>To</dt><dd>%s</dd><dt>Received</dt><dd>%s</dd></dl>
                %s
                <details><summary>Headers</summary><pre>%s</pre></details></article>
                """.formatted(
                        escape(mail.subject()),
                        escape(mail.from()),
                        escape(String.join(", ", mail.to())),
                        TIME.format(mail.receivedAt()),
                        body,
                        escape(headers.toString())));
    }

    /** The HTML part itself, with links that open in a tab of their own. */
    static String body(Mail mail) {
        return "<base target=\"_blank\">" + (mail.html() == null ? "" : mail.html());
    }

    private static String page(String title, String to, String content) {
        return """
                <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s · Pennywell inbox</title><link rel="icon" href="data:,"><style>%s</style>
                <header><a href="/">✉ Inbox</a><form action="/"><input name="to" type="search" value="%s" placeholder="Recipient's address" aria-label="Recipient's address">
                <button>Filter</button></form></header><main>%s</main></html>
                """.formatted(escape(title), STYLE, escape(to), content);
    }

    private static String linked(String text) {
        StringBuilder linked = new StringBuilder();
        var matcher = LINK.matcher(text);
        int end = 0;
        while (matcher.find()) {
            String link = escape(matcher.group());
            linked.append(escape(text.substring(end, matcher.start())))
                    .append("<a target=\"_blank\" rel=\"noopener\" href=\"")
                    .append(link)
                    .append("\">")
                    .append(link)
                    .append("</a>");
            end = matcher.end();
        }
        return linked.append(escape(text.substring(end))).toString();
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
