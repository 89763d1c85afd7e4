package shop.pennywell.local.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class TcpBalancerTest {
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @Test
    void takesTheReplicasInTurn() throws IOException {
        TcpBalancer balancer = balancer(replica("a"), replica("b"));
        assertEquals("a:x", ask(balancer, "x"));
        assertEquals("b:x", ask(balancer, "x"));
        assertEquals("a:x", ask(balancer, "x"));
    }

    @Test
    void goesOnToTheNextReplicaWhenOneRefuses() throws IOException {
        TcpBalancer balancer = balancer(dead(), replica("b"));
        for (int i = 0; i < 4; i++) {
            assertEquals("b:x", ask(balancer, "x"));
        }
    }

    @Test
    void closesAConnectionThatNoReplicaTakes() throws IOException {
        TcpBalancer balancer = balancer(dead());
        assertEquals("", ask(balancer, ""));
    }

    @Test
    void bringsAnAnswerThatComesAfterTheClientHasEndedItsHalf() throws IOException {
        // The replica reads to the end before it answers, so only a kept half can bring this.
        String large = "y".repeat(300_000);
        assertEquals("a:" + large, ask(balancer(replica("a")), large));
    }

    private TcpBalancer balancer(ServerSocket... replicas) {
        List<Integer> ports = new ArrayList<>();
        for (ServerSocket replica : replicas) {
            ports.add(replica.getLocalPort());
        }
        TcpBalancer balancer = TcpBalancer.start(0, ports);
        open.add(balancer);
        return balancer;
    }

    /** Nobody was ever accepting here: who closes a socket under an accepting thread may still see one connection taken. */
    private static ServerSocket dead() throws IOException {
        ServerSocket dead = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        dead.close();
        return dead;
    }

    /** Answers its name and what it read, once the client has ended its half of the connection. */
    private ServerSocket replica(String name) throws IOException {
        ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        open.add(server);
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                    byte[] question = client.getInputStream().readAllBytes();
                    client.getOutputStream().write((name + ":").getBytes(StandardCharsets.US_ASCII));
                    client.getOutputStream().write(question);
                } catch (IOException e) {
                    // Closed by the test.
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    private static String ask(TcpBalancer balancer, String question) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), balancer.port())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
