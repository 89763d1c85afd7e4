package shop.pennywell.gateway.session;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import shop.pennywell.gateway.balance.UpstreamClient;
import shop.pennywell.gateway.route.Service;

/**
 * Renews sessions at portal. Requests that a page sends at once with the same old cookie share one renewal here; those at another
 * replica get a fresh pair of their own, because portal accepts a just-rotated refresh token for a minute.
 */
@ApplicationScoped
class SessionRenewal {

    private static final String PATH = "/api/v1/sessions/refresh";

    private final UpstreamClient client;
    private final Duration timeout;
    private final Map<String, Future<Optional<SessionCookie>>> running = new ConcurrentHashMap<>();

    SessionRenewal(UpstreamClient client, SessionConfig config) {
        this.client = client;
        this.timeout = config.session().renewTimeout();
    }

    /**
     * The renewed session.
     *
     * @return empty when portal refuses: the session is over; failed when portal cannot be asked
     */
    Future<Optional<SessionCookie>> renew(SessionCookie old) {
        var known = running.get(old.refreshToken());
        if (known != null) {
            return known;
        }
        var body = new JsonObject().put("refreshToken", old.refreshToken());
        var renewal = client.call(Service.PORTAL, HttpMethod.POST, PATH, body, timeout)
                .map(SessionRenewal::read);
        running.put(old.refreshToken(), renewal);
        return renewal.onComplete(done -> running.remove(old.refreshToken(), renewal));
    }

    private static Optional<SessionCookie> read(UpstreamClient.Answer answer) {
        boolean refused = answer.status() >= 400 && answer.status() < 500 && answer.status() != 429;
        if (refused) {
            return Optional.empty();
        }
        if (answer.status() != 200) {
            throw new IllegalStateException("portal answered " + answer.status());
        }
        try {
            var session = answer.body().toJsonObject();
            return SessionCookie.parse(session.getString("accessToken") + "~" + session.getString("refreshToken"));
        } catch (DecodeException | ClassCastException e) {
            throw new IllegalStateException("portal's answer cannot be read", e);
        }
    }
}
