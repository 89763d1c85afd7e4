package shop.pennywell.commission.partner;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** Our keys for partner tokens. The first replica that needs one makes it, all use the newest, all are published. */
@ApplicationScoped
class PartnerKeys {
    private static final int ID_BYTES = 8;

    private final SigningKeyRepository keys;
    private final Vault vault;
    private final Clock clock;

    PartnerKeys(SigningKeyRepository keys, Vault vault, Clock clock) {
        this.keys = keys;
        this.vault = vault;
        this.clock = clock;
    }

    record Signer(String keyId, PrivateKey privateKey) {}

    Signer signer() {
        SigningKey key =
                QuarkusTransaction.joiningExisting().call(() -> keys.newest().orElseGet(this::create));
        byte[] encoded = vault.open(key.sealedPrivateKey(), key.id());
        try {
            return new Signer(key.id(), KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** As a JSON Web Key Set (RFC 7517), never empty: verifiers keep what they get and ask again late. */
    Map<String, Object> published() {
        List<SigningKey> known = QuarkusTransaction.joiningExisting().call(() -> {
            if (keys.newest().isEmpty()) {
                create();
            }
            return keys.published();
        });
        return Map.of("keys", known.stream().map(PartnerKeys::jwk).toList());
    }

    private SigningKey create() {
        keys.lock();
        return keys.newest().orElseGet(() -> {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec("secp256r1"));
                KeyPair pair = generator.generateKeyPair();
                String id = HexFormat.of().formatHex(vault.random(ID_BYTES));
                byte[] sealed = vault.seal(pair.getPrivate().getEncoded(), id);
                SigningKey key = new SigningKey(id, pair.getPublic().getEncoded(), sealed, clock.instant());
                keys.persist(key);
                return key;
            } catch (GeneralSecurityException failure) {
                throw new IllegalStateException(failure);
            }
        });
    }

    private static Map<String, Object> jwk(SigningKey key) {
        try {
            PublicKey publicKey = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(key.publicKey()));
            PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(publicKey);
            jwk.setKeyId(key.id());
            jwk.setAlgorithm("ES256");
            jwk.setUse("sig");
            return jwk.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
        } catch (GeneralSecurityException | JoseException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
