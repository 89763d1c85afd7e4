package shop.pennywell.local.launcher;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * Every secret of this checkout's suite, drawn once and kept in {@code .suite/secrets.json}.
 *
 * @param database by service, the password of its database login
 * @param client by service, its OAuth client secret
 * @param encryptionKey 32 bytes, base64: payments encrypts bank details with it
 */
record Secrets(
        Map<String, String> database,
        Map<String, String> client,
        String s3AccessKey,
        String s3SecretKey,
        String encryptionKey,
        String staffEmail,
        String staffPassword) {
    private static final String FILE = "secrets.json";
    private static final SecureRandom RANDOM = new SecureRandom();

    static Secrets readOrDraw(SuiteFolder folder) {
        return folder.read(FILE, Secrets.class).orElseGet(() -> {
            Secrets drawn = draw();
            folder.write(FILE, drawn);
            return drawn;
        });
    }

    private static Secrets draw() {
        Map<String, String> database = new HashMap<>();
        Map<String, String> client = new HashMap<>();
        for (Service service : Service.values()) {
            database.put(service.shortName(), random(24));
            client.put(service.shortName(), random(32));
        }
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        return new Secrets(
                database,
                client,
                random(12),
                random(30),
                Base64.getEncoder().encodeToString(key),
                "staff@pennywell.example",
                random(12));
    }

    static String random(int bytes) {
        byte[] drawn = new byte[bytes];
        RANDOM.nextBytes(drawn);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
    }
}
