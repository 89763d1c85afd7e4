package shop.pennywell.gateway.proxy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.http.HttpServerRequest;
import java.util.UUID;
import shop.pennywell.gateway.limit.ClientAddress;
import shop.pennywell.gateway.route.RequestTarget;
import shop.pennywell.gateway.route.Route;

/** One request on its way through: what is known of it so far. Used from its connection's event loop only. */
public final class Call {

    private final HttpServerRequest request;
    private final TraceContext trace;
    private final UUID id = UuidCreator.getTimeOrderedEpoch();
    private final long startedNanos = System.nanoTime();

    private RequestTarget target;
    private Route route;
    private ClientAddress client;
    private String upstream = "-";

    public Call(HttpServerRequest request) {
        this.request = request;
        this.trace = TraceContext.of(request.getHeader("traceparent"));
    }

    public HttpServerRequest request() {
        return request;
    }

    /** A UUIDv7 (RFC 9562), the same however often the request is sent to a service. */
    UUID id() {
        return id;
    }

    TraceContext trace() {
        return trace;
    }

    public String traceId() {
        return trace.traceId();
    }

    long startedNanos() {
        return startedNanos;
    }

    /** Null until the address has been understood. */
    public RequestTarget target() {
        return target;
    }

    public void target(RequestTarget understood) {
        this.target = understood;
    }

    public Route route() {
        return route;
    }

    public void route(Route found) {
        this.route = found;
    }

    public ClientAddress client() {
        return client;
    }

    public void client(ClientAddress found) {
        this.client = found;
    }

    String upstream() {
        return upstream;
    }

    void upstream(String last) {
        this.upstream = last;
    }
}
