package shop.pennywell.portal.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

class KeyCipherTest {

    private static final byte[] PLAIN = "a private key".getBytes(StandardCharsets.UTF_8);

    private final KeyCipher cipher = new KeyCipher(base64('a', 32));

    @Test
    void opensWhatItSealed() throws GeneralSecurityException {
        byte[] sealed = cipher.encrypt(PLAIN, "row 1");

        assertArrayEquals(PLAIN, cipher.decrypt(sealed, "row 1"));
        assertFalse(new String(sealed, StandardCharsets.ISO_8859_1).contains("private"));
    }

    @Test
    void opensNothingUnderAnotherKeyForAnotherRowOrAfterAChange() {
        byte[] sealed = cipher.encrypt(PLAIN, "row 1");
        byte[] changed = sealed.clone();
        changed[changed.length - 1] ^= 1;

        assertThrows(GeneralSecurityException.class, () -> new KeyCipher(base64('b', 32)).decrypt(sealed, "row 1"));
        assertThrows(GeneralSecurityException.class, () -> cipher.decrypt(sealed, "row 2"));
        assertThrows(GeneralSecurityException.class, () -> cipher.decrypt(changed, "row 1"));
        assertThrows(GeneralSecurityException.class, () -> cipher.decrypt(new byte[3], "row 1"));
    }

    @Test
    void refusesAKeyOfAnotherSize() {
        assertThrows(IllegalStateException.class, () -> new KeyCipher(base64('a', 16)));
        assertThrows(IllegalStateException.class, () -> new KeyCipher("not base64!"));
    }

    private static String base64(char fill, int bytes) {
        return Base64.getEncoder()
                .encodeToString(String.valueOf(fill).repeat(bytes).getBytes(StandardCharsets.US_ASCII));
    }
}
