package shop.pennywell.defaults.limit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import shop.pennywell.defaults.correlation.Correlation;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.ProblemResponse;

/**
 * The first look at every request: begins its trace, and refuses a body that says it is too large before a byte is read. What
 * comes in chunks without a length is counted while it is read. A service with large uploads raises
 * {@code quarkus.http.limits.max-body-size} to the largest of them; the limits here hold below that.
 */
class FirstLook {

    /** Quarkus notes {@code quarkus.http.limits.max-body-size} with the request at order -2. */
    private static final int AFTER_THE_LARGEST_IS_SET = -1;

    /** PostgreSQL can neither keep nor look for it, and no honest request has it. */
    private static final String NUL = "%00";

    private final Config config;
    private final Map<Pattern, Long> large;
    private final ObjectMapper json;

    FirstLook(Config config, ObjectMapper json) {
        this.config = config;
        this.large = config.largeBodies().values().stream()
                .collect(java.util.stream.Collectors.toMap(
                        body -> Pattern.compile(body.path()), body -> body.max().asLongValue()));
        this.json = json;
    }

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::check);
        router.route().order(AFTER_THE_LARGEST_IS_SET).handler(this::bound);
    }

    private void check(RoutingContext routing) {
        Correlation.begin(routing.request(), routing.response());
        if (routing.request().uri().contains(NUL)) {
            refuse(routing, CommonProblem.MALFORMED_REQUEST);
            return;
        }
        String length = routing.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || Long.parseLong(length) <= limit(routing.request().path())) {
            routing.next();
        } else {
            refuse(routing, CommonProblem.PAYLOAD_TOO_LARGE);
        }
    }

    private void refuse(RoutingContext routing, CommonProblem problem) {
        routing.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemResponse.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(body(problem));
    }

    /** What comes in chunks is counted while it is read: against the limit of its own address, not the largest of all. */
    private void bound(RoutingContext routing) {
        Long largest = routing.get(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY);
        long own = limit(routing.request().path());
        if (largest == null || own < largest) {
            routing.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, own);
        }
        routing.next();
    }

    private long limit(String path) {
        return large.entrySet().stream()
                .filter(entry -> path != null && entry.getKey().matcher(path).matches())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(config.maxBodySize().asLongValue());
    }

    private String body(CommonProblem problem) {
        try {
            return json.writeValueAsString(ProblemResponse.of(problem, null, List.of(), Correlation.traceId()));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Largest bodies, in bytes. */
    @ConfigMapping(prefix = "pennywell.http")
    interface Config {

        @WithDefault("2M")
        MemorySize maxBodySize();

        /** Addresses that take more, by any name. */
        Map<String, Large> largeBodies();

        /** One kind of upload. */
        interface Large {

            /** Regular expression for the whole path. */
            String path();

            MemorySize max();
        }
    }
}
