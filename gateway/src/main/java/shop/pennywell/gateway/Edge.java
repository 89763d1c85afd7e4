package shop.pennywell.gateway;

import io.vertx.core.VertxException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import org.jboss.logging.Logger;
import shop.pennywell.gateway.health.PlatformHealth;
import shop.pennywell.gateway.limit.ClientAddresses;
import shop.pennywell.gateway.limit.SignInRates;
import shop.pennywell.gateway.proxy.AccessLog;
import shop.pennywell.gateway.proxy.Call;
import shop.pennywell.gateway.proxy.Proxy;
import shop.pennywell.gateway.proxy.Refusals;
import shop.pennywell.gateway.proxy.RequestChecks;
import shop.pennywell.gateway.route.RequestTarget;
import shop.pennywell.gateway.route.RequestTarget.AmbiguousTarget;
import shop.pennywell.gateway.route.Routes;
import shop.pennywell.gateway.session.Identities;

/** The way of every request: understood, checked, routed, limited, identified, and only then forwarded. */
@ApplicationScoped
class Edge {

    private static final Logger LOG = Logger.getLogger(Edge.class);

    /** The gateway's own health for its orchestrator, answered by Quarkus. */
    private static final Set<String> OWN =
            Set.of("/q/health", "/q/health/live", "/q/health/ready", "/q/health/started");

    private final ClientAddresses clients;
    private final SignInRates signInRates;
    private final Identities identities;
    private final PlatformHealth health;
    private final Proxy proxy;

    Edge(ClientAddresses clients, SignInRates signInRates, Identities identities, PlatformHealth health, Proxy proxy) {
        this.clients = clients;
        this.signInRates = signInRates;
        this.identities = identities;
        this.health = health;
        this.proxy = proxy;
    }

    /** Before every other route, so that no library sees a request first. */
    void register(@Observes Router router) {
        var route = router.route().order(Integer.MIN_VALUE);
        // What the router itself refuses before it asks anybody, such as a request without a host, or for no path.
        route.failureHandler(context ->
                answer(new Call(context.request()), context.failure() == null ? notAPath() : context.failure()));
        route.handler(context -> {
            if (OWN.contains(context.request().uri())) {
                context.next();
            } else {
                handle(context.request());
            }
        });
    }

    private static Refusal notAPath() {
        return GatewayProblem.REQUEST_TARGET_INVALID.because("Not accepted: the target must be a path.");
    }

    void handle(HttpServerRequest request) {
        request.pause();
        var call = new Call(request);
        AccessLog.watch(call);
        try {
            admit(call);
        } catch (RuntimeException e) {
            answer(call, e);
        }
    }

    private void admit(Call call) {
        var request = call.request();
        try {
            call.target(RequestTarget.parse(request.uri()));
        } catch (AmbiguousTarget e) {
            throw GatewayProblem.REQUEST_TARGET_INVALID.because("Not accepted: " + e.getMessage() + ".");
        }
        RequestChecks.check(request);
        var path = call.target().path();
        if (path.equals("/health")) {
            health.answer(request);
            return;
        }
        var route = Routes.find(path)
                .orElseThrow(() -> GatewayProblem.NOT_FOUND.because("Nothing is to be found at this address."));
        call.route(route);
        call.client(clients.of(request));
        signInRates.pauseFor(request.method(), path, call.client()).ifPresent(pause -> {
            throw GatewayProblem.TOO_MANY_REQUESTS
                    .because("Please wait a moment.")
                    .with("Retry-After", Long.toString(pause.toSeconds() + 1));
        });
        var length = request.getHeader("Content-Length");
        if (length != null && Long.parseLong(length) > route.maxBody()) {
            throw GatewayProblem.PAYLOAD_TOO_LARGE.because("At most " + route.maxBody() + " bytes are accepted here.");
        }
        identities.of(request, path, call.client()).onComplete(OwnEventLoop.run(identity -> {
            if (identity.succeeded()) {
                proxy.forward(call, identity.result());
            } else {
                answer(call, identity.cause());
            }
        }));
    }

    private static void answer(Call call, Throwable cause) {
        if (cause instanceof Refusal refusal) {
            Refusals.answer(call, refusal);
        } else if (cause instanceof VertxException || cause instanceof IllegalArgumentException) {
            Refusals.answer(call, GatewayProblem.MALFORMED_REQUEST.because("The request is not valid HTTP."));
        } else {
            LOG.errorf(cause, "request %s failed", call.traceId());
            Refusals.answer(call, GatewayProblem.INTERNAL.because("We have been told of it."));
        }
    }
}
