package shop.pennywell.defaults.security;

import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.security.HttpSecurityRecorder.DefaultAuthFailureHandler;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.function.BiConsumer;

/**
 * Leads what fails authentication to the exception mappers, as any other failure. Quarkus REST does the same, but where there are metrics it first
 * builds, for each request, the map of all resources anew, only to know the path's template should authentication fail; it finds that out again when
 * one does. For a click-out that was a tenth of its cost.
 */
class AuthenticationFailures {
    /** Authentication is at -200; at this order Quarkus REST replaces what fails it, and of two the one that was there first goes first. */
    private static final int BEFORE_QUARKUS_REST_DOES = -199;

    /** Just before Quarkus REST takes the request; from there on a resource may recover from the failure. */
    private static final int BEFORE_RESOURCES = RouteConstants.ROUTE_ORDER_BEFORE_DEFAULT + 499;

    private static final BiConsumer<RoutingContext, Throwable> FAIL = AuthenticationFailures::fail;

    void register(@Observes Router router) {
        router.route().order(BEFORE_QUARKUS_REST_DOES).handler(routing -> {
            routing.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, FAIL);
            routing.next();
        });
        router.route().order(BEFORE_RESOURCES).handler(routing -> {
            if (routing.get(QuarkusHttpUser.AUTH_FAILURE_HANDLER) == FAIL) {
                routing.remove(QuarkusHttpUser.AUTH_FAILURE_HANDLER);
            }
            routing.next();
        });
    }

    private static void fail(RoutingContext routing, Throwable failure) {
        DefaultAuthFailureHandler.markIfOtherAuthenticationFailure(routing, failure);
        if (!routing.failed()) {
            routing.fail(DefaultAuthFailureHandler.extractRootCause(failure));
        }
    }
}
