package shop.pennywell.commission.partner;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class VaultTest {
    private static final byte[] SECRET = "a postback secret".getBytes(StandardCharsets.UTF_8);

    @Test
    void opensWhatItSealedAndNeverSealsTheSameWayTwice() {
        Vault vault = vault("k1", key(1), Map.of());

        byte[] sealed = vault.seal(SECRET, "purpose");

        assertTrue(text(sealed).startsWith("k1:"));
        assertFalse(text(sealed).contains("postback"));
        assertFalse(Arrays.equals(sealed, vault.seal(SECRET, "purpose")));
        assertArrayEquals(SECRET, vault.open(sealed, "purpose"));
    }

    @Test
    void staysReadableAfterTheKeyWasChanged() {
        byte[] sealed = vault("k1", key(1), Map.of()).seal(SECRET, "purpose");

        Vault rotated = vault("k2", key(2), Map.of("k1", key(1)));

        assertArrayEquals(SECRET, rotated.open(sealed, "purpose"));
        assertTrue(text(rotated.seal(SECRET, "purpose")).startsWith("k2:"));
    }

    @Test
    void doesNotOpenForAnotherPurposeNorAlteredNorWithoutItsKey() {
        Vault vault = vault("k1", key(1), Map.of());
        byte[] sealed = vault.seal(SECRET, "purpose");
        byte[] altered = sealed.clone();
        altered[altered.length - 1] ^= 1;

        assertThrows(IllegalStateException.class, () -> vault.open(sealed, "another"));
        assertThrows(IllegalStateException.class, () -> vault.open(altered, "purpose"));
        assertThrows(IllegalStateException.class, () -> vault.open(new byte[] {1, 2, 3}, "purpose"));
        assertThrows(
                IllegalStateException.class, () -> vault.open("k1:short".getBytes(StandardCharsets.UTF_8), "purpose"));
        Vault another = vault("k2", key(2), Map.of());
        assertThrows(IllegalStateException.class, () -> another.open(sealed, "purpose"));
    }

    @Test
    void refusesAKeyThatIsNoKey() {
        assertThrows(IllegalArgumentException.class, () -> vault("k1", "c2hvcnQ=", Map.of()));
        assertThrows(IllegalArgumentException.class, () -> vault("k1", "not base64!", Map.of()));
        assertThrows(IllegalArgumentException.class, () -> vault("k:1", key(1), Map.of()));
        assertThrows(IllegalArgumentException.class, () -> vault("k1", key(1), Map.of("k0", "c2hvcnQ=")));
    }

    private static String text(byte[] sealed) {
        return new String(sealed, StandardCharsets.ISO_8859_1);
    }

    private static String key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return Base64.getEncoder().encodeToString(key);
    }

    private static Vault vault(String id, String key, Map<String, String> retired) {
        return new Vault(new Vault.VaultConfig() {
            @Override
            public String key() {
                return key;
            }

            @Override
            public String keyId() {
                return id;
            }

            @Override
            public Map<String, String> retiredKeys() {
                return retired;
            }
        });
    }
}
