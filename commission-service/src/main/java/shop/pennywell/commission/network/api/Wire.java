package shop.pennywell.commission.network.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import shop.pennywell.commission.network.api.NetworkFailure.Kind;

/** Calls networks: everything bounded, no redirect followed, numbers never a floating point. */
@ApplicationScoped
public class Wire {
    /** Keeps decimals as they are written, and writes in ASCII, so that whatever a network said can be kept word for word. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final long EPOCH_SECONDS = 1_000_000_000L;

    private final WireConfig config;
    private final Clock clock;
    private final HttpClient http;
    private final Map<UUID, Session.Token> tokens = new ConcurrentHashMap<>();

    /** How networks are called. */
    @ConfigMapping(prefix = "pennywell.network-calls")
    public interface WireConfig {
        /** Of one call, its whole answer included. */
        @WithDefault("30s")
        Duration timeout();

        /** Of all calls that one page takes. */
        @WithDefault("60s")
        Duration pageTimeout();

        @WithDefault("4M")
        MemorySize maxAnswer();

        /** Other addresses than the networks' own, by name in lower case. */
        Map<String, URI> urls();
    }

    public Wire(WireConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** For the calls of one page. */
    public Session session(Network network, UUID accountId, Map<String, String> credentials, Terms terms) {
        URI address = config.urls()
                .getOrDefault(
                        network.name().name().toLowerCase(Locale.ROOT),
                        URI.create(network.access().address()));
        return new Session(
                this, address, accountId, credentials, terms, clock.instant().plus(config.pageTimeout()));
    }

    /** Reads what {@link #write} wrote. */
    public static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a kept record is no JSON", broken);
        }
    }

    public static String write(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    Map<UUID, Session.Token> tokens() {
        return tokens;
    }

    Instant now() {
        return clock.instant();
    }

    /** The body of an answer with status 200, whatever it is. */
    byte[] send(HttpRequest.Builder request, Instant deadline) throws NetworkFailure {
        Duration left = Duration.between(clock.instant(), deadline);
        Duration timeout = left.compareTo(config.timeout()) < 0 ? left : config.timeout();
        if (timeout.isNegative() || timeout.isZero()) {
            throw new NetworkFailure(Kind.AWAY, "no whole page in time");
        }
        HttpResponse<byte[]> answer = exchange(request.timeout(timeout).build(), timeout);
        int status = answer.statusCode();
        if (status == 200) {
            return answer.body();
        }
        if (status == 429) {
            throw new NetworkFailure(Kind.THROTTLED, "too many calls", pause(answer));
        }
        if (status == 401 || status == 403) {
            throw new NetworkFailure(Kind.REFUSED, "answered " + status);
        }
        if (status >= 500 || status == 408) {
            throw new NetworkFailure(Kind.AWAY, "answered " + status, pause(answer));
        }
        throw new NetworkFailure(status == 404 ? Kind.NOT_FOUND : Kind.REJECTED, "answered " + status);
    }

    static JsonNode json(byte[] body) throws NetworkFailure {
        try {
            JsonNode read = JSON.readTree(body);
            if (read == null || read.isMissingNode()) {
                throw new NetworkFailure(Kind.UNREADABLE, "an empty answer");
            }
            return read;
        } catch (IOException notJson) {
            throw new NetworkFailure(Kind.UNREADABLE, "not JSON");
        }
    }

    private HttpResponse<byte[]> exchange(HttpRequest request, Duration timeout) throws NetworkFailure {
        // The request's own time-out ends with the answer's head; this one covers the body too.
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(
                request, BoundedBody.upTo((int) config.maxAnswer().asLongValue()));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new NetworkFailure(Kind.AWAY, "interrupted");
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw new NetworkFailure(Kind.AWAY, "no whole answer in time");
        } catch (ExecutionException failure) {
            throw isTooLarge(failure)
                    ? new NetworkFailure(
                            Kind.TOO_LARGE, "more than " + config.maxAnswer().asLongValue() + " bytes")
                    : new NetworkFailure(
                            Kind.AWAY, failure.getCause().getClass().getSimpleName());
        }
    }

    private static boolean isTooLarge(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BoundedBody.TooLarge) {
                return true;
            }
        }
        return false;
    }

    /**
     * What a throttled answer asks us to wait: {@code Retry-After} (RFC 9110, seconds or a date), Partnerize's {@code
     * X-RateLimit-Retry-After} (seconds), impact.com's {@code X-RateLimit-Reset} (seconds); null if nothing.
     */
    private Duration pause(HttpResponse<?> answer) {
        for (String header : new String[] {"Retry-After", "X-RateLimit-Retry-After", "X-RateLimit-Reset"}) {
            String value = answer.headers().firstValue(header).orElse("").strip();
            Duration asked = value.isEmpty() ? null : pause(value);
            if (asked != null) {
                return asked.isNegative() ? Duration.ZERO : asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
            }
        }
        return null;
    }

    private Duration pause(String value) {
        try {
            if (value.matches("[0-9]{1,10}(\\.[0-9]+)?")) {
                long seconds =
                        new BigDecimal(value).setScale(0, RoundingMode.CEILING).longValueExact();
                return seconds > EPOCH_SECONDS
                        ? Duration.between(clock.instant(), Instant.ofEpochSecond(seconds))
                        : Duration.ofSeconds(seconds);
            }
            return Duration.between(
                    clock.instant(),
                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
