package shop.pennywell.gateway.session;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;
import shop.pennywell.gateway.balance.UpstreamClient;
import shop.pennywell.gateway.route.Service;

/** Portal's public keys, fetched when first needed, when they have become old, and when a token names an unknown one. */
@ApplicationScoped
class SigningKeys {

    private static final Logger LOG = Logger.getLogger(SigningKeys.class);

    private static final String PATH = "/.well-known/jwks.json";
    private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(2);
    /** However many unknown keys tokens name, portal is asked no more often than this. */
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(5);

    private final UpstreamClient client;
    private final Clock clock;
    private final Duration maxAge;

    private volatile Map<String, Key> keys = Map.of();
    private volatile long fetchedAtMillis;
    private volatile long askedAtMillis = Long.MIN_VALUE / 2;
    private final AtomicReference<Future<Void>> fetching = new AtomicReference<>();

    SigningKeys(UpstreamClient client, SessionConfig config, Clock clock) {
        this.client = client;
        this.clock = clock;
        this.maxAge = config.session().keysAge();
    }

    /**
     * The key of that id.
     *
     * @return null when portal does not publish it; failed when we could not find out
     */
    Future<Key> find(String id) {
        var known = keys.get(id);
        long now = clock.millis();
        boolean mayAsk = now - askedAtMillis >= SHORTEST_PAUSE.toMillis();
        if (known != null) {
            if (mayAsk && now - fetchedAtMillis > maxAge.toMillis()) {
                fetch();
            }
            return Future.succeededFuture(known);
        }
        var running = fetching.get();
        if (running == null && !mayAsk) {
            return fetchedAtMillis >= askedAtMillis
                    ? Future.succeededFuture()
                    : Future.failedFuture("the keys could not be fetched a moment ago");
        }
        return (running == null ? fetch() : running).map(done -> keys.get(id));
    }

    private Future<Void> fetch() {
        askedAtMillis = clock.millis();
        var fetch = client.call(Service.PORTAL, HttpMethod.GET, PATH, null, FETCH_TIMEOUT)
                .<Void>map(answer -> {
                    keys = parse(answer);
                    fetchedAtMillis = clock.millis();
                    return null;
                })
                .onFailure(
                        e -> LOG.warnf("signing keys cannot be fetched, tokens pass unverified: %s", e.getMessage()));
        fetching.set(fetch);
        return fetch.onComplete(done -> fetching.compareAndSet(fetch, null));
    }

    private static Map<String, Key> parse(UpstreamClient.Answer answer) {
        if (answer.status() != 200) {
            throw new IllegalStateException("portal answered " + answer.status());
        }
        try {
            Map<String, Key> found = new HashMap<>();
            for (var key : new JsonWebKeySet(answer.body().toString()).getJsonWebKeys()) {
                if (key.getKeyId() != null) {
                    found.put(key.getKeyId(), key.getKey());
                }
            }
            return Map.copyOf(found);
        } catch (JoseException e) {
            throw new IllegalStateException("portal's keys cannot be read", e);
        }
    }
}
