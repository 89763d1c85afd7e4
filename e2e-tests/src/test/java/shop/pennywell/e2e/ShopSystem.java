package shop.pennywell.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static shop.pennywell.e2e.Eventually.eventually;

/** Says messages of one partner by each of the three ways, and again until it has an answer, as a careful shop system does. */
final class ShopSystem {

    private static final Duration PATIENCE = Duration.ofMinutes(7);
    private static final Duration PAUSE = Duration.ofMillis(200);
    /** Longer than any upload of these takes. */
    private static final Duration LOCKED = Duration.ofSeconds(15);

    private static final Set<Integer> COME_AGAIN = Set.of(409, 429, 502, 503, 504);
    private static final String[] OF_ORDERS = {"clickId", "orderReference", "orderedAt", "currency"};
    private static final String[] OF_VALIDATIONS = {"orderReference", "action", "reason"};
    private static final String[] OF_ITEMS = {"sku", "name", "group", "quantity", "amount"};

    private final Api api;
    private final PartnerStore store;
    private final StreamAnswers answers;
    /** As many files as a partner may hand in at the same time. */
    private final Semaphore uploads = new Semaphore(2);

    private final Map<String, Long> postbackTimes = new ConcurrentHashMap<>();

    ShopSystem(Api api, PartnerStore store, StreamAnswers answers) {
        this.api = api;
        this.store = store;
        this.answers = answers;
    }

    enum Way {
        API,
        CSV_FILE,
        JSON_FILE,
        POSTBACK
    }

    /** @param messages all orders, or all validations */
    void say(Way way, List<StreamMessage> messages) {
        if (messages.isEmpty()) {
            return;
        }
        switch (way) {
            case API -> call(messages);
            case CSV_FILE, JSON_FILE -> handIn(way, messages);
            case POSTBACK -> {
                messages.stream().filter(StreamMessage::fitsAPostback).forEach(this::postBack);
                List<StreamMessage> others = messages.stream()
                        .filter(message -> !message.fitsAPostback())
                        .toList();
                if (!others.isEmpty()) {
                    call(others);
                }
            }
        }
    }

    private void call(List<StreamMessage> messages) {
        String entries =
                messages.stream().map(message -> message.entry().toString()).collect(Collectors.joining(",", "[", "]"));
        long said = System.nanoTime();
        JsonNode results = messages.get(0).isReport() ? store.report(entries) : store.validate(entries);
        assertEquals(messages.size(), results.size(), "an answer to each");
        for (int i = 0; i < messages.size(); i++) {
            JsonNode result = results.path(i);
            answers.add(
                    Way.API,
                    messages.get(i),
                    result.path("outcome").asText(),
                    result.path("code").asText(),
                    said);
        }
    }

    private void handIn(Way way, List<StreamMessage> messages) {
        boolean csv = way == Way.CSV_FILE;
        List<Long> lines = new ArrayList<>();
        String content = csv ? csv(messages, lines) : jsonLines(messages, lines);
        String kind = messages.get(0).isReport() ? "orders" : "validations";
        long said = System.nanoTime();
        String id = upload(kind, csv ? "text/csv" : "application/x-ndjson", content);
        JsonNode file = eventually(
                "the end of file " + id,
                PATIENCE,
                () -> api.get("/api/v1/partner/files/" + id, store.token())
                        .expect(200)
                        .json(),
                seen -> seen.path("endedAt").isTextual());
        assertEquals("DONE", file.path("status").asText(), file::toString);
        Map<Long, String> rejected = new HashMap<>();
        file.path("errors")
                .forEach(error -> rejected.put(
                        error.path("line").asLong(), error.path("code").asText()));
        assertEquals(rejected.size(), file.path("rejected").asInt(), "every rejected entry is named");
        for (int i = 0; i < messages.size(); i++) {
            String code = rejected.remove(lines.get(i));
            answers.add(way, messages.get(i), code == null ? "TAKEN" : "REJECTED", code == null ? "" : code, said);
        }
        assertEquals(Map.of(), rejected, "no line is named that begins no entry");
        answers.addTaken(
                messages.get(0).isReport(),
                file.path("accepted").asInt(),
                file.path("duplicates").asInt(),
                messages.size() - file.path("rejected").asInt());
    }

    /**
     * Under the same key until there is an answer. A replica that died over the upload leaves the key locked for minutes; what it had of the
     * file is never worked off, so that the file may then come under another key.
     */
    private String upload(String kind, String type, String content) {
        uploads.acquireUninterruptibly();
        try {
            Instant end = Instant.now().plus(PATIENCE);
            String key = UUID.randomUUID().toString();
            Instant lockedSince = null;
            while (true) {
                Api.Answer answer = tryUpload(kind, type, key, content);
                if (answer != null && !COME_AGAIN.contains(answer.status())) {
                    return answer.expect(202).json().path("id").asText();
                }
                Instant now = Instant.now();
                if (now.isAfter(end)) {
                    throw new AssertionError("a file of " + kind + " was not taken: " + answer);
                }
                if (answer == null || answer.status() != 409) {
                    lockedSince = null;
                } else if (lockedSince == null) {
                    lockedSince = now;
                } else if (lockedSince.plus(LOCKED).isBefore(now)) {
                    key = UUID.randomUUID().toString();
                    lockedSince = null;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        } finally {
            uploads.release();
        }
    }

    /** Null when nobody answered. */
    private Api.Answer tryUpload(String kind, String type, String key, String content) {
        HttpRequest request = HttpRequest.newBuilder(api.gateway().resolve("/api/v1/partner/files?kind=" + kind))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", type)
                .header("Authorization", "Bearer " + store.token())
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(content))
                .build();
        return tryOnce(request);
    }

    private Api.Answer tryOnce(HttpRequest request) {
        try {
            HttpResponse<String> response = api.once(request);
            return new Api.Answer(response.statusCode(), response);
        } catch (IOException nobody) {
            return null;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    private static String jsonLines(List<StreamMessage> messages, List<Long> lines) {
        StringBuilder content = new StringBuilder();
        messages.forEach(message -> {
            lines.add(lines.size() + 1L);
            content.append(message.entry()).append('\n');
        });
        return content.toString();
    }

    /** A row for each item; {@code item} tells where one entry ends and another of the same order begins. */
    private static String csv(List<StreamMessage> messages, List<Long> lines) {
        String[] own = messages.get(0).isReport() ? OF_ORDERS : OF_VALIDATIONS;
        StringWriter content = new StringWriter();
        try (CSVPrinter printer = CSVFormat.RFC4180.print(content)) {
            List<Object> header = new ArrayList<>(List.of(own));
            header.add("item");
            header.addAll(List.of(OF_ITEMS));
            printer.printRecord(header);
            long line = 2;
            for (StreamMessage message : messages) {
                lines.add(line);
                int item = 1;
                do {
                    List<Object> row = new ArrayList<>();
                    for (String name : own) {
                        row.add(message.entry().path(name).asText());
                    }
                    row.add(item);
                    JsonNode items = message.entry().path("items");
                    for (String name : OF_ITEMS) {
                        row.add(items.path(item - 1).path(name).asText());
                    }
                    printer.printRecord(row);
                    line++;
                } while (item++ < message.entry().path("items").size());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return content.toString();
    }

    /** Signed anew for each try: a call that was taken is refused word for word, and its order is a duplicate then. */
    private void postBack(StreamMessage message) {
        long begin = System.nanoTime();
        Instant end = Instant.now().plus(PATIENCE);
        boolean answerLost = false;
        while (true) {
            Api.Answer answer = tryOnce(HttpRequest.newBuilder(api.gateway().resolve(postback(message)))
                    .timeout(Duration.ofSeconds(20))
                    .build());
            if (answer != null && !COME_AGAIN.contains(answer.status())) {
                JsonNode said = answer.expect(200).json();
                String outcome = said.path("outcome").asText();
                answers.add(
                        Way.POSTBACK,
                        message,
                        answerLost && outcome.equals("DUPLICATE") ? "ANSWER_LOST" : outcome,
                        said.path("code").asText(),
                        begin);
                return;
            }
            // Also a gateway that gave up does not know whether it was taken.
            answerLost = true;
            if (Instant.now().isAfter(end)) {
                throw new AssertionError(
                        "no answer to the postback of " + message.order().reference());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private URI postback(StreamMessage message) {
        // Never the same second twice for the same order: that would be the same call.
        long second = postbackTimes.merge(
                message.order().reference(), Instant.now().getEpochSecond(), (last, now) -> Math.max(last + 1, now));
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("click", message.clickId());
        parameters.put("order", message.order().reference());
        parameters.put("amount", message.amount().toPlainString());
        parameters.put("currency", message.outlet().currency());
        parameters.put("group", message.group());
        parameters.put("ts", String.valueOf(second));
        String said = parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining("&"));
        return URI.create("/s2s/" + store.postbackKey() + "?" + said + "&sig=" + hmac(said));
    }

    private String hmac(String said) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(store.postbackSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(said.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
