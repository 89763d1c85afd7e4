package shop.pennywell.local.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import shop.pennywell.local.demostore.Shop;
import shop.pennywell.local.seed.Seeded;

/** {@code ./suite status}: each service, its health and its memory. */
final class Status {
    private static final int NOT_RUNNING = 3;
    private final SuiteFolder folder;

    Status(SuiteFolder folder) {
        this.folder = folder;
    }

    /** One process of the answer. */
    record Line(String name, int replica, String url, long pid, boolean healthy, long rssBytes) {}

    void print(boolean json) {
        State state = folder.read(State.FILE, State.class)
                .filter(found -> folder.launcher().isPresent()
                        || found.launcher().process().isPresent())
                .orElseThrow(() -> new SuiteFailure("Nothing runs. Start it: ./suite up", NOT_RUNNING));
        List<Line> services = state.processes().stream()
                .filter(entry -> !entry.service().equals(Leftovers.POSTGRES))
                .sorted(Comparator.comparing((State.Entry entry) -> entry.port()))
                .map(Status::line)
                .toList();
        List<Line> stores = stores(state);
        System.out.println(json ? json(state, services, stores) : table(state, services, stores));
        boolean complete =
                services.size() == Service.values().length * state.replicas() && state.readySeconds() != null;
        if (!complete || !services.stream().allMatch(Line::healthy)) {
            throw new SuiteFailure(
                    state.readySeconds() == null ? "The suite is still starting." : "Not everything is healthy.");
        }
    }

    private static Line line(State.Entry entry) {
        Optional<ProcessHandle> process = entry.process();
        return new Line(
                entry.service(),
                entry.replica(),
                Options.url(entry.port()),
                entry.pid(),
                process.isPresent() && ServiceProcess.isReady(entry.port()),
                process.map(found -> residentBytes(found.pid())).orElse(0L));
    }

    private static List<Line> stores(State state) {
        List<Line> lines = new ArrayList<>();
        state.launcher()
                .process()
                .ifPresent(process -> lines.add(new Line(
                        "launcher, DynamoDB, S3, mail", 0, "", process.pid(), true, residentBytes(process.pid()))));
        for (State.Entry entry : state.processes()) {
            if (entry.service().equals(Leftovers.POSTGRES)) {
                entry.process()
                        .ifPresent(process ->
                                lines.add(new Line("PostgreSQL", 0, "", process.pid(), true, postgresBytes(process))));
            }
        }
        return lines;
    }

    /** Its processes share one block of memory, which counts once: each page is divided by those who have it mapped. */
    private static long postgresBytes(ProcessHandle postmaster) {
        return Stream.concat(Stream.of(postmaster), postmaster.descendants())
                .mapToLong(process -> kilobytes(Path.of("/proc/" + process.pid() + "/smaps_rollup"), "Pss:")
                        .orElseGet(() -> residentBytes(process.pid())))
                .sum();
    }

    static long residentBytes(long pid) {
        return kilobytes(Path.of("/proc/" + pid + "/status"), "VmRSS:").orElseGet(() -> residentBytesByPs(pid));
    }

    private static Optional<Long> kilobytes(Path file, String field) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(field))
                    .findFirst()
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024);
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /** Where there is no /proc. */
    private static long residentBytesByPs(long pid) {
        try {
            Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", "" + pid).start();
            return Long.parseLong(new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip())
                    * 1024;
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    private String json(State state, List<Line> services, List<Line> stores) {
        Options options = state.options();
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("gateway", options.gatewayUrl());
        status.put("inbox", options.inboxUrl());
        status.put("demoStore", options.demoStoreUrl());
        status.put("readySeconds", state.readySeconds());
        Secrets secrets = Secrets.readOrDraw(folder);
        status.put("staff", Map.of("email", secrets.staffEmail(), "password", secrets.staffPassword()));
        folder.read(Seeded.FILE, Seeded.class).ifPresent(seeded -> addDemo(seeded, status));
        status.put("services", services);
        status.put("stores", stores);
        status.put("totalRssBytes", total(services) + total(stores));
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(status);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void addDemo(Seeded seeded, Map<String, Object> status) {
        String slug = Shop.all().get(0).slug();
        status.put(
                "member",
                Map.of(
                        "email",
                        seeded.member().email(),
                        "password",
                        seeded.member().password()));
        seeded.access(slug)
                .ifPresent(access -> status.put(
                        "partner",
                        Map.of(
                                "clientId", access.clientId(),
                                "clientSecret", access.clientSecret(),
                                "postbackKey", access.postbackKey(),
                                "postbackSecret", access.postbackSecret(),
                                "storeSlug", slug)));
    }

    private static String table(State state, List<Line> services, List<Line> stores) {
        StringBuilder table = new StringBuilder(
                "%-30s %-24s %8s  %-9s %8s\n".formatted("SERVICE", "ADDRESS", "PROCESS", "HEALTH", "MEMORY"));
        for (Line line : services) {
            table.append(row(
                    state.replicas() == 1 ? line.name() : line.name() + "-" + (line.replica() + 1),
                    line,
                    line.healthy() ? "healthy" : "UNHEALTHY"));
        }
        stores.forEach(line -> table.append(row(line.name(), line, "running")));
        table.append(
                "%-30s %-24s %8s  %-9s %5d MB".formatted("all", "", "", "", (total(services) + total(stores)) >> 20));
        if (state.readySeconds() != null) {
            table.append("\n\nReady and seeded after %.1f s. Website: %s"
                    .formatted(state.readySeconds(), state.options().gatewayUrl()));
        }
        return table.toString();
    }

    private static String row(String name, Line line, String health) {
        return "%-30s %-24s %8d  %-9s %5d MB\n".formatted(name, line.url(), line.pid(), health, line.rssBytes() >> 20);
    }

    private static long total(List<Line> lines) {
        return lines.stream().mapToLong(Line::rssBytes).sum();
    }
}
