package shop.pennywell.defaults.correlation;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.event.Observes;

/** Begins the trace of a request before anything else looks at it, so that refusals carry it too. */
class CorrelationFilter {

    private static final int BEFORE_AUTHENTICATION = 1000;

    void register(@Observes Filters filters) {
        filters.register(
                routing -> {
                    HttpServerRequest request = routing.request();
                    String trace = Correlation.begin(request.getHeader(Correlation.HEADER));
                    routing.response().putHeader("Trace-Id", trace);
                    routing.next();
                },
                BEFORE_AUTHENTICATION);
    }
}
