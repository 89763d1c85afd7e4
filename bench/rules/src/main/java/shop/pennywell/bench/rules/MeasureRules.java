package shop.pennywell.bench.rules;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs {@link Rules}, prints one table and one verdict; ends with 1 if the figure is missed. Takes four minutes; with
 * {@code --quick} some seconds, which tell that it works and nothing else.
 */
public final class MeasureRules {
    private static final double WANTED = 500_000;

    /** How much is run: of a JVM that is as warm as it gets, or of any that starts. */
    private record Effort(int forks, int iterations, TimeValue time) {
        static final Effort FULL = new Effort(5, 5, TimeValue.seconds(1));
        static final Effort QUICK = new Effort(1, 1, TimeValue.milliseconds(200));
    }

    private MeasureRules() {}

    public static void main(String[] arguments) throws RunnerException, IOException {
        boolean quick = List.of(arguments).contains("--quick");
        Effort effort = quick ? Effort.QUICK : Effort.FULL;
        double before = load();
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(Rules.class.getName())
                        .forks(effort.forks())
                        .threads(1)
                        .warmupIterations(effort.iterations())
                        .warmupTime(effort.time())
                        .measurementIterations(effort.iterations())
                        .measurementTime(effort.time())
                        .jvmArgs("-Xmx256m", "-XX:+UseSerialGC")
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        System.out.printf(
                Locale.ROOT,
                "%s, %s, Java %s, load %.1f before and %.1f after, %d runs each%n%n",
                LocalDate.now(ZoneOffset.UTC),
                processor(),
                Runtime.version(),
                before,
                load(),
                effort.forks());
        System.out.println("| orders a second on one core | groups x markets | median | least | most |");
        System.out.println("| --- | --- | ---: | ---: | ---: |");
        double worst = Double.MAX_VALUE;
        for (RunResult result : results) {
            double[] runs = result.getBenchmarkResults().stream()
                    .mapToDouble(MeasureRules::score)
                    .sorted()
                    .toArray();
            String name = result.getParams().getBenchmark().replaceAll(".*\\.", "");
            double median = runs[runs.length / 2];
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %,.0f | %,.0f | %,.0f |%n",
                    name,
                    result.getParams().getParam("groupsByMarkets"),
                    median,
                    runs[0],
                    Arrays.stream(runs).max().orElseThrow());
            worst = name.equals("fromTheCard") ? Math.min(worst, median) : worst;
        }
        if (quick) {
            System.out.println("\nNO VERDICT: this was a quick run, to see that it works");
            return;
        }
        boolean reached = worst >= WANTED;
        System.out.printf(
                Locale.ROOT,
                "%n%s: %,.0f orders a second on one core with 500 active rates, wanted %,.0f%n",
                reached ? "REACHED" : "MISSED",
                worst,
                WANTED);
        System.exit(reached ? 0 : 1);
    }

    private static double score(BenchmarkResult fork) {
        return fork.getPrimaryResult().getScore();
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static String processor() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        if (!Files.exists(info)) {
            return System.getProperty("os.arch");
        }
        return Files.readAllLines(info).stream()
                .filter(line -> line.startsWith("model name"))
                .findFirst()
                .map(line -> line.replaceAll(".*:\\s*", ""))
                .orElse(System.getProperty("os.arch"));
    }
}
