package shop.pennywell.local.mail;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The inbox for people and for tests. {@code GET /} lists mails, {@code /messages/{id}} shows one; {@code GET
 * /api/messages?to=&limit=} answers {@code {"items":[{id,from,to,subject,receivedAt,text,html,headers}]}}, newest first,
 * {@code /api/messages/{id}} one of them.
 */
public final class InboxSite implements AutoCloseable {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService workers;
    private final Inbox inbox;

    private InboxSite(HttpServer server, Inbox inbox) {
        this.server = server;
        this.inbox = inbox;
        this.workers = Executors.newFixedThreadPool(4);
    }

    /** Starts on the loopback interface; port 0 takes any free one. */
    public static InboxSite start(Inbox inbox, int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        InboxSite site = new InboxSite(server, inbox);
        server.setExecutor(site.workers);
        server.createContext("/", site::answer);
        server.start();
        return site;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().substring(1).split("/");
            if (!exchange.getRequestMethod().matches("GET|HEAD")) {
                respond(exchange, 405, "text/plain", "Only GET\n");
            } else if (path.length == 1 && path[0].isEmpty()) {
                String to = query(exchange).getOrDefault("to", "");
                respond(exchange, 200, "text/html", InboxPage.list(inbox.newest(to, DEFAULT_LIMIT), to));
            } else if (path.length >= 2 && path[0].equals("api") && path[1].equals("messages")) {
                answerApi(exchange, path);
            } else if (path.length >= 2 && path[0].equals("messages")) {
                answerMessage(exchange, path);
            } else {
                respond(exchange, 404, "text/plain", "Not found\n");
            }
        }
    }

    private void answerApi(HttpExchange exchange, String[] path) throws IOException {
        if (path.length == 2) {
            Map<String, String> query = query(exchange);
            int limit = limit(query.get("limit"));
            List<Map<String, Object>> items = inbox.newest(query.get("to"), limit).stream()
                    .map(InboxSite::json)
                    .toList();
            respond(exchange, 200, "application/json", JSON.writeValueAsString(Map.of("items", items)));
            return;
        }
        Optional<Mail> mail = inbox.find(path[2]);
        respond(
                exchange,
                mail.isPresent() ? 200 : 404,
                "application/json",
                JSON.writeValueAsString(mail.map(InboxSite::json).orElse(Map.of("title", "No such message"))));
    }

    private void answerMessage(HttpExchange exchange, String[] path) throws IOException {
        Optional<Mail> mail = inbox.find(path[1]);
        if (mail.isEmpty()) {
            respond(exchange, 404, "text/plain", "No such message\n");
        } else if (path.length == 3 && path[2].equals("html")) {
            // Whatever a mail contains, it runs no script here and reaches nothing but images; its links open outside.
            exchange.getResponseHeaders()
                    .set(
                            "Content-Security-Policy",
                            "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none';"
                                    + " img-src data: http: https:; style-src 'unsafe-inline'");
            respond(exchange, 200, "text/html", InboxPage.body(mail.get()));
        } else {
            respond(exchange, 200, "text/html", InboxPage.message(mail.get()));
        }
    }

    private static Map<String, Object> json(Mail mail) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", mail.id());
        json.put("from", mail.from());
        json.put("to", mail.to());
        json.put("subject", mail.subject());
        json.put("receivedAt", mail.receivedAt().toString());
        json.put("text", mail.text());
        json.put("html", mail.html());
        json.put("headers", mail.headers());
        return json;
    }

    private static int limit(String value) {
        try {
            return value == null ? DEFAULT_LIMIT : Math.min(MAX_LIMIT, Math.max(1, Integer.parseInt(value)));
        } catch (NumberFormatException e) {
            return DEFAULT_LIMIT;
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String query = exchange.getRequestURI().getRawQuery();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            String[] parts = pair.split("=", 2);
            // A plus sign stays one: addresses have them, and no client of this page means a space by it.
            String value = parts.length == 2 ? parts[1].replace("+", "%2B") : "";
            parameters.put(parts[0], URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private static void respond(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head || bytes.length == 0 ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
