package shop.pennywell.local.stores;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import shop.pennywell.local.process.OsProcess;

/** A real PostgreSQL server with one database and one login per service; no login can enter another's database. */
final class PostgresServer implements AutoCloseable {
    static final List<String> DATABASES = List.of("portal", "commission", "payments", "mailing");

    /** Superuser on the loopback interface only, for the readiness check; every service proves itself by password. */
    private static final String CLIENT_AUTHENTICATION = """
            local all all trust
            host all postgres 127.0.0.1/32 trust
            host all postgres ::1/128 trust
            host all all 127.0.0.1/32 scram-sha-256
            host all all ::1/128 scram-sha-256
            """;

    private static final String LOCK = "postmaster.pid";
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    private final EmbeddedPostgres server;
    private final Path folder;

    private PostgresServer(EmbeddedPostgres server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    static PostgresServer start(Path folder, int port, boolean durable, UnaryOperator<String> passwordOf)
            throws IOException, SQLException {
        Path unfinished = folder.resolveSibling(folder.getFileName() + ".unfinished");
        forgetUnfinished(folder, unfinished);
        removeStaleLock(folder);
        // Linguistic rules would depend on the machine; the builtin provider is the same everywhere.
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setServerConfig("max_connections", "300")
                .setServerConfig("shared_buffers", "64MB")
                .setServerConfig("fsync", durable ? "on" : "off")
                .setServerConfig("synchronous_commit", durable ? "on" : "off")
                .setServerConfig("listen_addresses", "localhost")
                .setServerConfig("log_min_messages", "fatal")
                .setServerConfig("timezone", "UTC")
                .setPort(port)
                .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                .setErrorRedirector(ProcessBuilder.Redirect.DISCARD);
        PostgresServer started = new PostgresServer(builder.start(), folder);
        try {
            started.createDatabases(passwordOf);
            Files.deleteIfExists(unfinished);
        } catch (IOException | SQLException e) {
            started.close();
            throw e;
        }
        return started;
    }

    private void createDatabases(UnaryOperator<String> passwordOf) throws IOException, SQLException {
        Files.writeString(folder.resolve("pg_hba.conf"), CLIENT_AUTHENTICATION);
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_reload_conf()");
            for (String name : DATABASES) {
                // The names are the four above and the password is checked, so neither can break out of the statement.
                String password = passwordOf.apply(name);
                if (!password.matches("[A-Za-z0-9_-]{4,100}")) {
                    throw new IllegalArgumentException("The password of the database " + name + " has odd characters");
                }
                if (!exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + name + "'")) {
                    statement.execute("CREATE ROLE " + name + " LOGIN");
                }
                statement.execute("ALTER ROLE " + name + " PASSWORD '" + password + "'");
                if (!exists(statement, "SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
                    statement.execute("CREATE DATABASE " + name + " OWNER " + name);
                }
                statement.execute("REVOKE CONNECT ON DATABASE " + name + " FROM PUBLIC");
            }
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet found = statement.executeQuery(query)) {
            return found.next();
        }
    }

    /**
     * After a kill -9 or a reboot a postmaster.pid may stay behind whose number now belongs to another process; the
     * server would then refuse to start.
     */
    static void removeStaleLock(Path folder) throws IOException {
        if (owner(folder).isEmpty()) {
            Files.deleteIfExists(folder.resolve(LOCK));
        }
    }

    /** A folder that initdb did not finish is no cluster, but looks like one. */
    private static void forgetUnfinished(Path folder, Path unfinished) throws IOException {
        if (Files.exists(unfinished) && Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        if (!Files.exists(folder.resolve("PG_VERSION"))) {
            Files.createDirectories(folder);
            Files.writeString(unfinished, "");
        }
    }

    /** The running server that wrote the folder's postmaster.pid, if it still runs. */
    static Optional<ProcessHandle> owner(Path folder) {
        try {
            List<String> lines = Files.readAllLines(folder.resolve(LOCK));
            long pid = Long.parseLong(lines.get(0).strip());
            Instant written = Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip()));
            Path itself = folder.toRealPath();
            // A server works in its data folder, whatever the clock says that was set since it wrote when it started.
            return ProcessHandle.of(pid).filter(OsProcess::isRunning).filter(process -> OsProcess.workingFolder(pid)
                    .map(itself::equals)
                    .orElseGet(() -> startedAbout(process, written)));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static boolean startedAbout(ProcessHandle process, Instant written) {
        return process.info()
                .startInstant()
                .map(started -> Duration.between(started, written).abs().toSeconds() < 60)
                .orElse(false);
    }

    /** Ends the server of the folder, or whatever prepares one there; returns how many there were. */
    static int endLeft(Path folder) {
        List<ProcessHandle> left = Stream.concat(
                        owner(folder).stream(),
                        ProcessHandle.allProcesses().filter(process -> worksFor(process, folder)))
                .distinct()
                .toList();
        left.forEach(PostgresServer::interrupt);
        left.forEach(process -> OsProcess.awaitEnd(process, STOP_PATIENCE));
        return left.size();
    }

    private static boolean worksFor(ProcessHandle process, Path folder) {
        List<String> arguments = List.of(process.info().arguments().orElse(new String[0]));
        String command = process.info().command().orElse("");
        return arguments.contains(folder.toString()) && command.matches(".*/(initdb|postgres)");
    }

    /** SIGTERM would make the server wait for its clients; SIGINT is its fast shutdown, which Java can't send. */
    private static void interrupt(ProcessHandle server) {
        try {
            new ProcessBuilder("bash", "-c", "kill -INT " + server.pid())
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            server.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int port() {
        return server.getPort();
    }

    Optional<ProcessHandle> process() {
        return owner(folder);
    }

    /** Returns when its process has ended, which is a moment after the server says that it has. */
    @Override
    public void close() throws IOException {
        Optional<ProcessHandle> process = process();
        server.close();
        process.ifPresent(ended -> OsProcess.awaitEnd(ended, STOP_PATIENCE));
    }
}
