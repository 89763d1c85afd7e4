package shop.pennywell.commission.partner;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.jwt.JsonWebToken;
import shop.pennywell.commission.world.World;
import shop.pennywell.commission.world.Worlds;

/**
 * Refuses a partner's token, however valid in itself, once the credentials that it was given for are revoked. Since every partner's request comes
 * through here, here it enters the world of its credentials.
 */
@ApplicationScoped
class RevokedCredentials implements SecurityIdentityAugmentor {
    private static final int MOST_REMEMBERED = 10_000;

    private final PartnerAccess access;
    private final Worlds worlds;
    private final TokenResource.PartnerTokenConfig config;
    private final Clock clock;
    private final Map<String, Belief> beliefs = new ConcurrentHashMap<>();

    private record Belief(boolean usable, Instant until) {}

    RevokedCredentials(PartnerAccess access, Worlds worlds, TokenResource.PartnerTokenConfig config, Clock clock) {
        this.access = access;
        this.worlds = worlds;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        throw new AuthenticationFailedException("not by HTTP");
    }

    @Override
    public Uni<SecurityIdentity> augment(
            SecurityIdentity identity, AuthenticationRequestContext context, Map<String, Object> attributes) {
        if (!identity.hasRole("partner") || !(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Uni.createFrom().item(identity);
        }
        worlds.enter(World.ofKey(token.getSubject()), HttpSecurityUtils.getRoutingContextAttribute(attributes));
        Belief belief = beliefs.get(token.getSubject());
        if (belief != null && clock.instant().isBefore(belief.until())) {
            return verdict(identity, belief);
        }
        return context.runBlocking(() -> {
            Belief fresh = new Belief(
                    access.usable(token.getSubject()), clock.instant().plus(config.believedFor()));
            if (beliefs.size() >= MOST_REMEMBERED) {
                beliefs.clear();
            }
            beliefs.put(token.getSubject(), fresh);
            if (!fresh.usable()) {
                throw new AuthenticationFailedException("credentials revoked");
            }
            return identity;
        });
    }

    private static Uni<SecurityIdentity> verdict(SecurityIdentity identity, Belief belief) {
        return belief.usable()
                ? Uni.createFrom().item(identity)
                : Uni.createFrom().failure(new AuthenticationFailedException("credentials revoked"));
    }
}
