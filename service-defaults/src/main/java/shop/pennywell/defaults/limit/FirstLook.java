package shop.pennywell.defaults.limit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
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
 * The first look at every request: begins its trace, and refuses a body that says it is too large before a byte is read. What comes in chunks without a length is cut by
 * {@code quarkus.http.limits.max-body-size}, which a service with large uploads raises to the largest of them.
 */
class FirstLook {

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
    }

    private void check(RoutingContext routing) {
        Correlation.begin(routing.request(), routing.response());
        String length = routing.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || Long.parseLong(length) <= limit(routing.request().path())) {
            routing.next();
            return;
        }
        routing.response()
                .setStatusCode(CommonProblem.PAYLOAD_TOO_LARGE.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemResponse.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(problem());
    }

    private long limit(String path) {
        return large.entrySet().stream()
                .filter(entry -> path != null && entry.getKey().matcher(path).matches())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(config.maxBodySize().asLongValue());
    }

    private String problem() {
        try {
            return json.writeValueAsString(
                    ProblemResponse.of(CommonProblem.PAYLOAD_TOO_LARGE, null, List.of(), Correlation.traceId()));
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
