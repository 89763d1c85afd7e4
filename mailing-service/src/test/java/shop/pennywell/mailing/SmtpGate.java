package shop.pennywell.mailing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * A TCP gate before the test mail server: open, it passes every byte; down, it hangs up; otherwise it answers each RCPT
 * with the line it was given. Its state is a system property, because tests and resources live in several class loaders.
 */
public final class SmtpGate implements QuarkusTestResourceLifecycleManager {

    private static final String MODE = "mailing.test.smtp.gate";
    private static final String OPEN = "open";
    private static final String DOWN = "down";

    private ServerSocket server;

    public static void open() {
        System.setProperty(MODE, OPEN);
    }

    public static void hangUp() {
        System.setProperty(MODE, DOWN);
    }

    /** For example {@code 451 4.7.1 try later}. */
    public static void answerRecipients(String line) {
        System.setProperty(MODE, line);
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public Map<String, String> start() {
        open();
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        thread(this::accept);
        return Map.of("quarkus.mailer.port", Integer.toString(server.getLocalPort()));
    }

    @Override
    public void stop() {
        try {
            server.close();
        } catch (IOException alreadyClosed) {
            throw new UncheckedIOException(alreadyClosed);
        }
    }

    private void accept() throws IOException {
        while (!server.isClosed()) {
            Socket client = server.accept();
            String mode = System.getProperty(MODE);
            if (mode.equals(DOWN)) {
                client.close();
            } else if (mode.equals(OPEN)) {
                Socket real =
                        new Socket(InetAddress.getLoopbackAddress(), Integer.getInteger("pennywell.test.port.smtp"));
                thread(() -> pass(client, real));
                thread(() -> pass(real, client));
            } else {
                thread(() -> talk(client));
            }
        }
    }

    private static void pass(Socket from, Socket to) throws IOException {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer);
                    read >= 0 && System.getProperty(MODE).equals(OPEN);
                    read = in.read(buffer)) {
                out.write(buffer, 0, read);
                out.flush();
            }
        }
    }

    private static void talk(Socket client) throws IOException {
        try (client) {
            OutputStream out = client.getOutputStream();
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            say(out, "220 gate ESMTP");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String verb = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(Locale.ROOT);
                String mode = System.getProperty(MODE);
                if (mode.equals(OPEN) || mode.equals(DOWN) || verb.equals("QUIT")) {
                    return;
                }
                say(out, verb.equals("RCPT") ? mode : "250 ok");
            }
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void thread(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException hungUp) {
                        Thread.currentThread().interrupt();
                    }
                },
                "smtp-gate");
        thread.setDaemon(true);
        thread.start();
    }
}
