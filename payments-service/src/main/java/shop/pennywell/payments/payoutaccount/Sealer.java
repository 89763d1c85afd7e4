package shop.pennywell.payments.payoutaccount;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Encrypts a member's bank details with AES-256-GCM. What comes out names its key, {@code k1:…}, and opens for the same
 * member only: a value copied to another member's row does not.
 */
@Singleton
@Startup // a missing or wrong key is found at the start, not when the first member comes
public class Sealer {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, SecretKeySpec> keys = new HashMap<>();
    private final String keyId;

    Sealer(EncryptionConfig config) {
        config.retiredKeys().forEach((id, key) -> keys.put(id, key(id, key)));
        keyId = config.keyId();
        if (!keyId.matches("[A-Za-z0-9_-]{1,40}")) {
            throw new IllegalArgumentException("the encryption key's id is letters, digits, - and _");
        }
        keys.put(keyId, key(keyId, config.key()));
    }

    String seal(UUID memberId, String plain) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, keyId, memberId, nonce).doFinal(plain.getBytes(UTF_8));
            var bytes = ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return keyId + ":" + Base64.getEncoder().encodeToString(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not encrypt", e);
        }
    }

    /** @throws IllegalStateException if the key is gone, the value was altered or is another member's */
    public String open(UUID memberId, String sealed) {
        int colon = sealed.indexOf(':');
        var bytes = Base64.getDecoder().decode(sealed.substring(colon + 1));
        var nonce = Arrays.copyOf(bytes, NONCE_BYTES);
        try {
            var cipher = cipher(Cipher.DECRYPT_MODE, sealed.substring(0, colon), memberId, nonce);
            return new String(cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES), UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not decrypt", e);
        }
    }

    private Cipher cipher(int mode, String id, UUID memberId, byte[] nonce) throws GeneralSecurityException {
        var key = keys.get(id);
        if (key == null) {
            throw new IllegalStateException("there is no encryption key " + id);
        }
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(memberId.toString().getBytes(UTF_8));
        return cipher;
    }

    private static SecretKeySpec key(String id, String base64) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64.trim());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("encryption key " + id + " is not base64");
        }
        if (key.length != 32) {
            throw new IllegalArgumentException("encryption key " + id + " has " + key.length + " bytes, not 32");
        }
        return new SecretKeySpec(key, "AES");
    }
}
