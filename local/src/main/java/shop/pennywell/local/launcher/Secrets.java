package shop.pennywell.local.launcher;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Every secret of this checkout's suite, drawn once and kept in {@code .suite/secrets.json}.
 *
 * @param database by service, the password of its database login
 * @param client by service, its OAuth client secret
 * @param encryption by service, 32 bytes in base64, with which it encrypts what it must not store in the clear
 */
record Secrets(
        Map<String, String> database,
        Map<String, String> client,
        Map<String, String> encryption,
        String s3AccessKey,
        String s3SecretKey,
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
        Map<String, String> encryption = new HashMap<>();
        for (Service service : Service.values()) {
            database.put(service.shortName(), random(24));
            client.put(service.shortName(), random(32));
            encryption.put(service.shortName(), Base64.getEncoder().encodeToString(bytes(32)));
        }
        return new Secrets(
                database, client, encryption, accessKey(), random(30), "staff@pennywell.example", random(12));
    }

    /** DynamoDB Local takes letters and digits only. */
    private static String accessKey() {
        return HexFormat.of().formatHex(bytes(10));
    }

    static String random(int count) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(count));
    }

    private static byte[] bytes(int count) {
        byte[] drawn = new byte[count];
        RANDOM.nextBytes(drawn);
        return drawn;
    }
}
