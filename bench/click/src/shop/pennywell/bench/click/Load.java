package shop.pennywell.bench.click;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Sends GETs over kept connections from one thread. A closed loop sends the next when an answer has come; an open loop sends at a fixed rate
 * whatever comes back, and measures each request from the moment at which it was meant to be sent.
 */
final class Load implements AutoCloseable {
    private static final int END_OF_HEAD = 4;

    private final InetSocketAddress address;
    private final int connections;
    private final IntFunction<String> requests;
    private final Selector selector = Selector.open();
    private final List<Connection> all = new ArrayList<>();
    private final Deque<Connection> free = new ArrayDeque<>();
    private final List<Long> latencies = new ArrayList<>();
    private Heard heard = (number, status, head) -> {};
    private int sent;
    private long answered;
    private long failed;
    private int broken;

    /** What becomes of a request. */
    interface Heard {
        void answer(int number, int status, String head);
    }

    /**
     * @param failed answered otherwise than by 302
     * @param broken connections that ended before their answer; of the others everything was read
     */
    record Result(long answered, long failed, int broken, long nanos, List<Long> latenciesNanos) {
        double perSecond() {
            return answered * 1e9 / nanos;
        }

        double percentileMillis(double percent) {
            List<Long> sorted = latenciesNanos.stream().sorted().toList();
            int index = (int) Math.ceil(percent / 100 * sorted.size()) - 1;
            return sorted.isEmpty() ? Double.NaN : sorted.get(Math.max(0, index)) / 1e6;
        }
    }

    /** @param requests the head of each request, by its number */
    Load(int port, int connections, IntFunction<String> requests) throws IOException {
        this.address = new InetSocketAddress("localhost", port);
        this.connections = connections;
        this.requests = requests;
    }

    void heard(Heard listener) {
        heard = listener;
    }

    private final class Connection {
        private final ByteBuffer in = ByteBuffer.allocate(1 << 15);
        private SocketChannel channel;
        private int number = -1;
        private long since;

        void open() throws IOException {
            channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(address);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
            in.clear();
        }

        void send(int which, long meantAt) throws IOException {
            number = which;
            since = meantAt;
            ByteBuffer out = ByteBuffer.wrap(requests.apply(which).getBytes(StandardCharsets.US_ASCII));
            while (out.hasRemaining()) {
                channel.write(out);
            }
        }

        /** @return whether the answer is complete */
        boolean read() throws IOException {
            if (channel.read(in) < 0) {
                throw new IOException("closed");
            }
            int end = indexOf(in.array(), in.position());
            if (end < 0) {
                return false;
            }
            String head = new String(in.array(), 0, end, StandardCharsets.ISO_8859_1);
            if (in.position() < end + END_OF_HEAD + length(head)) {
                return false;
            }
            in.clear();
            int status = Integer.parseInt(head.substring(9, 12));
            if (status == 302) {
                answered++;
            } else {
                failed++;
            }
            heard.answer(number, status, head);
            number = -1;
            return true;
        }
    }

    /** For so long, or so many requests, whichever ends first. */
    Result closed(long nanos, int most) throws IOException {
        begin();
        long began = System.nanoTime();
        long end = began + nanos;
        int left = most;
        int flying = 0;
        for (Connection connection : List.copyOf(free)) {
            if (left-- > 0) {
                connection.send(sent++, System.nanoTime());
                flying++;
            }
        }
        free.clear();
        while (flying > 0) {
            selector.select(100);
            for (SelectionKey key : selector.selectedKeys()) {
                Connection connection = (Connection) key.attachment();
                try {
                    if (connection.read()) {
                        if (broken == 0 && left-- > 0 && System.nanoTime() < end) {
                            connection.send(sent++, System.nanoTime());
                        } else {
                            flying--;
                            free.add(connection);
                        }
                    }
                } catch (IOException gone) {
                    connection.channel.close();
                    broken++;
                    flying--;
                }
            }
            selector.selectedKeys().clear();
        }
        return end(System.nanoTime() - began);
    }

    /** At this rate for so long. */
    Result open(int perSecond, long nanos) throws IOException {
        begin();
        long began = System.nanoTime();
        long gap = 1_000_000_000L / perSecond;
        long total = nanos / gap;
        long next = 0;
        Deque<Long> late = new ArrayDeque<>();
        long done = 0;
        while (done < total) {
            long now = System.nanoTime();
            while (next < total && began + next * gap <= now) {
                late.add(began + next * gap);
                next++;
            }
            while (!late.isEmpty() && !free.isEmpty()) {
                free.poll().send(sent++, late.poll());
            }
            selector.selectNow();
            for (SelectionKey key : selector.selectedKeys()) {
                Connection connection = (Connection) key.attachment();
                if (connection.read()) {
                    latencies.add(System.nanoTime() - connection.since);
                    free.add(connection);
                    done++;
                }
            }
            if (selector.selectedKeys().isEmpty()) {
                LockSupport.parkNanos(50_000);
            }
            selector.selectedKeys().clear();
        }
        return end(System.nanoTime() - began);
    }

    private void begin() throws IOException {
        answered = 0;
        failed = 0;
        broken = 0;
        latencies.clear();
        // A server ends connections that were idle for long.
        for (Connection connection : all) {
            connection.channel.close();
        }
        all.clear();
        free.clear();
        selector.selectNow();
        while (all.size() < connections) {
            Connection connection = new Connection();
            connection.open();
            all.add(connection);
            free.add(connection);
        }
    }

    private Result end(long nanos) {
        return new Result(answered, failed, broken, nanos, List.copyOf(latencies));
    }

    private static int length(String head) {
        String lower = head.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("content-length:");
        if (at < 0) {
            return 0;
        }
        int end = lower.indexOf('\r', at);
        return Integer.parseInt(
                lower.substring(at + 15, end < 0 ? lower.length() : end).strip());
    }

    private static int indexOf(byte[] bytes, int filled) {
        for (int i = 0; i + 3 < filled; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : all) {
            connection.channel.close();
        }
        selector.close();
    }
}
