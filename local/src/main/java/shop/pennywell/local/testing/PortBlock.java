package shop.pennywell.local.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * A hundred free ports for tests, as long as this JVM lives. Two builds on one machine get different ones: a lock on a file
 * in the machine's folder for temporary files holds a block, also between the moment in which a port is found free and the
 * one in which a server takes it. They lie below those that an operating system gives to clients by itself.
 */
public final class PortBlock {
    public static final int SIZE = 100;
    private static final int FIRST = 12_000;
    private static final int END = 32_000;
    /** Held by their being referred to; and never opened twice, because closing the second time would release them. */
    private static final Map<Integer, FileLock> TAKEN = new HashMap<>();

    private PortBlock() {}

    /** The first port of a block of {@value SIZE} that this JVM may use and nobody else does. */
    public static synchronized int take() {
        for (int first = FIRST; first < END; first += SIZE) {
            if (!TAKEN.containsKey(first) && lock(first)) {
                return first;
            }
        }
        throw new IllegalStateException("No %d ports are free from %d to %d".formatted(SIZE, FIRST, END));
    }

    private static boolean lock(int first) {
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "pennywell-ports-" + first + ".lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null && allFree(first)) {
                TAKEN.put(first, lock);
                return true;
            }
            channel.close();
            return false;
        } catch (IOException e) {
            // Another user's file: that user's block.
            return false;
        }
    }

    private static boolean allFree(int first) {
        for (int port = first; port < first + SIZE; port++) {
            try (ServerSocket probe = new ServerSocket()) {
                probe.setReuseAddress(true);
                probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
