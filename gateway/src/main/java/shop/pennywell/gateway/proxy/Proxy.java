package shop.pennywell.gateway.proxy;

import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import shop.pennywell.gateway.balance.UpstreamClient;
import shop.pennywell.gateway.balance.Upstreams;
import shop.pennywell.gateway.session.Identity;

/** Forwards admitted calls to the services. */
@ApplicationScoped
public class Proxy {

    final Vertx vertx;
    final Upstreams upstreams;
    final UpstreamClient client;
    final SecurityHeaders securityHeaders;
    final KeptBodies keptBodies;
    final ProxyConfig.Timeouts timeouts;

    Proxy(
            Vertx vertx,
            Upstreams upstreams,
            UpstreamClient client,
            SecurityHeaders securityHeaders,
            KeptBodies keptBodies,
            ProxyConfig config) {
        this.vertx = vertx;
        this.upstreams = upstreams;
        this.client = client;
        this.securityHeaders = securityHeaders;
        this.keptBodies = keptBodies;
        this.timeouts = config.timeouts();
    }

    /** Takes the call to its end. The request is paused and its route known. */
    public void forward(Call call, Identity identity) {
        if (call.request().headers().contains("Expect")) {
            call.request().response().writeContinue();
        }
        new Exchange(this, call, identity).start();
    }
}
