package shop.pennywell.gateway;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Listens to the access log while it is open. */
final class AccessLines extends Handler implements AutoCloseable {

    private static final Logger ACCESS = Logger.getLogger("access");

    private record Line(String text, long thread) {}

    private final List<Line> lines = new CopyOnWriteArrayList<>();

    AccessLines() {
        ACCESS.addHandler(this);
    }

    List<String> texts() {
        return lines.stream().map(Line::text).toList();
    }

    /** Which thread wrote the line of that request. */
    Optional<Long> threadOf(String traceId) {
        return lines.stream()
                .filter(line -> line.text().endsWith(traceId))
                .map(Line::thread)
                .findFirst();
    }

    @Override
    public void publish(LogRecord entry) {
        var text = new SimpleFormatter().formatMessage(entry).formatted(entry.getParameters());
        lines.add(new Line(text, entry.getLongThreadID()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        ACCESS.removeHandler(this);
    }
}
