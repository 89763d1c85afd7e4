package shop.pennywell.local.launcher;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** A parsed command line of {@code ./suite}. */
record Options(String command, boolean detach, boolean json, boolean seed, int replicas, int portBase) {
    static final int DEFAULT_PORT_BASE = 8080;
    /** The highest offset in use is that of the ninth gateway. */
    private static final int MAX_PORT_BASE = 65_535 - 79;

    /** A command for the script {@code suite} alone. */
    static final String IDLE = "idle";

    private static final Set<String> COMMANDS = Set.of("up", "status", "down", "reset", IDLE);
    static final String USAGE = """
            Usage: ./suite up [--detach] [--replicas 1-9] [--port-base PORT] [--no-seed]
                              builds, starts and seeds everything; --detach returns when it is ready
                   ./suite status [--json]
                              each service, its health and its memory
                   ./suite down
                              stops everything, keeps the data
                   ./suite reset
                              stops everything, forgets the data""";

    /** Throws {@link SuiteFailure} with the reason when the line makes no sense. */
    static Options parse(String... arguments) {
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        String command = rest.isEmpty() ? "" : rest.pop();
        if (!COMMANDS.contains(command)) {
            throw new SuiteFailure(command.isEmpty() ? USAGE : "There is no command '" + command + "'.\n" + USAGE);
        }
        boolean detach = false;
        boolean json = false;
        boolean seed = true;
        int replicas = 1;
        int portBase = DEFAULT_PORT_BASE;
        while (!rest.isEmpty()) {
            String option = command + " " + rest.pop();
            switch (option) {
                case "up --detach" -> detach = true;
                case "up --no-seed" -> seed = false;
                case "up --replicas" -> replicas = number("--replicas", rest.poll(), 1, 9);
                case "up --port-base" -> portBase = number("--port-base", rest.poll(), 1024, MAX_PORT_BASE);
                case "status --json" -> json = true;
                default -> throw new SuiteFailure("Unknown option: " + option + "\n" + USAGE);
            }
        }
        return new Options(command, detach, json, seed, replicas, portBase);
    }

    private static int number(String option, String value, int lowest, int highest) {
        try {
            int number = Integer.parseInt(value);
            if (number >= lowest && number <= highest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Answered below, like a number out of range.
        }
        throw new SuiteFailure(option + " takes a number from " + lowest + " to " + highest
                + (value == null ? "." : ", not '" + value + "'."));
    }

    String gatewayUrl() {
        return url(portBase);
    }

    String inboxUrl() {
        return url(inboxPort());
    }

    String demoStoreUrl() {
        return url(demoStorePort());
    }

    int inboxPort() {
        return portBase + 1;
    }

    int demoStorePort() {
        return portBase + 2;
    }

    int smtpPort() {
        return portBase + 3;
    }

    int postgresPort() {
        return portBase + 4;
    }

    int dynamoPort() {
        return portBase + 5;
    }

    int s3Port() {
        return portBase + 6;
    }

    static String url(int port) {
        return "http://localhost:" + port;
    }
}
