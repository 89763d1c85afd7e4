package shop.pennywell.local.stores;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
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
    private static final Duration START_PATIENCE = Duration.ofSeconds(20);

    private final StoresPlan plan;
    private final ExecutorService starters = Executors.newFixedThreadPool(4);
    private final Map<Store, Integer> ports = new EnumMap<>(Store.class);
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private PostgresServer postgres;
    private boolean closed;

    /** Nothing runs yet: see {@link #start}. */
    public Stores(StoresPlan plan) {
        this.plan = plan;
    }

    /**
     * Starts what the plan names, all at once, and returns when every one answers; on failure nothing stays. When another
     * thread closes the stores meanwhile, that is a failure too.
     */
    public void start() throws IOException {
        quietLogging();
        try {
            List<Future<?>> starting = new ArrayList<>();
            starting.add(starters.submit(this::startPostgres));
            starting.add(starters.submit(this::startDynamo));
            starting.add(starters.submit(this::startS3));
            starting.add(starters.submit(this::startMail));
            for (Future<?> start : starting) {
                start.get();
            }
        } catch (ExecutionException e) {
            close();
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new IOException("Interrupted while the stores started", e);
        } catch (CancellationException | RejectedExecutionException e) {
            throw new IOException("The stores were stopped while they started", e);
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

    private Void startPostgres() throws IOException, SQLException {
        if (plan.stores().contains(Store.POSTGRES)) {
            postgres = PostgresServer.start(
                    postgresFolder(plan.folder()),
                    plan.ports().get(Store.POSTGRES),
                    plan.durable(),
                    plan.databasePasswordOf());
            started(Store.POSTGRES, postgres.port(), postgres);
        }
        return null;
    }

    private Void startDynamo() throws IOException {
        if (plan.stores().contains(Store.DYNAMODB)) {
            DynamoServer dynamo = DynamoServer.start(
                    plan.folder().resolve("dynamodb"), plan.ports().get(Store.DYNAMODB), plan.durable());
            started(Store.DYNAMODB, dynamo.port(), dynamo);
        }
        return null;
    }

    private Void startS3() throws IOException {
        if (plan.stores().contains(Store.S3)) {
            S3Server s3 = S3Server.start(
                    plan.folder().resolve("s3"), plan.ports().get(Store.S3), plan.accessKey(), plan.secretKey());
            started(Store.S3, s3.port(), s3);
        }
        return null;
    }

    private Void startMail() throws IOException {
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
        if (closed) {
            closeRunning();
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

    private static Path postgresFolder(Path data) {
        return data.resolve("postgres");
    }

    /**
     * Ends the database server of a data folder, or whatever prepares it, that a killed process left behind: returns how
     * many there were.
     */
    public static int endPostgres(Path data) {
        return PostgresServer.endLeft(postgresFolder(data));
    }

    /** Stops every store, also one that is still starting; one that fails to stop doesn't keep the others running. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        starters.shutdownNow();
        try {
            if (!starters.awaitTermination(START_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("A store is still starting while it should stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closeRunning();
        if (plan.stores().contains(Store.POSTGRES)) {
            // What was interrupted between its start and its first answer.
            endPostgres(plan.folder());
        }
    }

    private synchronized void closeRunning() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                System.err.println("A store did not stop cleanly: " + e.getMessage());
            }
        }
    }
}
