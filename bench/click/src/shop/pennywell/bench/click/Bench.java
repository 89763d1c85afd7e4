package shop.pennywell.bench.click;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;

/** The three figures of the click-out: what it costs, how long it takes, and that none is lost. */
public final class Bench {
    private static final String SHOPPER =
            "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36";
    private static final String CRAWLER = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
    private static final long SECOND = 1_000_000_000L;
    private static final int UNLIMITED = Integer.MAX_VALUE;

    /** Sizes that may be made smaller to see that it works at all. */
    private static final int WARM_SECONDS = Integer.getInteger("warm", 60);

    private static final int WARM_REQUESTS = Integer.getInteger("warm.requests", 300_000);
    private static final int WINDOW_SECONDS = Integer.getInteger("window", 10);
    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final int MEMBERS = Integer.getInteger("members", 1_000);
    /** Tokens that come once, for each round. */
    private static final int STRANGERS = Integer.getInteger("strangers", 3_000);

    private static final int CONNECTIONS = Integer.getInteger("connections", 64);
    private static final int RATE = Integer.getInteger("rate", 2_000);
    private static final int LATENCY_SECONDS = Integer.getInteger("seconds", 60);
    private static final int KILLS = Integer.getInteger("kills", 20);

    /** Click-outs before each kill, at least; at most twice as many. */
    private static final int ANSWERS = Integer.getInteger("answers", 1_000);

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[1]).toAbsolutePath();
        Path work = Files.createTempDirectory("pennywell-bench-click-");
        System.out.println("logs: " + work);
        switch (arguments[0]) {
            case "cpu" -> cpu(root, work);
            case "latency" -> latency(root, work);
            case "kill" -> kill(root, work);
            default -> throw new IllegalArgumentException("cpu, latency or kill");
        }
    }

    /** One side of the comparison. */
    private record Side(
            String name, Server server, Load load, int mostARound, List<Double> micros, List<Double> perSecond) {
        Side(String name, Server server, int mostARound, IntFunction<String> requests) throws IOException {
            this(
                    name,
                    server,
                    new Load(server.port(), CONNECTIONS, requests),
                    mostARound,
                    new ArrayList<>(),
                    new ArrayList<>());
        }

        void warm() throws Exception {
            Load.Result warm = load.closed(WARM_SECONDS * SECOND, Math.min(WARM_REQUESTS, mostARound));
            System.out.printf(
                    "warm: %-32s %,d requests, %,.0f/s, %d failed%n",
                    name, warm.answered(), warm.perSecond(), warm.failed());
        }

        void round() throws Exception {
            long before = server.cpuMicros();
            Load.Result result = load.closed(WINDOW_SECONDS * SECOND, mostARound);
            if (result.failed() + result.broken() > 0) {
                throw new IllegalStateException(name + ": " + (result.failed() + result.broken()) + " requests failed");
            }
            micros.add((server.cpuMicros() - before) / (double) result.answered());
            perSecond.add(result.perSecond());
        }

        double median() {
            return Bench.median(micros);
        }
    }

    private static void cpu(Path root, Path work) throws Exception {
        try (Platform platform = new Platform(root, work, 3, false);
                Server constant = platform.constant()) {
            Server commission = platform.commission();
            String[] members = platform.members(MEMBERS);
            String[] strangers = platform.members(STRANGERS * (ROUNDS + 1));
            List<Side> sides = List.of(
                    new Side(
                            "constant 302, same stack", constant, UNLIMITED, n -> click(platform, members, n, SHOPPER)),
                    new Side(
                            "its own 302 for a crawler",
                            commission,
                            UNLIMITED,
                            n -> click(platform, members, n, CRAWLER)),
                    new Side("click-out", commission, UNLIMITED, n -> click(platform, members, n, SHOPPER)),
                    new Side(
                            "click-out, token not seen before",
                            commission,
                            STRANGERS,
                            n -> click(platform, strangers, n, SHOPPER)));
            for (Side side : sides) {
                side.warm();
            }
            platform.surroundings().writes();
            for (int round = 0; round < ROUNDS; round++) {
                for (Side side : sides) {
                    side.round();
                }
            }
            long[] writes = platform.surroundings().writes();
            System.out.printf("%-34s %14s %12s   rounds%n", "", "CPU us/request", "requests/s");
            for (Side side : sides) {
                System.out.printf(
                        "%-34s %14.1f %12.0f   %s%n",
                        side.name(), side.median(), median(side.perSecond()), rounded(side.micros()));
            }
            System.out.printf(
                    "%.1f clicks in a call to DynamoDB; %,d members whose tokens are known, %,d strangers a round%n",
                    writes[0] / (double) writes[1], MEMBERS, STRANGERS);
            double ratio = sides.get(2).median() / sides.get(0).median();
            verdict(
                    ratio <= 4,
                    String.format("a click-out costs %.2f times the CPU of a constant 302, at most 4 wanted", ratio));
        }
    }

    private static void latency(Path root, Path work) throws Exception {
        try (Platform platform = new Platform(root, work, 3, false)) {
            String[] members = platform.members(MEMBERS);
            try (Load load = new Load(platform.commission().port(), 256, n -> click(platform, members, n, SHOPPER))) {
                load.closed(WARM_SECONDS * SECOND / 2, WARM_REQUESTS);
                load.open(RATE, WARM_SECONDS * SECOND / 2);
                platform.surroundings().writes();
                long before = platform.commission().cpuMicros();
                Load.Result result = load.open(RATE, LATENCY_SECONDS * SECOND);
                long micros = platform.commission().cpuMicros() - before;
                long[] writes = platform.surroundings().writes();
                System.out.printf(
                        "%8s %8s %8s %8s %8s %8s   ms from the moment meant%n",
                        "rate/s", "p50", "p90", "p99", "p99.9", "max");
                System.out.printf(
                        "%8.0f %8.2f %8.2f %8.2f %8.2f %8.2f%n",
                        result.perSecond(),
                        result.percentileMillis(50),
                        result.percentileMillis(90),
                        result.percentileMillis(99),
                        result.percentileMillis(99.9),
                        result.percentileMillis(100));
                System.out.printf(
                        "%,d clicks, %d failed, %.1f in a call to DynamoDB, %.0f us of CPU each, %d members' tokens%n",
                        result.answered(),
                        result.failed(),
                        writes[0] / (double) writes[1],
                        micros / (double) result.answered(),
                        MEMBERS);
                double p99 = result.percentileMillis(99);
                verdict(
                        result.failed() == 0 && p99 < 25,
                        String.format(
                                "p99 %.1f ms at %d clicks/s, open loop, DynamoDB answering in 3 ms; under 25 wanted",
                                p99, RATE));
            }
        }
    }

    private static void kill(Path root, Path work) throws Exception {
        try (Platform platform = new Platform(root, work, 3, true)) {
            Kills kills = new Kills(platform, platform.members(MEMBERS), SHOPPER);
            Random random = new Random(20);
            for (int round = 1; round <= KILLS; round++) {
                kills.round(CONNECTIONS, ANSWERS + random.nextInt(ANSWERS), random.nextInt(20));
            }
            kills.lastRound(CONNECTIONS);
            verdict(kills.isNothingLostOrDoubled(), kills.summary(KILLS));
        }
    }

    private static String click(Platform platform, String[] members, int number, String userAgent) {
        return platform.click(members[number % members.length], requestId(), null, userAgent);
    }

    /** A UUIDv7, as the gateway makes them. */
    static UUID requestId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(
                System.currentTimeMillis() << 16 | 0x7000 | random.nextInt(0x1000),
                random.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L);
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String rounded(List<Double> values) {
        return values.stream()
                .map(value -> String.format("%.1f", value))
                .toList()
                .toString();
    }

    private static void verdict(boolean met, String text) {
        System.out.println((met ? "PASS: " : "FAIL: ") + text);
    }
}
