package shop.pennywell.commission;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static shop.pennywell.commission.TestShop.eventually;

/** Ends the PostgreSQL of the tests, as an operator would, and starts it again with what it was started with. */
public final class StoppedPostgres implements AutoCloseable {
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

    private final String superuser;
    private final List<String> command;

    private StoppedPostgres(String superuser, List<String> command) {
        this.superuser = superuser;
        this.command = command;
    }

    /** @param url of any of its databases */
    public static StoppedPostgres stop(String url) throws Exception {
        String superuser = url.replaceFirst("/[^/?]*(\\?.*)?$", "/postgres?user=postgres");
        Path folder = Path.of(dataDirectory(superuser));
        List<String> command = commandOf(Files.readString(folder.resolve("postmaster.opts")));
        long pid = Long.parseLong(
                Files.readAllLines(folder.resolve("postmaster.pid")).get(0).strip());
        ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
        // SIGINT is PostgreSQL's fast shutdown: whoever is connected is cut off.
        new ProcessBuilder("kill", "-INT", Long.toString(pid)).start().waitFor();
        StoppedPostgres stopped = new StoppedPostgres(superuser, command);
        try {
            server.onExit().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException alive) {
            throw new IllegalStateException("PostgreSQL does not stop", alive);
        }
        return stopped;
    }

    private static String dataDirectory(String superuser) throws SQLException {
        try (Connection connection = DriverManager.getConnection(superuser);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show data_directory")) {
            row.next();
            return row.getString(1);
        }
    }

    /** {@code /bin/postgres "-D" "/folder" …}; root may not run it but as nobody of a name space. */
    private static List<String> commandOf(String options) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(options.substring(0, options.indexOf(" \"")));
        Matcher argument = QUOTED.matcher(options);
        while (argument.find()) {
            command.add(argument.group(1));
        }
        return command;
    }

    public boolean isStopped() {
        try (Connection connection = DriverManager.getConnection(superuser)) {
            return !connection.isValid(1);
        } catch (SQLException refused) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        eventually(() -> !isStopped());
    }
}
