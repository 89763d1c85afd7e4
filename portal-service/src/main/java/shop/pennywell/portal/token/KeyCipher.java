package shop.pennywell.portal.token;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** AES-256-GCM under {@code pennywell.encryption-key} (32 bytes, base64): 12 bytes of nonce, then cipher text and tag. */
@ApplicationScoped
class KeyCipher {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    KeyCipher(@ConfigProperty(name = "pennywell.encryption-key") String encryptionKey) {
        byte[] bytes = decode(encryptionKey);
        if (bytes.length != KEY_BYTES) {
            throw new IllegalStateException("pennywell.encryption-key must be 32 bytes in base64");
        }
        this.key = new SecretKeySpec(bytes, "AES");
    }

    /** @param owner id of what is encrypted: a cipher text moved to another row does not open */
    byte[] encrypt(byte[] plain, String owner) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, owner).doFinal(plain);
            return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    byte[] decrypt(byte[] stored, String owner) throws GeneralSecurityException {
        if (stored.length <= NONCE_BYTES) {
            throw new GeneralSecurityException("too short");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        ByteBuffer.wrap(stored).get(nonce);
        return cipher(Cipher.DECRYPT_MODE, nonce, owner).doFinal(stored, NONCE_BYTES, stored.length - NONCE_BYTES);
    }

    private Cipher cipher(int mode, byte[] nonce, String owner) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static byte[] decode(String encryptionKey) {
        try {
            return Base64.getDecoder().decode(encryptionKey.trim());
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalStateException("pennywell.encryption-key must be 32 bytes in base64", notBase64);
        }
    }
}
