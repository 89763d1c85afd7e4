package shop.pennywell.local.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the inbox of the test stores, which every service under test mails to. */
public final class Mails {
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"']+");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private Mails() {}

    /** A mail; {@code text} and {@code html} are empty when it has no such part. */
    public record Received(String id, String from, List<String> to, String subject, String text, String html) {
        /** The first link that contains this. */
        public String linkContaining(String part) {
            Matcher links = LINK.matcher(text.isEmpty() ? html.replace("&amp;", "&") : text);
            while (links.find()) {
                if (links.group().contains(part)) {
                    return links.group();
                }
            }
            throw new AssertionError("No link with " + part + " in " + subject + ": " + text + html);
        }
    }

    /** Every mail to this address so far, newest first. */
    public static List<Received> to(String address) {
        return at("http://localhost:" + StoresChild.port("inbox"), address);
    }

    /** The same from the inbox at another base URL, for example the whole platform's. */
    public static List<Received> at(String inbox, String address) {
        URI uri = URI.create(inbox + "/api/messages?to=" + URLEncoder.encode(address, StandardCharsets.UTF_8));
        try {
            HttpResponse<String> response =
                    HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            List<Received> mails = new ArrayList<>();
            for (JsonNode mail : JSON.readTree(response.body()).path("items")) {
                List<String> to = new ArrayList<>();
                mail.path("to").forEach(one -> to.add(one.asText()));
                mails.add(new Received(
                        mail.path("id").asText(),
                        mail.path("from").asText(),
                        to,
                        mail.path("subject").asText(),
                        mail.path("text").asText(""),
                        mail.path("html").asText("")));
            }
            return mails;
        } catch (IOException e) {
            throw new AssertionError("The test inbox does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The newest mail to this address, waiting up to ten seconds for the first. */
    public static Received await(String address) {
        return await(address, "");
    }

    /** The newest mail to this address whose subject contains this, waiting up to ten seconds for it. */
    public static Received await(String address, String subject) {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            List<Received> found = to(address);
            for (Received mail : found) {
                if (mail.subject().contains(subject)) {
                    return mail;
                }
            }
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("No mail to " + address + " about '" + subject + "', only " + found);
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
