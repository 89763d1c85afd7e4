package shop.pennywell.local.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The {@code openapi.yaml} that a service commits: what its users read is what it serves. */
public final class OpenApiFile {
    private static final Path FILE = Path.of("openapi.yaml");

    private OpenApiFile() {}

    /**
     * Fails when the committed document is not the one that is served; with {@code -Dopenapi.write} it is written anew
     * instead.
     */
    public static void assertCurrent(String served) {
        try {
            if (System.getProperty("openapi.write") != null) {
                Files.writeString(FILE, served);
                return;
            }
            List<String> committed = Files.exists(FILE) ? Files.readAllLines(FILE) : List.of();
            List<String> current = served.lines().toList();
            for (int line = 0; line < Math.max(committed.size(), current.size()); line++) {
                String is = line < committed.size() ? committed.get(line) : "(nothing)";
                String should = line < current.size() ? current.get(line) : "(nothing)";
                if (!is.equals(should)) {
                    throw new AssertionError("openapi.yaml line " + (line + 1) + " is \"" + is + "\" but \"" + should
                            + "\" is served; -Dopenapi.write writes it anew");
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
