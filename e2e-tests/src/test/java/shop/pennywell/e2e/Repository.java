package shop.pennywell.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where this checkout lies. */
final class Repository {

    private Repository() {}

    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("service-defaults/pom.xml"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
