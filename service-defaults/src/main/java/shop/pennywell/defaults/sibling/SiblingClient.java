package shop.pennywell.defaults.sibling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import shop.pennywell.defaults.correlation.Correlation;

/** Calls a sibling as this service: with its own token, a timeout, and the trace of the request being served. */
@ApplicationScoped
public class SiblingClient {

    private static final long RENEW_BEFORE_SECONDS = 60;

    private final Siblings siblings;
    private final Siblings.Self self;
    private final ObjectMapper json;
    private final Clock clock;
    private final HttpClient http;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    SiblingClient(Siblings siblings, Siblings.Self self, ObjectMapper json, Clock clock) {
        this.siblings = siblings;
        this.self = self;
        this.json = json;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(self.timeout())
                .build();
    }

    /**
     * @param path from the root, with its query
     * @throws IOException when the sibling cannot be reached, does not answer in time or refuses our credentials
     */
    public HttpResponse<String> get(String sibling, String path) throws IOException {
        return send(sibling, request(sibling, path).GET());
    }

    /** @see #get(String, String) */
    public HttpResponse<String> post(String sibling, String path, String contentType, String body) throws IOException {
        return send(
                sibling,
                request(sibling, path)
                        .header("Content-Type", contentType)
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** The {@code Authorization} header of this service towards a sibling. */
    public String bearerFor(String sibling) throws IOException {
        Token token = tokens.get(sibling);
        if (token == null || !token.usableAt(clock.instant())) {
            token = fetchToken(sibling);
            tokens.put(sibling, token);
        }
        return "Bearer " + token.value();
    }

    private HttpRequest.Builder request(String sibling, String path) {
        return HttpRequest.newBuilder(URI.create(base(sibling) + path))
                .timeout(self.timeout())
                .header(Correlation.HEADER, Correlation.traceparent());
    }

    private HttpResponse<String> send(String sibling, HttpRequest.Builder request) throws IOException {
        HttpResponse<String> response =
                exchange(request.setHeader("Authorization", bearerFor(sibling)).build());
        if (response.statusCode() == 401) {
            // The issuer's keys or our secret may have changed since: the next call asks for a new token.
            tokens.remove(sibling);
        }
        return response;
    }

    private Token fetchToken(String sibling) throws IOException {
        String basic = Base64.getEncoder()
                .encodeToString((self.name() + ":" + self.secret()).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> response = exchange(request("portal", "/internal/oauth/token")
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&audience=" + sibling))
                .build());
        if (response.statusCode() != 200) {
            throw new IOException("portal refused a token for " + sibling + ": " + response.statusCode());
        }
        JsonNode answer = json.readTree(response.body());
        Instant expires = clock.instant().plusSeconds(answer.path("expires_in").asLong());
        return new Token(answer.path("access_token").asText(), expires);
    }

    private HttpResponse<String> exchange(HttpRequest request) throws IOException {
        // The request's own time-out ends with the answer's head; this one covers the body too.
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        try {
            return answer.get(2 * self.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stop);
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw new IOException(
                    "no whole answer in time from " + request.uri().getHost(), late);
        } catch (ExecutionException failure) {
            throw new IOException(failure.getCause());
        }
    }

    private String base(String sibling) {
        String url = siblings.url(sibling).toString();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private record Token(String value, Instant expires) {

        boolean usableAt(Instant now) {
            return now.plusSeconds(RENEW_BEFORE_SECONDS).isBefore(expires);
        }
    }
}
