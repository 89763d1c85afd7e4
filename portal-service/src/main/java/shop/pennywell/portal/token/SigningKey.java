package shop.pennywell.portal.token;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import shop.pennywell.defaults.id.Ids;

/** A key as it is stored: the private half only encrypted. */
@Entity
@Table(name = "signing_keys")
class SigningKey {

    @Id
    private String id;

    @Column(name = "public_key")
    private byte[] publicKey;

    @Column(name = "private_key")
    private byte[] privateKey;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "signs_from")
    private Instant signsFrom;

    protected SigningKey() {}

    static SigningKey generate(KeyCipher cipher, Instant now, Instant signsFrom) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            SigningKey key = new SigningKey();
            key.id = Ids.newId().toString();
            key.publicKey = pair.getPublic().getEncoded();
            key.privateKey = cipher.encrypt(pair.getPrivate().getEncoded(), key.id);
            key.createdAt = now;
            key.signsFrom = signsFrom;
            return key;
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    String id() {
        return id;
    }

    Instant signsFrom() {
        return signsFrom;
    }

    /** @throws IllegalStateException when the environment's encryption key is not the one that it was stored under */
    KeyRing.Key open(KeyCipher cipher) {
        try {
            KeyFactory keys = KeyFactory.getInstance("EC");
            return new KeyRing.Key(
                    id,
                    (ECPublicKey) keys.generatePublic(new X509EncodedKeySpec(publicKey)),
                    (ECPrivateKey) keys.generatePrivate(new PKCS8EncodedKeySpec(cipher.decrypt(privateKey, id))),
                    signsFrom);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("signing key " + id + " is unreadable", broken);
        }
    }
}
