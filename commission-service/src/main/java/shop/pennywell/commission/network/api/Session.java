package shop.pennywell.commission.network.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import shop.pennywell.commission.network.api.NetworkFailure.Kind;

/** The calls that one page of one account takes: signed in, and done by a deadline. */
public final class Session {
    private static final long USUAL_TOKEN_SECONDS = 3600;
    private static final long RENEW_BEFORE_SECONDS = 120;

    private final Wire wire;
    private final URI address;
    private final UUID accountId;
    private final Map<String, String> credentials;
    private final Terms terms;
    private final Instant deadline;
    private int calls;

    Session(Wire wire, URI address, UUID accountId, Map<String, String> credentials, Terms terms, Instant deadline) {
        this.wire = wire;
        this.address = address;
        this.accountId = accountId;
        this.credentials = credentials;
        this.terms = terms;
        this.deadline = deadline;
    }

    record Token(String value, Instant usableUntil) {}

    /** How a network is told to hand out a token: OAuth 2.0, the client by HTTP Basic. */
    record TokenRequest(String path, String user, String password, Map<String, String> form) {}

    /** How many calls it took so far. */
    public int calls() {
        return calls;
    }

    Terms terms() {
        return terms;
    }

    String credential(String name) {
        return credentials.get(name);
    }

    /** @param authorization the header's value */
    JsonNode get(String path, Map<String, String> query, String authorization) throws NetworkFailure {
        return Wire.json(bytes(path, query, authorization, "application/json"));
    }

    byte[] bytes(String path, Map<String, String> query, String authorization, String accept) throws NetworkFailure {
        return send(request(path + (query.isEmpty() ? "" : "?" + encoded(query)))
                .header("Authorization", authorization)
                .header("Accept", accept)
                .GET());
    }

    JsonNode post(String path, String json, String authorization) throws NetworkFailure {
        return Wire.json(send(request(path)
                .header("Authorization", authorization)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))));
    }

    /** A {@code GET} with a token; one that the network no longer takes is forgotten, so that the next try has another. */
    JsonNode getWithToken(TokenRequest how, String path, Map<String, String> query) throws NetworkFailure {
        return Wire.json(bytesWithToken(how, path, query, "application/json"));
    }

    /** The same for an answer that is no JSON. */
    byte[] bytesWithToken(TokenRequest how, String path, Map<String, String> query, String accept)
            throws NetworkFailure {
        boolean kept = keptToken().isPresent();
        try {
            return bytes(path, query, "Bearer " + token(how), accept);
        } catch (NetworkFailure failure) {
            if (failure.kind() != Kind.REFUSED) {
                throw failure;
            }
            wire.tokens().remove(accountId);
            // A new one that is not taken means that we may not ask that: to try with yet another one helps nobody.
            throw kept ? new NetworkFailure(Kind.AWAY, "the token was not taken") : failure;
        }
    }

    private Optional<Token> keptToken() {
        return Optional.ofNullable(wire.tokens().get(accountId))
                .filter(token -> wire.now().isBefore(token.usableUntil()));
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private String token(TokenRequest how) throws NetworkFailure {
        Optional<Token> kept = keptToken();
        if (kept.isPresent()) {
            return kept.get().value();
        }
        JsonNode answer = Wire.json(send(request(how.path())
                .header("Authorization", basic(how.user(), how.password()))
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(how.form())))));
        String value = answer.path("access_token").asText("");
        if (value.isEmpty() || value.length() > 10_000 || !value.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new NetworkFailure(Kind.UNREADABLE, "no access_token");
        }
        long seconds = Math.max(0, answer.path("expires_in").asLong(USUAL_TOKEN_SECONDS) - RENEW_BEFORE_SECONDS);
        wire.tokens()
                .put(accountId, new Token(value, wire.now().plusSeconds(Math.min(seconds, 24 * USUAL_TOKEN_SECONDS))));
        return value;
    }

    private byte[] send(HttpRequest.Builder request) throws NetworkFailure {
        calls++;
        return wire.send(request, deadline);
    }

    private HttpRequest.Builder request(String path) {
        String base = address.toString();
        return HttpRequest.newBuilder(
                URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path));
    }

    static String encoded(Map<String, String> query) {
        return query.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
