package shop.pennywell.local.mail;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.server.SMTPServer;

/** An SMTP server that accepts every mail and forwards none: what arrives is in the inbox. */
public final class MailServer implements AutoCloseable {
    private static final int MAX_MESSAGE_BYTES = 20_000_000;

    private final SMTPServer server;

    private MailServer(SMTPServer server) {
        this.server = server;
    }

    /** Starts on the loopback interface; port 0 takes any free one. */
    public static MailServer start(Inbox inbox, int port) {
        SMTPServer server = new SMTPServer.Builder()
                .bindAddress(InetAddress.getLoopbackAddress())
                .port(port)
                .hostName("localhost")
                .softwareName("Pennywell inbox")
                .hideTLS()
                .maxMessageSize(MAX_MESSAGE_BYTES)
                .messageHandlerFactory(context -> new Delivery(inbox))
                .build();
        server.start();
        return new MailServer(server);
    }

    public int port() {
        return server.getPortAllocated();
    }

    @Override
    public void close() {
        server.stop();
    }

    private static final class Delivery implements MessageHandler {
        private final Inbox inbox;
        private final List<String> recipients = new ArrayList<>();
        private String from = "";

        Delivery(Inbox inbox) {
            this.inbox = inbox;
        }

        @Override
        public void from(String address) {
            from = address;
        }

        @Override
        public void recipient(String address) {
            recipients.add(address);
        }

        @Override
        public String data(InputStream data) throws IOException {
            return inbox.store(from, List.copyOf(recipients), data.readAllBytes());
        }

        @Override
        public void done() {
            // Nothing to release: each delivery is stored before its 250.
        }
    }
}
