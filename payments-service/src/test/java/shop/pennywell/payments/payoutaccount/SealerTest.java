package shop.pennywell.payments.payoutaccount;

import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SealerTest {

    private static final UUID MEMBER = new UUID(1, 1);

    @Test
    void opensWhatItSealedAndNeverSealsTheSameWayTwice() {
        var sealer = sealer("k1", key(1), Map.of());
        var sealed = sealer.seal(MEMBER, "GB29NWBK60161331926819");
        assertTrue(sealed.startsWith("k1:"));
        assertFalse(sealed.contains("NWBK"));
        assertNotEquals(sealed, sealer.seal(MEMBER, "GB29NWBK60161331926819"));
        assertEquals("GB29NWBK60161331926819", sealer.open(MEMBER, sealed));
    }

    @Test
    void staysReadableAfterTheKeyWasChanged() {
        var sealed = sealer("k1", key(1), Map.of()).seal(MEMBER, "secret");
        var rotated = sealer("k2", key(2), Map.of("k1", key(1)));
        assertEquals("secret", rotated.open(MEMBER, sealed));
        assertTrue(rotated.seal(MEMBER, "secret").startsWith("k2:"));
    }

    @Test
    void doesNotOpenForAnotherMemberNorWhenAltered() {
        var sealer = sealer("k1", key(1), Map.of());
        var sealed = sealer.seal(MEMBER, "secret");
        assertThrows(IllegalStateException.class, () -> sealer.open(new UUID(2, 2), sealed));
        var bytes = Base64.getDecoder().decode(sealed.substring(3));
        bytes[bytes.length - 1] ^= 1;
        var altered = "k1:" + Base64.getEncoder().encodeToString(bytes);
        assertThrows(IllegalStateException.class, () -> sealer.open(MEMBER, altered));
        assertThrows(IllegalStateException.class, () -> sealer("k2", key(2), Map.of())
                .open(MEMBER, sealed));
    }

    @Test
    void refusesAKeyThatIsNoKey() {
        assertThrows(IllegalArgumentException.class, () -> sealer("k1", "c2hvcnQ=", Map.of()));
        assertThrows(IllegalArgumentException.class, () -> sealer("k1", "not base64!", Map.of()));
        assertThrows(IllegalArgumentException.class, () -> sealer("k:1", key(1), Map.of()));
    }

    private static String key(int fill) {
        var key = new byte[32];
        java.util.Arrays.fill(key, (byte) fill);
        return Base64.getEncoder().encodeToString(key);
    }

    private static Sealer sealer(String id, String key, Map<String, String> retired) {
        return new Sealer(new EncryptionConfig() {
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
