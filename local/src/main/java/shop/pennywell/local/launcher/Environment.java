package shop.pennywell.local.launcher;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import shop.pennywell.local.stores.Stores;
import shop.pennywell.local.stores.StoresPlan.Store;

/** The configuration of each service as environment variables, the same names as on Kubernetes and EC2. */
final class Environment {
    private static final List<Service> SIBLINGS = Stream.of(Service.values())
            .filter(service -> service != Service.GATEWAY)
            .toList();

    private static final String HOLD_RULES = "PENNYWELL_HOLDS_RULES";

    private final Options options;
    private final Secrets secrets;

    Environment(Options options, Secrets secrets) {
        this.options = options;
        this.secrets = secrets;
    }

    Map<String, String> of(Service service, int replica) {
        Map<String, String> environment = new HashMap<>();
        environment.put("QUARKUS_HTTP_HOST", "localhost");
        environment.put("QUARKUS_HTTP_PORT", "" + service.port(options, replica));
        // One line per event, without the time that the merged log adds, and nothing that only a terminal understands.
        environment.put("QUARKUS_LOG_CONSOLE_FORMAT", "%-5p [%c{2.}] %s%e%n");
        environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
        environment.put("QUARKUS_CONSOLE_COLOR", "false");
        environment.put("QUARKUS_BANNER_ENABLED", "false");
        environment.put("PENNYWELL_PUBLIC_URL", options.gatewayUrl());
        environment.put("PENNYWELL_ISSUER", options.gatewayUrl());
        for (Service sibling : SIBLINGS) {
            environment.put(sibling.name() + "_URL", Options.url(sibling.frontPort(options)));
        }
        addStores(service, environment);
        addOwn(service, environment);
        return environment;
    }

    private void addStores(Service service, Map<String, String> environment) {
        if (service.uses(Store.POSTGRES)) {
            environment.put("QUARKUS_DATASOURCE_JDBC_URL", Stores.jdbcUrl(options.postgresPort(), service.shortName()));
            environment.put("QUARKUS_DATASOURCE_USERNAME", service.shortName());
            environment.put("QUARKUS_DATASOURCE_PASSWORD", secrets.database().get(service.shortName()));
        }
        if (service.uses(Store.DYNAMODB)) {
            environment.put("QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", Options.url(options.dynamoPort()));
        }
        if (service.uses(Store.S3)) {
            environment.put("QUARKUS_S3_ENDPOINT_OVERRIDE", Options.url(options.s3Port()));
            environment.put("QUARKUS_S3_PATH_STYLE_ACCESS", "true");
            environment.put("PENNYWELL_S3_BUCKET", Stores.bucketOf(service.shortName()));
        }
        if (service.uses(Store.S3) || service.uses(Store.DYNAMODB)) {
            environment.put("AWS_REGION", "eu-west-1");
            environment.put("AWS_ACCESS_KEY_ID", secrets.s3AccessKey());
            environment.put("AWS_SECRET_ACCESS_KEY", secrets.s3SecretKey());
        }
        if (service.uses(Store.SMTP)) {
            environment.put("QUARKUS_MAILER_HOST", "localhost");
            environment.put("QUARKUS_MAILER_PORT", "" + options.smtpPort());
            environment.put("QUARKUS_MAILER_START_TLS", "DISABLED");
        }
    }

    private void addOwn(Service service, Map<String, String> environment) {
        if (service != Service.GATEWAY) {
            environment.put("SERVICE_SECRET", secrets.client().get(service.shortName()));
        }
        switch (service) {
            case PORTAL -> {
                addEncryption(service, environment);
                for (Service client : SIBLINGS) {
                    environment.put(
                            "PENNYWELL_CLIENT_SECRETS_" + client.name(),
                            secrets.client().get(client.shortName()));
                }
                environment.put("PENNYWELL_STAFF_EMAIL", secrets.staffEmail());
                environment.put("PENNYWELL_STAFF_PASSWORD", secrets.staffPassword());
            }
            case COMMISSION -> {
                addEncryption(service, environment);
                // Whoever tries webhooks here has their endpoint on this machine.
                environment.put("PENNYWELL_WEBHOOK_CALLS_LOCAL_HOSTS", "localhost");
                // Whoever tries the platform buys within a second, over and over, and is paid to an example's account.
                environment.put(HOLD_RULES, System.getenv().getOrDefault(HOLD_RULES, "MAIL_DOMAIN,PARTNER_STAFF"));
            }
            case PAYMENTS -> addEncryption(service, environment);
            case GATEWAY -> {
                for (Service sibling : SIBLINGS) {
                    // The gateway balances by itself: it gets every replica, not the balancer before them.
                    environment.put(
                            "GATEWAY_UPSTREAMS_" + sibling.name().toUpperCase(Locale.ROOT),
                            IntStream.range(0, options.replicas())
                                    .mapToObj(replica -> Options.url(sibling.port(options, replica)))
                                    .collect(Collectors.joining(",")));
                }
            }
            default -> {
                // The others need nothing more.
            }
        }
    }

    private void addEncryption(Service service, Map<String, String> environment) {
        environment.put("PENNYWELL_ENCRYPTION_KEY", secrets.encryption().get(service.shortName()));
        environment.put("PENNYWELL_ENCRYPTION_KEY_ID", "1");
    }
}
