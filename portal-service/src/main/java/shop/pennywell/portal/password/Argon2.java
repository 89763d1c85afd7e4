package shop.pennywell.portal.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106) in the PHC string format. The cost is OWASP's first choice: 19 MiB, two passes, one lane. A stored
 * hash names its own cost, so that the cost can be raised later.
 */
final class Argon2 {

    static final int SALT_BYTES = 16;

    private static final int HASH_BYTES = 32;
    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int MAX_MEMORY_KIB = 262_144;
    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,6}),t=(\\d{1,2}),p=(\\d{1,2})\\$([A-Za-z0-9+/]{11,64})\\$([A-Za-z0-9+/]{43})");

    private Argon2() {}

    static String hash(String password, byte[] salt) {
        byte[] hash = compute(password, salt, MEMORY_KIB, PASSES, LANES);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$" + base64.encodeToString(salt)
                + "$" + base64.encodeToString(hash);
    }

    static boolean matches(String password, String phc) {
        Matcher stored = PHC.matcher(phc);
        if (!stored.matches()) {
            throw new IllegalStateException("a stored password hash is not in the expected format");
        }
        int memory = Integer.parseInt(stored.group(1));
        if (memory > MAX_MEMORY_KIB) {
            throw new IllegalStateException("a stored password hash asks for " + memory + " KiB");
        }
        byte[] salt = Base64.getDecoder().decode(stored.group(4));
        byte[] hash =
                compute(password, salt, memory, Integer.parseInt(stored.group(2)), Integer.parseInt(stored.group(3)));
        return MessageDigest.isEqual(hash, Base64.getDecoder().decode(stored.group(5)));
    }

    private static byte[] compute(String password, byte[] salt, int memoryKib, int passes, int lanes) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[HASH_BYTES];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
