package shop.pennywell.portal.token;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.interfaces.ECPublicKey;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwx.JsonWebStructure;

/**
 * Verifies the tokens that this service signed itself with the keys that it holds, so that a portal needs nobody's JWKS to
 * start. A token under any other key is left to the OIDC mechanism and the issuers configured there.
 */
@ApplicationScoped
class OwnTokens implements HttpAuthenticationMechanism {

    private static final String SCHEME = "bearer ";
    private static final int AFTER_NOBODY = HttpAuthenticationMechanism.DEFAULT_PRIORITY + 1000;

    private final SigningKeys keys;
    private final JwtConsumer unverified;
    private final JwtConsumerBuilderSource verified;

    OwnTokens(SigningKeys keys, TokenConfig config) {
        this.keys = keys;
        this.unverified = new JwtConsumerBuilder()
                .setSkipAllValidators()
                .setDisableRequireSignature()
                .setSkipSignatureVerification()
                .build();
        this.verified = key -> new JwtConsumerBuilder()
                .setVerificationKey(key)
                .setJwsAlgorithmConstraints(
                        AlgorithmConstraints.ConstraintType.PERMIT,
                        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
                .setExpectedIssuer(config.issuer())
                .setExpectedAudience(TokenIssuer.USERS, "portal")
                .setRequireExpirationTime()
                .setRequireSubject()
                .build();
    }

    @FunctionalInterface
    private interface JwtConsumerBuilderSource {
        JwtConsumer with(ECPublicKey key);
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext routing, IdentityProviderManager identities) {
        String authorization = routing.request().getHeader("Authorization");
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Uni.createFrom().nullItem();
        }
        String token = authorization.substring(SCHEME.length()).trim();
        Optional<ECPublicKey> key = keyOf(token);
        if (key.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        try {
            return Uni.createFrom()
                    .item(identity(token, verified.with(key.get()).processToClaims(token)));
        } catch (InvalidJwtException | MalformedClaimException refused) {
            return Uni.createFrom().failure(new AuthenticationFailedException(refused));
        }
    }

    private Optional<ECPublicKey> keyOf(String token) {
        try {
            for (JsonWebStructure layer : unverified.process(token).getJoseObjects()) {
                String id = layer.getKeyIdHeaderValue();
                if (id != null) {
                    return keys.publicKey(id);
                }
            }
        } catch (InvalidJwtException notOurs) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static SecurityIdentity identity(String token, JwtClaims claims) throws MalformedClaimException {
        claims.setStringClaim("raw_token", token);
        Set<String> roles =
                claims.hasClaim("groups") ? new HashSet<>(claims.getStringListClaimValue("groups")) : Set.of();
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new DefaultJWTCallerPrincipal(claims))
                .addRoles(roles)
                .addCredential(new TokenCredential(token, "bearer"))
                .build();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext routing) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    @Override
    public int getPriority() {
        return AFTER_NOBODY;
    }
}
