package shop.pennywell.local.launcher;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder {@code .suite/} of a checkout, or the one that SUITE_FOLDER names: data, logs, secrets and the state of the running suite. */
public final class SuiteFolder {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private static final String LOCK = "lock";
    private static final int LOCK_ATTEMPTS = 10;

    private final Path folder;
    private FileChannel held;

    public SuiteFolder(Path folder) {
        this.folder = folder;
    }

    Path data() {
        return folder.resolve("data");
    }

    Path logs() {
        return folder.resolve("logs");
    }

    /** Reads a file of this folder, if it is there. */
    public <T> Optional<T> read(String name, Class<T> type) {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(JSON.readValue(file.toFile(), type));
        } catch (IOException e) {
            throw new SuiteFailure("The file " + file + " can't be read (" + firstLine(e)
                    + "). Delete it, or forget everything with ./suite reset");
        }
    }

    /** As {@link #read}, but what can't be read counts as not there. */
    <T> Optional<T> readIfPossible(String name, Class<T> type) {
        try {
            return read(name, type);
        } catch (SuiteFailure e) {
            return Optional.empty();
        }
    }

    /** Writes a file of this folder: whole or not at all, and readable by its owner only, for it may hold secrets. */
    public synchronized void write(String name, Object content) {
        Path file = folder.resolve(name);
        Path next = folder.resolve(name + ".next");
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(next);
            try {
                Files.createFile(
                        next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } catch (UnsupportedOperationException e) {
                Files.createFile(next);
            }
            JSON.writeValue(next.toFile(), content);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String name) {
        try {
            Files.deleteIfExists(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes the lock that a running suite holds as long as its process lives, however it ends; false if another has it.
     * Whoever holds it runs, which no clock and no reused process id can make untrue.
     */
    synchronized boolean lock() {
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(
                    folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            for (int attempt = 0; attempt < LOCK_ATTEMPTS; attempt++) {
                if (channel.tryLock() != null) {
                    // Kept: a channel that nobody refers to is closed by the garbage collection, and its lock is gone.
                    held = channel;
                    byte[] owner = JSON.writeValueAsBytes(State.Entry.of("suite", 0, ProcessHandle.current(), 0, ""));
                    channel.truncate(0).write(ByteBuffer.wrap(owner));
                    return true;
                }
                // Another command may only be asking who holds it.
                pause();
            }
            channel.close();
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process that holds the lock: the launcher of the suite that runs in this folder. */
    synchronized Optional<ProcessHandle> launcher() {
        if (held != null) {
            // To open and close the file once more would release the lock.
            return Optional.of(ProcessHandle.current());
        }
        if (!Files.exists(folder.resolve(LOCK))) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.READ)) {
            for (int attempt = 0; attempt < LOCK_ATTEMPTS; attempt++) {
                if (channel.tryLock(0, Long.MAX_VALUE, true) != null) {
                    return Optional.empty();
                }
                Optional<ProcessHandle> owner = owner();
                if (owner.isPresent()) {
                    return owner;
                }
                // It has the lock and has not yet written its name.
                pause();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new SuiteFailure("A suite is just starting or ending in " + folder + ". Try again in a moment");
    }

    private Optional<ProcessHandle> owner() {
        try {
            return JSON.readValue(folder.resolve(LOCK).toFile(), State.Entry.class)
                    .process();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void forgetEverything() throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
