package shop.pennywell.local.stores;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import shop.pennywell.local.stores.StoresPlan.Store;
import shop.pennywell.local.testing.PortBlock;

/**
 * The stores as a child process of a test JVM: {@code StoresProcess <folder> <store>…}, on ports of its own. Prints a line
 * {@code store=port} for each and then {@code ready}; lives until its standard input ends, which also happens when the
 * parent is killed, and then deletes the folder.
 */
public final class StoresProcess {
    /** The secret of every login in tests. */
    public static final String TEST_SECRET = "test-secret";

    public static final String TEST_ACCESS_KEY = "testaccesskey";

    private StoresProcess() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int next = PortBlock.take();
        Map<Store, Integer> ports = new EnumMap<>(Store.class);
        for (String name : List.of(arguments).subList(1, arguments.length)) {
            ports.put(Store.valueOf(name.toUpperCase(Locale.ROOT)), next++);
        }
        int exit = 0;
        try (Stores stores = new Stores(
                new StoresPlan(folder, ports, false, service -> TEST_SECRET, TEST_ACCESS_KEY, TEST_SECRET))) {
            stores.start();
            stores.ports().forEach((store, port) -> System.out.println(store + "=" + port));
            System.out.println("ready");
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            e.printStackTrace();
            exit = 1;
        }
        delete(folder);
        // DynamoDB Local leaves threads behind that would keep the process alive.
        System.exit(exit);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
