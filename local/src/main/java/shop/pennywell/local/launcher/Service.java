package shop.pennywell.local.launcher;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import shop.pennywell.local.stores.StoresPlan.Store;

/** The six services, in the order in which they start: portal first, because it publishes the keys of all tokens. */
enum Service {
    PORTAL("portal-service", 20, 11, EnumSet.of(Store.POSTGRES, Store.S3)),
    COMMISSION("commission-service", 30, 12, EnumSet.of(Store.POSTGRES, Store.DYNAMODB, Store.S3)),
    PAYMENTS("payments-service", 40, 13, EnumSet.of(Store.POSTGRES, Store.S3)),
    MAILING("mailing-service", 50, 14, EnumSet.of(Store.POSTGRES, Store.SMTP)),
    STATS("stats-service", 60, 15, EnumSet.of(Store.DYNAMODB)),
    GATEWAY("gateway", 70, 0, EnumSet.noneOf(Store.class));

    private final String module;
    private final int replicaOffset;
    private final int balancerOffset;

    @SuppressWarnings("ImmutableEnumChecker") // Set.copyOf is immutable, which its type doesn't tell
    private final Set<Store> stores;

    Service(String module, int replicaOffset, int balancerOffset, Set<Store> stores) {
        this.module = module;
        this.replicaOffset = replicaOffset;
        this.balancerOffset = balancerOffset;
        this.stores = Set.copyOf(stores);
    }

    /** The short name, used as token audience, database, login and in every log line. */
    String shortName() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean uses(Store store) {
        return stores.contains(store);
    }

    Path jar(Path root) {
        return root.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }

    /** The port of one replica, counted from 0. The only gateway of a suite without replicas is the front door itself. */
    int port(Options options, int replica) {
        return this == GATEWAY && options.replicas() == 1
                ? options.portBase()
                : options.portBase() + replicaOffset + replica;
    }

    /** Where others reach the service: its only replica, or the balancer before several. */
    int frontPort(Options options) {
        return options.replicas() == 1 ? port(options, 0) : options.portBase() + balancerOffset;
    }
}
