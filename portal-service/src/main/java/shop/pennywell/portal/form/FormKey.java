package shop.pennywell.portal.form;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Signs form tokens, on every replica alike: the key is derived from the one that the environment gives. */
@ApplicationScoped
class FormKey {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    FormKey(@ConfigProperty(name = "pennywell.encryption-key") String encryptionKey) {
        byte[] secret = encryptionKey.trim().getBytes(StandardCharsets.UTF_8);
        this.key = new SecretKeySpec(hmac(new SecretKeySpec(secret, ALGORITHM), "form tokens"), ALGORITHM);
    }

    /** @param member null for a visitor */
    String sign(String seed, UUID member) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(key, seed + "|" + member));
    }

    boolean verify(String seed, UUID member, String shown) {
        return MessageDigest.isEqual(
                sign(seed, member).getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
