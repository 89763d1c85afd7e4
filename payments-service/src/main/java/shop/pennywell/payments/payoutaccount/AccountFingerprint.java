package shop.pennywell.payments.payoutaccount;

import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Makes of a bank account what others can compare and nobody can turn back: HMAC-SHA256 under a key of its own, derived from this service's
 * secret. There are few enough IBANs to try them all, so without the key a mere hash would tell them.
 */
@Singleton
class AccountFingerprint {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PURPOSE = "fingerprint of payout accounts";

    private final SecretKeySpec key;

    AccountFingerprint(EncryptionConfig encryption, PayoutAccountConfig config) {
        var secret = Base64.getDecoder().decode(config.fingerprintSecret().orElse(encryption.key()));
        key = new SecretKeySpec(mac(new SecretKeySpec(secret, ALGORITHM), PURPOSE), ALGORITHM);
    }

    String of(Iban iban) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(key, iban.value()));
    }

    private static byte[] mac(SecretKeySpec key, String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not make a fingerprint", e);
        }
    }
}
