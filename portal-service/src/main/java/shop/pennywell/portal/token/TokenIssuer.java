package shop.pennywell.portal.token;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** Signs the tokens of members, staff and services: ES256 JWTs (RFC 7519, RFC 7518). */
@ApplicationScoped
public class TokenIssuer {

    /** Claim with the id of the session that an access token belongs to. */
    public static final String SESSION = "sid";

    static final String USERS = "pennywell";

    private final SigningKeys keys;
    private final TokenConfig config;
    private final Clock clock;

    TokenIssuer(SigningKeys keys, TokenConfig config, Clock clock) {
        this.keys = keys;
        this.config = config;
        this.clock = clock;
    }

    public String forMember(UUID id, String country, String currency, String locale, String tier, UUID session) {
        return sign(
                Jwt.claims()
                        .subject(id.toString())
                        .audience(USERS)
                        .groups(Set.of("member"))
                        .claim("country", country)
                        .claim("currency", currency)
                        .claim("locale", locale)
                        .claim("tier", tier)
                        .claim(SESSION, session.toString()),
                config.accessLifetime());
    }

    /** @param roles {@code staff} and whatever finer roles this person has */
    public String forStaff(UUID id, Set<String> roles, UUID session) {
        return sign(
                Jwt.claims()
                        .subject(id.toString())
                        .audience(USERS)
                        .groups(roles)
                        .claim(SESSION, session.toString()),
                config.accessLifetime());
    }

    String forService(String client, String audience) {
        return sign(
                Jwt.claims().subject(client).audience(audience).groups(Set.of("service")), config.serviceLifetime());
    }

    /** How long the tokens of members and staff are good. */
    public Duration accessLifetime() {
        return config.accessLifetime();
    }

    private String sign(JwtClaimsBuilder claims, Duration lifetime) {
        Instant now = clock.instant();
        KeyRing.Key key = keys.signing();
        return claims.issuer(config.issuer())
                .issuedAt(now)
                .expiresAt(now.plus(lifetime))
                .jws()
                .keyId(key.id())
                .algorithm(SignatureAlgorithm.ES256)
                .sign(key.privateKey());
    }
}
