package shop.pennywell.gateway.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * Verifies tokens early, so that evident rubbish costs the services nothing. The services verify again, audience and roles
 * included: in doubt a token passes here.
 */
@ApplicationScoped
class TokenVerifier {

    private static final AlgorithmConstraints ES256 =
            new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);

    private static final int REMEMBERED = 20_000;

    private final SigningKeys keys;
    private final String issuer;
    private final Clock clock;

    /** Tokens with a good signature; verifying one costs some hundred microseconds, and a member's page asks often. */
    private final Cache<String, Boolean> verified = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(Duration.ofMinutes(15))
            .build();

    TokenVerifier(SigningKeys keys, SessionConfig config, Clock clock) {
        this.keys = keys;
        this.issuer = config.issuer();
        this.clock = clock;
    }

    /** What is known about a token. */
    enum Verdict {
        VALID,
        EXPIRED,
        /** Malformed, or not signed by the issuer it names. */
        INVALID,
        /** Of another issuer, whose keys the services know. */
        FOREIGN,
        /** Ours by what it says, but the keys cannot be had right now. */
        UNVERIFIABLE
    }

    Future<Verdict> verify(String text) {
        var token = AccessToken.parse(text).orElse(null);
        if (token == null) {
            return Future.succeededFuture(Verdict.INVALID);
        }
        if (!issuer.equals(token.issuer())) {
            return Future.succeededFuture(Verdict.FOREIGN);
        }
        if (!token.expiresAt().isAfter(clock.instant())) {
            return Future.succeededFuture(Verdict.EXPIRED);
        }
        if (token.keyId() == null
                || !AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256.equals(token.algorithm())) {
            return Future.succeededFuture(Verdict.INVALID);
        }
        if (verified.getIfPresent(text) != null) {
            return Future.succeededFuture(Verdict.VALID);
        }
        return keys.find(token.keyId())
                .map(key -> key != null && isSignedBy(key, text) ? Verdict.VALID : Verdict.INVALID)
                .onSuccess(verdict -> remember(text, verdict))
                .otherwise(Verdict.UNVERIFIABLE);
    }

    private void remember(String text, Verdict verdict) {
        if (verdict == Verdict.VALID) {
            verified.put(text, true);
        }
    }

    private static boolean isSignedBy(Key key, String text) {
        try {
            var signature = new JsonWebSignature();
            signature.setAlgorithmConstraints(ES256);
            signature.setCompactSerialization(text);
            signature.setKey(key);
            return signature.verifySignature();
        } catch (JoseException e) {
            return false;
        }
    }
}
