package shop.pennywell.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * The public API as a careful client calls it: every POST carries an Idempotency-Key, and a call that finds nobody
 * (connection lost, 502, 503, 504) is made again with the same key for a bounded time.
 */
final class Api {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Integer> COME_AGAIN = Set.of(502, 503, 504);
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI gateway;

    Api(URI gateway) {
        this.gateway = gateway;
    }

    /** One answer: its status, headers and, where it is JSON, its body. */
    record Answer(int status, HttpResponse<String> response) {

        JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException notJson) {
                throw new AssertionError(response.body(), notJson);
            }
        }

        String text() {
            return response.body();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        /** This answer if it has that status; an error that shows what came instead. */
        Answer expect(int expected) {
            if (status != expected) {
                throw new AssertionError(response.request().method() + " " + response.uri() + " answered " + status
                        + " instead of " + expected + ": " + response.body());
            }
            return this;
        }
    }

    Answer get(String path, String token) {
        return call("GET", path, token, null, "application/json");
    }

    Answer post(String path, String token, String json) {
        return call("POST", path, token, json, "application/json");
    }

    Answer put(String path, String token, String json) {
        return call("PUT", path, token, json, "application/json");
    }

    Answer call(String method, String path, String authorization, String body, String contentType) {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", contentType);
        }
        if (authorization != null) {
            request.header("Authorization", authorization.contains(" ") ? authorization : "Bearer " + authorization);
        }
        if (method.equals("POST")) {
            request.header("Idempotency-Key", UUID.randomUUID().toString());
        }
        return send(request.build());
    }

    /** @see Api */
    Answer send(HttpRequest request) {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (!comeAgain(response) || Instant.now().isAfter(end)) {
                    return new Answer(response.statusCode(), response);
                }
            } catch (IOException nobody) {
                if (Instant.now().isAfter(end)) {
                    throw new AssertionError(request.uri() + " was not answered", nobody);
                }
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new AssertionError(stop);
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    /** Nobody there, or the first try of this key still under way behind a connection that was lost. */
    private static boolean comeAgain(HttpResponse<String> response) {
        return COME_AGAIN.contains(response.statusCode())
                || (response.statusCode() == 409 && response.body().contains("idempotency-key-in-flight"));
    }

    /** Sent once, as it is: for stories about what the platform refuses. */
    HttpResponse<String> once(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    URI gateway() {
        return gateway;
    }
}
