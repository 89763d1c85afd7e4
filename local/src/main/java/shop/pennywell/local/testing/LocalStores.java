package shop.pennywell.local.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Real stores for a service's tests: {@code @WithTestResource(value = LocalStores.class, initArgs =
 * @ResourceArg(name = "stores", value = "postgres,s3"))}.
 *
 * <p>Arguments: {@code stores}, any of {@code postgres dynamodb s3 smtp}, all of them by default; {@code service}, whose
 * database, bucket and secrets to use, by default the module's folder name without {@code -service}. Any other argument
 * is passed on as a configuration property. The stores live as long as the JVM: each test cleans up after itself.
 */
public final class LocalStores implements QuarkusTestResourceLifecycleManager {
    private static final List<String> SERVICES = List.of("portal", "commission", "payments", "mailing", "stats");
    /** 32 bytes of nothing secret, base64. */
    private static final String TEST_ENCRYPTION_KEY = "dGVzdC1rZXktdGVzdC1rZXktdGVzdC1rZXktdGVzdC0=";

    private List<String> stores = List.of("postgres", "dynamodb", "s3", "smtp");
    private String service = "";
    private final Map<String, String> passedOn = new HashMap<>();

    @Override
    public void init(Map<String, String> arguments) {
        arguments.forEach((name, value) -> {
            switch (name) {
                case "stores" -> stores = names(value);
                case "service" -> service = value;
                default -> passedOn.put(name, value);
            }
        });
    }

    @Override
    public Map<String, String> start() {
        String owner = service.isEmpty() ? moduleName() : service;
        Map<String, Integer> ports = StoresChild.start(stores);
        Map<String, String> config = new HashMap<>();
        config.put("quarkus.http.test-port", "0");
        commonConfig(config);
        if (stores.contains("postgres")) {
            config.put(
                    "quarkus.datasource.jdbc.url",
                    "jdbc:postgresql://localhost:" + ports.get("postgres") + "/" + owner);
            config.put("quarkus.datasource.username", owner);
            config.put("quarkus.datasource.password", StoresChild.SECRET);
        }
        if (stores.contains("dynamodb")) {
            awsConfig(config, "dynamodb", ports.get("dynamodb"));
        }
        if (stores.contains("s3")) {
            awsConfig(config, "s3", ports.get("s3"));
            config.put("quarkus.s3.path-style-access", "true");
            config.put("PENNYWELL_S3_BUCKET", "pennywell-" + owner);
        }
        if (stores.contains("smtp")) {
            config.put("quarkus.mailer.mock", "false");
            config.put("quarkus.mailer.host", "localhost");
            config.put("quarkus.mailer.port", ports.get("smtp").toString());
            config.put("quarkus.mailer.start-tls", "DISABLED");
        }
        config.putAll(passedOn);
        return config;
    }

    private static void commonConfig(Map<String, String> config) {
        String siblings = TestIssuer.start();
        for (String sibling : SERVICES) {
            config.put(sibling.toUpperCase(Locale.ROOT) + "_URL", siblings);
        }
        config.put("PENNYWELL_ISSUER", TestTokens.ISSUER);
        config.put("PENNYWELL_PUBLIC_URL", TestTokens.ISSUER);
        config.put("SERVICE_SECRET", StoresChild.SECRET);
        config.put("PENNYWELL_ENCRYPTION_KEY", TEST_ENCRYPTION_KEY);
        config.put("PENNYWELL_ENCRYPTION_KEY_ID", "test");
    }

    private static void awsConfig(Map<String, String> config, String client, int port) {
        String prefix = "quarkus." + client + ".";
        config.put(prefix + "endpoint-override", "http://localhost:" + port);
        config.put(prefix + "aws.region", "eu-west-1");
        config.put(prefix + "aws.credentials.type", "static");
        config.put(prefix + "aws.credentials.static-provider.access-key-id", StoresChild.ACCESS_KEY);
        config.put(prefix + "aws.credentials.static-provider.secret-access-key", StoresChild.SECRET);
    }

    /** A module that is no service, such as a library with tests of its own, borrows portal's database. */
    static String moduleName() {
        Path module = Path.of(System.getProperty("basedir", System.getProperty("user.dir")));
        String name = module.toAbsolutePath().getFileName().toString().replaceFirst("-service$", "");
        return SERVICES.contains(name) ? name : "portal";
    }

    private static List<String> names(String value) {
        List<String> names = new ArrayList<>();
        for (String name : value.split(",")) {
            if (!name.isBlank()) {
                names.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    /** Nothing stops here: tests with other profiles come after, and the child ends with this JVM. */
    @Override
    public void stop() {}
}
