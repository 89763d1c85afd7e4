package shop.pennywell.defaults.limit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.List;
import shop.pennywell.defaults.correlation.Correlation;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.ProblemResponse;

/**
 * The first look at every request: begins its trace, and refuses a body that says it is too large before a byte is read. What
 * comes in chunks without a length is counted by {@link BodyBound} while it is read.
 */
class FirstLook {

    /** Quarkus notes {@code quarkus.http.limits.max-body-size} with the request at order -2. */
    private static final int AFTER_THE_LARGEST_IS_SET = -1;

    /** PostgreSQL can neither keep nor look for it, and no honest request has it. */
    private static final String NUL = "%00";

    private static final Long NO_LIMIT = -1L;

    private final BodyLimits limits;
    private final ObjectMapper json;

    FirstLook(BodyLimits limits, ObjectMapper json) {
        this.limits = limits;
        this.json = json;
    }

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::check);
        router.route().order(AFTER_THE_LARGEST_IS_SET).handler(FirstLook::leaveCountingToBodyBound);
    }

    private void check(RoutingContext routing) {
        Correlation.begin(routing.request(), routing.response());
        if (routing.request().uri().contains(NUL)) {
            refuse(routing, CommonProblem.MALFORMED_REQUEST);
            return;
        }
        String length = routing.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null
                || Long.parseLong(length) <= limits.of(routing.request().path())) {
            routing.next();
        } else {
            refuse(routing, CommonProblem.PAYLOAD_TOO_LARGE);
        }
    }

    private void refuse(RoutingContext routing, CommonProblem problem) {
        endConnectionAfter(routing);
        routing.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemResponse.MEDIA_TYPE)
                .end(body(problem));
    }

    /** What is left of the body would be in the way of the next request; HTTP/2 has a stream for each and no such header. */
    static void endConnectionAfter(RoutingContext routing) {
        if (routing.request().version() != HttpVersion.HTTP_2) {
            routing.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    /** The framework would answer a body in chunks that is too large without a problem document, and cut the connection. */
    private static void leaveCountingToBodyBound(RoutingContext routing) {
        routing.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, NO_LIMIT);
        routing.next();
    }

    private String body(CommonProblem problem) {
        try {
            return json.writeValueAsString(ProblemResponse.of(problem, null, List.of(), Correlation.traceId()));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
