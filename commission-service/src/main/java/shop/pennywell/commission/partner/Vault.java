package shop.pennywell.commission.partner;

import io.quarkus.runtime.Startup;
import io.smallrye.config.ConfigMapping;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets that we must be able to read again (AES-256-GCM, a fresh nonce each), bound to what they are for. What comes out begins with
 * the id of its key and a colon, so that keys can be changed.
 */
@ApplicationScoped
@Startup // a missing or wrong key is found at the start, not when the first partner comes
public class Vault {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, SecretKeySpec> keys = new HashMap<>();
    private final String keyId;

    @ConfigMapping(prefix = "pennywell.encryption")
    interface VaultConfig {
        /** 32 bytes in base64; everything new is sealed with it. */
        String key();

        /** Names the key in what it sealed. */
        String keyId();

        /** Earlier keys by their ids, to read what is still sealed with them. */
        Map<String, String> retiredKeys();
    }

    Vault(VaultConfig config) {
        config.retiredKeys().forEach((id, key) -> keys.put(id, key(id, key)));
        keyId = config.keyId();
        if (!keyId.matches("[A-Za-z0-9_-]{1,40}")) {
            throw new IllegalArgumentException("the encryption key's id is letters, digits, - and _");
        }
        keys.put(keyId, key(keyId, config.key()));
    }

    public byte[] random(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return drawn;
    }

    /** 256 random bits, fit for headers and URLs. */
    String newSecret() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random(32));
    }

    public byte[] seal(byte[] secret, String purpose) {
        byte[] nonce = random(NONCE_BYTES);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, keyId, nonce, secret, purpose);
        byte[] prefix = (keyId + ":").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(prefix.length + NONCE_BYTES + sealed.length)
                .put(prefix)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /** @throws IllegalStateException if its key is gone, or it was sealed for another purpose or touched since */
    public byte[] open(byte[] sealed, String purpose) {
        int colon = 0;
        while (colon < sealed.length && sealed[colon] != ':') {
            colon++;
        }
        int secret = colon + 1 + NONCE_BYTES;
        if (secret > sealed.length) {
            throw new IllegalStateException("not sealed here: a secret for " + purpose);
        }
        String id = new String(sealed, 0, colon, StandardCharsets.US_ASCII);
        byte[] nonce = Arrays.copyOfRange(sealed, colon + 1, secret);
        return crypt(Cipher.DECRYPT_MODE, id, nonce, Arrays.copyOfRange(sealed, secret, sealed.length), purpose);
    }

    private byte[] crypt(int mode, String id, byte[] nonce, byte[] input, String purpose) {
        SecretKeySpec key = keys.get(id);
        if (key == null) {
            throw new IllegalStateException("there is no encryption key of this id for " + purpose);
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("cannot seal or open a secret for " + purpose, failure);
        }
    }

    private static SecretKeySpec key(String id, String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("encryption key " + id + " is not base64", notBase64);
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException("encryption key " + id + " has " + bytes.length + " bytes, not 32");
        }
        return new SecretKeySpec(bytes, "AES");
    }
}
