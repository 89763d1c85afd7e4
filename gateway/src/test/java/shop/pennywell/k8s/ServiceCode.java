package shop.pennywell.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the sources of a service say about its configuration. */
final class ServiceCode {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]+)}");
    private static final Pattern INJECTED =
            Pattern.compile("@ConfigProperty\\(\\s*name\\s*=\\s*\"(pennywell\\.[^\"]+)\"\\s*\\)");
    private static final Pattern SET = Pattern.compile("(?m)^(pennywell\\.[^=\\s]+)\\s*=");

    private final String properties;
    private final String java;

    ServiceCode(String service) {
        List<Path> folders = Stream.of(
                        service.equals("gateway") ? service : service + "-service",
                        "service-defaults",
                        "service-defaults-sql")
                .map(module -> Path.of("..", module, "src/main"))
                .toList();
        properties = text(folders, ".properties");
        java = text(folders.subList(0, 1), ".java");
    }

    boolean isEmpty() {
        return properties.isEmpty() || java.isEmpty();
    }

    /** The environment variables that its configuration names without saying what holds when they are not set. */
    Set<String> variablesWithoutDefault() {
        Set<String> variables = new TreeSet<>(found(PLACEHOLDER, properties));
        Set<String> set = found(SET, properties);
        found(INJECTED, java).stream()
                .filter(property -> !set.contains(property))
                .map(property -> property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"))
                .forEach(variables::add);
        return variables;
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).collect(Collectors.toSet());
    }

    private static String text(List<Path> folders, String ending) {
        return folders.stream()
                .flatMap(ServiceCode::files)
                .filter(file -> file.toString().endsWith(ending))
                .map(ServiceCode::read)
                .collect(Collectors.joining("\n"));
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
