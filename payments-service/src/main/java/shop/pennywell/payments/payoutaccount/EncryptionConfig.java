package shop.pennywell.payments.payoutaccount;

import io.smallrye.config.ConfigMapping;
import java.util.Map;

/** Keys for what must not lie in the database in the clear. */
@ConfigMapping(prefix = "pennywell.encryption")
interface EncryptionConfig {

    /** Base64 of 32 random bytes; everything new is encrypted with it. */
    String key();

    /** Names the key in what it encrypted, so that keys can be changed. */
    String keyId();

    /** Earlier keys by their ids, to read what is still encrypted with them. */
    Map<String, String> retiredKeys();
}
