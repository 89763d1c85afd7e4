package shop.pennywell.local.stores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.LoggerFactory;
import shop.pennywell.local.mail.Inbox;
import shop.pennywell.local.mail.InboxSite;
import shop.pennywell.local.mail.MailServer;
import shop.pennywell.local.stores.StoresPlan.Store;

/**
 * The real stores of one machine, in this JVM: DynamoDB Local, the S3 server, SMTP with its inbox, and PostgreSQL as
 * a process of its own.
 *
 * <p>They share one class path, of which their clashes were taken out in the pom (the S3 server carries its own copy of
 * Jetty), but never a service's: DynamoDB Local and the S3 server bring versions that Quarkus must not see.
 */
public final class Stores implements AutoCloseable {
    private final Map<Store, Integer> ports = new EnumMap<>(Store.class);
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private PostgresServer postgres;

    private Stores() {}

    /** Starts what the plan names, all at once, and returns when every one answers; on failure nothing stays. */
    public static Stores start(StoresPlan plan) throws IOException {
        quietLogging();
        Stores stores = new Stores();
        ExecutorService starters = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> starting = new ArrayList<>();
            starting.add(starters.submit(() -> stores.startPostgres(plan)));
            starting.add(starters.submit(() -> stores.startDynamo(plan)));
            starting.add(starters.submit(() -> stores.startS3(plan)));
            starting.add(starters.submit(() -> stores.startMail(plan)));
            for (Future<?> start : starting) {
                start.get();
            }
            return stores;
        } catch (ExecutionException e) {
            starters.shutdownNow();
            stores.close();
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stores.close();
            throw new IOException("Interrupted while the stores started", e);
        } finally {
            starters.shutdown();
        }
    }

    /** Set up before the starters race for it. DynamoDB Local logs through Log4j, whose simple logger tells errors only. */
    private static void quietLogging() {
        System.setProperty("logback.configurationFile", "stores-logback.xml");
        System.setProperty("log4j2.loggerContextFactory", "org.apache.logging.log4j.simple.SimpleLoggerContextFactory");
        LoggerFactory.getILoggerFactory();
    }

    private Void startPostgres(StoresPlan plan) throws IOException, SQLException {
        if (plan.stores().contains(Store.POSTGRES)) {
            postgres = PostgresServer.start(
                    plan.folder().resolve("postgres"),
                    plan.ports().get(Store.POSTGRES),
                    plan.durable(),
                    plan.databasePasswordOf());
            started(Store.POSTGRES, postgres.port(), postgres);
        }
        return null;
    }

    private Void startDynamo(StoresPlan plan) throws IOException {
        if (plan.stores().contains(Store.DYNAMODB)) {
            int port = plan.ports().get(Store.DYNAMODB);
            DynamoServer dynamo = DynamoServer.start(
                    plan.folder().resolve("dynamodb"), port == 0 ? freePort() : port, plan.durable());
            started(Store.DYNAMODB, dynamo.port(), dynamo);
        }
        return null;
    }

    private Void startS3(StoresPlan plan) throws IOException {
        if (plan.stores().contains(Store.S3)) {
            S3Server s3 = S3Server.start(
                    plan.folder().resolve("s3"), plan.ports().get(Store.S3), plan.accessKey(), plan.secretKey());
            started(Store.S3, s3.port(), s3);
        }
        return null;
    }

    private Void startMail(StoresPlan plan) throws IOException {
        if (plan.stores().contains(Store.SMTP)) {
            Inbox inbox = new Inbox(plan.folder().resolve("mail"));
            MailServer smtp = MailServer.start(inbox, plan.ports().get(Store.SMTP));
            started(Store.SMTP, smtp.port(), smtp);
            InboxSite site = InboxSite.start(inbox, plan.ports().getOrDefault(Store.INBOX, 0));
            started(Store.INBOX, site.port(), site);
        }
        return null;
    }

    private synchronized void started(Store store, int port, AutoCloseable server) {
        ports.put(store, port);
        running.push(server);
    }

    private static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port(Store store) {
        return ports.get(store);
    }

    Map<Store, Integer> ports() {
        return Map.copyOf(ports);
    }

    /** The PostgreSQL server's process: the only one of the stores that outlives a killed JVM. */
    public Optional<ProcessHandle> postgresProcess() {
        return postgres == null ? Optional.empty() : postgres.process();
    }

    /** The address of a service's database, for the login of the same name. */
    public static String jdbcUrl(int port, String service) {
        return "jdbc:postgresql://localhost:" + port + "/" + service;
    }

    /** The S3 bucket of a service. */
    public static String bucketOf(String service) {
        return S3Server.bucketOf(service);
    }

    /** Stops every store; one that fails to stop doesn't keep the others running. */
    @Override
    public synchronized void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                System.err.println("A store did not stop cleanly: " + e.getMessage());
            }
        }
    }
}
