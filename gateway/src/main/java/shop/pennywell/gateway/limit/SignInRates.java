package shop.pennywell.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import shop.pennywell.gateway.route.Routes;

/**
 * A token bucket per client address before everything that takes a password, a secret or a mailed token, or that sends a mail to
 * whoever asks. It only blunts floods: each replica counts alone. What holds is counted by the services, over all replicas: wrong
 * passwords per account and network, and mails per address, at portal.
 */
@ApplicationScoped
public class SignInRates {

    private static final List<String> GUARDED = List.of(
            "/api/v1/sessions",
            "/api/v1/members",
            "/api/v1/password-resets",
            "/api/v1/partner/oauth",
            "/api/v1/me/payout-account",
            "/account/payout/account",
            "/account/profile/erasure",
            "/sign-in",
            "/sign-up",
            "/verify",
            "/forgotten-password",
            "/reset-password");

    private static final Set<HttpMethod> GUARDED_METHODS = Set.of(HttpMethod.POST, HttpMethod.PUT);

    private final int burst;
    private final double perSecond;
    private final Clock clock;
    private final Cache<String, Bucket> buckets;

    SignInRates(LimitConfig config, Clock clock) {
        var rate = config.signInRate();
        this.burst = rate.burst();
        this.perSecond = rate.perSecond();
        this.clock = clock;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(rate.addresses())
                .expireAfterAccess(Duration.ofMillis((long) (1000 * burst / perSecond) + 1000))
                .build();
    }

    /** How long this request must wait; empty when it may go on. */
    public Optional<Duration> pauseFor(HttpMethod method, String path, ClientAddress client) {
        if (!GUARDED_METHODS.contains(method) || GUARDED.stream().noneMatch(prefix -> Routes.within(path, prefix))) {
            return Optional.empty();
        }
        return buckets.get(AddressRange.subscriber(client.address()), address -> new Bucket(burst, clock.millis()))
                .take(clock.millis());
    }

    private final class Bucket {
        private double tokens;
        private long filledAtMillis;

        Bucket(double tokens, long nowMillis) {
            this.tokens = tokens;
            this.filledAtMillis = nowMillis;
        }

        synchronized Optional<Duration> take(long nowMillis) {
            tokens = Math.min(burst, tokens + perSecond * Math.max(0, nowMillis - filledAtMillis) / 1000);
            filledAtMillis = nowMillis;
            if (tokens >= 1) {
                tokens--;
                return Optional.empty();
            }
            return Optional.of(Duration.ofMillis((long) Math.ceil((1 - tokens) / perSecond * 1000)));
        }
    }
}
