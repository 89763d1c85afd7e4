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
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

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

    private final EmbeddedPostgres server;
    private final Path folder;

    private PostgresServer(EmbeddedPostgres server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    static PostgresServer start(Path folder, int port, boolean durable, UnaryOperator<String> passwordOf)
            throws IOException, SQLException {
        Files.createDirectories(folder);
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
                .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                .setErrorRedirector(ProcessBuilder.Redirect.DISCARD);
        if (port != 0) {
            builder.setPort(port);
        }
        PostgresServer started = new PostgresServer(builder.start(), folder);
        try {
            started.createDatabases(passwordOf);
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
     * server would then refuse to start. The file's third line is the server's own start second.
     */
    static void removeStaleLock(Path folder) throws IOException {
        Path lock = folder.resolve("postmaster.pid");
        if (Files.exists(lock) && owner(lock).isEmpty()) {
            Files.deleteIfExists(lock);
        }
    }

    /** The running server that wrote this postmaster.pid, if it still runs. */
    static Optional<ProcessHandle> owner(Path lock) {
        try {
            List<String> lines = Files.readAllLines(lock);
            long pid = Long.parseLong(lines.get(0).strip());
            Instant written = Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip()));
            return ProcessHandle.of(pid).filter(process -> process.info()
                    .startInstant()
                    .map(started -> Duration.between(started, written).abs().toSeconds() < 60)
                    .orElse(false));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    int port() {
        return server.getPort();
    }

    Optional<ProcessHandle> process() {
        return owner(folder.resolve("postmaster.pid"));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
