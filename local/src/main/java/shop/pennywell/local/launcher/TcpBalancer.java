package shop.pennywell.local.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands in for a Kubernetes Service: one address before several replicas. Each connection goes to the next replica
 * that accepts it; a replica that is down refuses at once and the next one gets its turn. What is inside a connection
 * is none of its business, and a connection whose replica dies, dies with it.
 */
final class TcpBalancer implements AutoCloseable {
    private static final int CONNECT_MILLIS = 1000;
    private static final int BUFFER_BYTES = 16 * 1024;

    private final ServerSocket front;
    private final List<Integer> replicaPorts;
    private final AtomicInteger turn = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads;

    private TcpBalancer(ServerSocket front, List<Integer> replicaPorts) {
        this.front = front;
        this.replicaPorts = List.copyOf(replicaPorts);
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(null, task, "balancer-" + front.getLocalPort(), 128 * 1024);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Listens on the loopback interface; port 0 takes any free one. */
    static TcpBalancer start(int port, List<Integer> replicaPorts) {
        try {
            ServerSocket front = new ServerSocket();
            front.setReuseAddress(true);
            front.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
            TcpBalancer balancer = new TcpBalancer(front, replicaPorts);
            balancer.threads.execute(balancer::accept);
            return balancer;
        } catch (IOException e) {
            throw new UncheckedIOException("The balancer on port " + port + " did not start: " + e.getMessage(), e);
        }
    }

    int port() {
        return front.getLocalPort();
    }

    private void accept() {
        while (!front.isClosed()) {
            try {
                Socket client = front.accept();
                open.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                // Closed, or a client that went away before it was accepted: the loop's condition tells which.
            }
        }
    }

    private void serve(Socket client) {
        Socket replica = connect();
        if (replica == null) {
            close(client);
            return;
        }
        open.add(replica);
        threads.execute(() -> copy(replica, client));
        copy(client, replica);
    }

    /** The next replica in turn that accepts, or null when none does. */
    private Socket connect() {
        int first = Math.floorMod(turn.getAndIncrement(), replicaPorts.size());
        for (int i = 0; i < replicaPorts.size(); i++) {
            int port = replicaPorts.get((first + i) % replicaPorts.size());
            Socket replica = new Socket();
            try {
                replica.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
                replica.setTcpNoDelay(true);
                return replica;
            } catch (IOException e) {
                close(replica);
            }
        }
        return null;
    }

    /**
     * Copies until the source ends and then ends the sink's input only: the answer may still be on its way. An error in
     * one direction ends both.
     */
    private void copy(Socket source, Socket sink) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            source.setTcpNoDelay(true);
            InputStream from = source.getInputStream();
            OutputStream to = sink.getOutputStream();
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                to.write(buffer, 0, read);
            }
            sink.shutdownOutput();
            if (source.isOutputShutdown()) {
                close(source);
                close(sink);
            }
        } catch (IOException e) {
            close(source);
            close(sink);
        }
    }

    private void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing to do about a socket that can't even be closed.
        }
    }

    @Override
    public void close() {
        try {
            front.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            open.forEach(this::close);
            threads.shutdownNow();
        }
    }
}
