package shop.pennywell.commission.click;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.security.Caller;

/**
 * Who leaves for a store, by the token. To verify a signature (ES256) is the dearest part of a click-out, and a member clicks more than once
 * while a token lasts, so what a verified token said is remembered: as long as it would be taken, and a few minutes at most.
 *
 * <p>Nobody gains by that. The whole token is compared, and one that was refused is never remembered. When a token comes that another key has
 * signed, all others are verified again: verification fetches portal's keys when it meets a new one, and the old one may be withdrawn.
 */
@ApplicationScoped
class Shoppers {
    private final CurrentIdentityAssociation identities;
    private final Clock clock;
    private final Duration grace;
    private final Cache<String, Known> known;

    /** What tokens of each key begin with; portal has one at a time, and the next for a while. */
    private final Set<String> heads = ConcurrentHashMap.newKeySet();

    /** @param until when verification would begin to refuse the token */
    private record Known(Shopper shopper, Instant until) {}

    @ConfigMapping(prefix = "pennywell.known-shoppers")
    interface KnownConfig {
        /** Of some 1.5 KB each. */
        @WithDefault("10000")
        int most();

        /** Of any token; the longest time that a withdrawn key can be believed here after verification knows better. */
        @WithDefault("5m")
        Duration keepFor();
    }

    /** @param graceSeconds how long after its end a token is good for a click-out */
    Shoppers(
            CurrentIdentityAssociation identities,
            KnownConfig config,
            @ConfigProperty(name = "quarkus.oidc.go.token.lifespan-grace") int graceSeconds,
            Clock clock) {
        this.identities = identities;
        this.clock = clock;
        this.grace = Duration.ofSeconds(graceSeconds);
        this.known = Caffeine.newBuilder()
                .maximumSize(config.most())
                .expireAfterWrite(config.keepFor())
                .build();
    }

    /** The member whose token this is, if it is remembered. */
    Optional<Shopper> remembered(String authorization) {
        Known remembered = authorization == null ? null : known.getIfPresent(authorization);
        return remembered != null && clock.instant().isBefore(remembered.until())
                ? Optional.of(remembered.shopper())
                : Optional.empty();
    }

    /**
     * The member who makes this request, verified; empty if it has no token or one that we cannot use, which stops nobody on the way to a
     * store. Fails with a problem 403 for whoever is no member.
     *
     * @param authorization the header of that name; null if there is none
     */
    Uni<Optional<Shopper>> of(String authorization) {
        return identities
                .getDeferredIdentity()
                .onFailure(AuthenticationFailedException.class)
                .recoverWithNull()
                .map(identity -> shopper(identity, authorization));
    }

    private Optional<Shopper> shopper(SecurityIdentity identity, String authorization) {
        if (identity == null || identity.isAnonymous()) {
            return Optional.empty();
        }
        Caller caller = Caller.of(identity);
        if (!caller.has("member")) {
            throw CommonProblem.FORBIDDEN.problem("Only members earn cashback");
        }
        Shopper shopper = Shopper.of(caller);
        if (authorization != null && identity.getPrincipal() instanceof JsonWebToken token) {
            remember(authorization, token, shopper);
        }
        return Optional.of(shopper);
    }

    private void remember(String authorization, JsonWebToken token, Shopper shopper) {
        String raw = token.getRawToken();
        if (heads.add(raw.substring(0, raw.indexOf('.')))) {
            known.invalidateAll();
        }
        Instant until = Instant.ofEpochSecond(token.getExpirationTime()).plus(grace);
        known.put(authorization, new Known(shopper, until));
    }
}
