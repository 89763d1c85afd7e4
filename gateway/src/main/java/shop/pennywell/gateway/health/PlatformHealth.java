package shop.pennywell.gateway.health;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import shop.pennywell.gateway.OwnEventLoop;
import shop.pennywell.gateway.balance.Upstream;
import shop.pennywell.gateway.balance.UpstreamClient;
import shop.pennywell.gateway.balance.Upstreams;
import shop.pennywell.gateway.route.Service;

/**
 * The whole platform's health: every replica is asked whether it is ready. A service is up if one of its replicas is, the
 * platform if every service is. An answer is used for a second, so that asking often costs the services nothing.
 */
@ApplicationScoped
public class PlatformHealth {

    private static final String READY = "/q/health/ready";
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Upstreams upstreams;
    private final UpstreamClient client;
    private final Clock clock;

    private Future<JsonObject> latest;
    private long askedAtMillis;

    PlatformHealth(Upstreams upstreams, UpstreamClient client, Clock clock) {
        this.upstreams = upstreams;
        this.client = client;
        this.clock = clock;
    }

    /** Answers 200 if all is up, otherwise 503, with the state of each service. */
    public void answer(HttpServerRequest request) {
        request.handler(chunk -> {});
        request.resume();
        look().onSuccess(OwnEventLoop.run(health -> request.response()
                .setStatusCode(isUp(health) ? 200 : 503)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(health.encode())));
    }

    private synchronized Future<JsonObject> look() {
        long now = clock.millis();
        if (latest == null || now - askedAtMillis > FRESH.toMillis()) {
            askedAtMillis = now;
            latest = ask();
        }
        return latest;
    }

    private Future<JsonObject> ask() {
        List<Future<JsonObject>> asked = new ArrayList<>();
        for (var service : Service.values()) {
            asked.add(ask(service));
        }
        return Future.join(asked).map(all -> {
            boolean up = asked.stream().allMatch(service -> isUp(service.result()));
            var services = new JsonArray();
            asked.forEach(service -> services.add(service.result()));
            return new JsonObject().put("status", status(up)).put("services", services);
        });
    }

    private Future<JsonObject> ask(Service service) {
        var replies = upstreams.of(service).stream().map(this::ask).toList();
        return Future.join(replies).map(all -> {
            long ready = replies.stream().filter(Future::result).count();
            return new JsonObject()
                    .put("name", service.label())
                    .put("status", status(ready > 0))
                    .put("ready", ready)
                    .put("replicas", replies.size());
        });
    }

    private Future<Boolean> ask(Upstream upstream) {
        return client.callOne(upstream, HttpMethod.GET, READY, PATIENCE)
                .map(answer -> answer.status() == 200)
                .otherwise(false);
    }

    private static boolean isUp(JsonObject health) {
        return status(true).equals(health.getString("status"));
    }

    private static String status(boolean up) {
        return up ? "UP" : "DOWN";
    }
}
