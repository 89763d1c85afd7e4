package shop.pennywell.local.testing;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Tokens as portal-service issues them, signed with a key that is published by {@link TestIssuer} only. Every method
 * answers the JWT alone: send it as {@code Authorization: Bearer <jwt>}.
 */
public final class TestTokens {
    /** The issuer and public base URL of every service under test. */
    public static final String ISSUER = "https://pennywell.test";

    static final String KEY_ID = "test";
    /** The public point of the key below. */
    static final String PUBLIC_X = "OOJ84pMXc_hyHEVTkmXtd9BvftIPq2QQYwS-vaIKvhc";

    static final String PUBLIC_Y = "vdDsKaUuZGL1YgRWdQwSMp5jOM1xkdtZlyNIExhRHPs";
    private static final String KEY_SEED = "Pennywell test key, worth nothing";
    private static final PrivateKey KEY = key();

    private TestTokens() {}

    /** A member in Germany with euros. */
    public static String member(UUID memberId) {
        return member(memberId, "DE", "EUR");
    }

    public static String member(UUID memberId, String country, String currency) {
        Map<String, Object> claims = claims(memberId.toString(), "pennywell", List.of("member"));
        claims.put("country", country);
        claims.put("currency", currency);
        claims.put("locale", "en");
        return sign(claims);
    }

    /** Staff with the role {@code staff} and these, for example {@code finance}. */
    public static String staff(String... extraRoles) {
        return staff(UUID.nameUUIDFromBytes("test staff".getBytes(StandardCharsets.UTF_8)), extraRoles);
    }

    /** The same for one of several persons. */
    public static String staff(UUID staffId, String... extraRoles) {
        List<String> roles = new ArrayList<>(List.of("staff"));
        roles.addAll(List.of(extraRoles));
        return sign(claims(staffId.toString(), "pennywell", roles));
    }

    /** A sibling's token for this service, {@code portal commission payments mailing stats}. */
    public static String service(String audience) {
        return sign(claims("test-service", audience, List.of("service")));
    }

    /** A member's token that ended an hour ago. */
    public static String expired(UUID memberId) {
        Map<String, Object> claims = claims(memberId.toString(), "pennywell", List.of("member"));
        claims.put("iat", Instant.now().minus(Duration.ofHours(2)).getEpochSecond());
        claims.put("exp", Instant.now().minus(Duration.ofHours(1)).getEpochSecond());
        return sign(claims);
    }

    /** Valid claims to change and {@link #sign}. */
    public static Map<String, Object> claims(String subject, String audience, List<String> groups) {
        Instant now = Instant.now();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", ISSUER);
        claims.put("sub", subject);
        claims.put("aud", audience);
        claims.put("groups", groups);
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(Duration.ofMinutes(15)).getEpochSecond());
        claims.put("jti", UUID.randomUUID().toString());
        return claims;
    }

    /** Signs any claims: strings, numbers and lists of strings. */
    public static String sign(Map<String, Object> claims) {
        String content = encoded("{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"" + KEY_ID + "\"}") + "."
                + encoded(TestJson.write(claims));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(KEY);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PrivateKey key() {
        try {
            AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
            curve.init(new ECGenParameterSpec("secp256r1"));
            byte[] scalar = MessageDigest.getInstance("SHA-256").digest(KEY_SEED.getBytes(StandardCharsets.US_ASCII));
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new ECPrivateKeySpec(
                            new BigInteger(1, scalar), curve.getParameterSpec(ECParameterSpec.class)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
