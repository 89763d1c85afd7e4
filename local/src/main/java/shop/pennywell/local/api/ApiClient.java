package shop.pennywell.local.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** A client of the public API, through the gateway like everybody's. */
public final class ApiClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    /** A service that has just started may refuse a moment longer; every write here carries its idempotency key. */
    private static final int ATTEMPTS = 5;

    private static final ObjectMapper JSON = new ObjectMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String gateway;

    public ApiClient(String gateway) {
        this.gateway = gateway;
    }

    public JsonNode get(String path, String bearer) {
        return send(request(path, bearer).GET());
    }

    /** Posts JSON; without a bearer token if that is null. */
    public JsonNode post(String path, String bearer, String idempotencyKey, Object body) {
        return send(request(path, bearer)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofString(json(body))));
    }

    public JsonNode put(String path, String bearer, Object body) {
        return send(request(path, bearer)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json(body))));
    }

    public JsonNode putText(String path, String bearer, String contentType, String body) {
        return send(request(path, bearer).header("Content-Type", contentType).PUT(BodyPublishers.ofString(body)));
    }

    /** The token of an OAuth2 client, which proves itself by HTTP Basic. */
    public String clientToken(String path, String clientId, String clientSecret) {
        String basic =
                Base64.getEncoder().encodeToString((clientId + ":" + clientSecret).getBytes(StandardCharsets.UTF_8));
        return send(request(path, null)
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials")))
                .path("access_token")
                .asText();
    }

    private HttpRequest.Builder request(String path, String bearer) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway + path))
                .timeout(TIMEOUT)
                .header("Accept", "application/json");
        return bearer == null ? request : request.header("Authorization", "Bearer " + bearer);
    }

    private JsonNode send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        String call = request.method() + " " + request.uri().getPath();
        for (int attempt = 1; ; attempt++) {
            try {
                HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() / 100 == 2) {
                    return response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
                }
                boolean mayPass = response.statusCode() == 429 || response.statusCode() >= 502;
                if (!mayPass || attempt == ATTEMPTS) {
                    throw new ApiRefusal(call, response.statusCode(), response.body());
                }
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new ApiRefusal(call, 503, String.valueOf(e.getMessage()));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ApiRefusal(call, 503, "interrupted");
            }
            pause(attempt);
        }
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(300L * attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
