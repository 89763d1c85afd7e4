package shop.pennywell.gateway;

import io.netty.util.NetUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.ConfigProvider;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** HTTP by hand over one connection: tests decide every octet, and see whether the connection was broken. */
final class RawHttp implements AutoCloseable {

    private final Socket socket = new Socket();
    private final InputStream in;

    RawHttp() throws IOException {
        this("127.0.0.1");
    }

    /** From another loopback address, as if from another machine. */
    RawHttp(String fromAddress) throws IOException {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        socket.bind(new InetSocketAddress(
                InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(fromAddress)), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2000);
        socket.setSoTimeout(15_000);
        in = socket.getInputStream();
    }

    /** One request over a connection of its own. */
    static Answer ask(String request) throws IOException {
        try (var http = new RawHttp()) {
            return http.send(request).read();
        }
    }

    static Answer get(String uri, String... headers) throws IOException {
        return ask(request("GET", uri, "", headers));
    }

    static Answer post(String uri, String body, String... headers) throws IOException {
        return ask(request("POST", uri, body, headers));
    }

    static String request(String method, String uri, String body, String... headers) {
        var text = new StringBuilder(method + " " + uri + " HTTP/1.1\r\nHost: pennywell.example\r\n");
        for (var header : headers) {
            text.append(header).append("\r\n");
        }
        if (!body.isEmpty()) {
            text.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        return text.append("\r\n").append(body).toString();
    }

    /** A request's head from its lines. */
    static String head(String... lines) {
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    RawHttp send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** Whether the other side has closed: end of stream, or a reset. */
    boolean isClosed() {
        try {
            return in.read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Reads one answer; a body that ends before it is complete is marked as broken. */
    Answer read() throws IOException {
        return read(true);
    }

    Answer readHead() throws IOException {
        return read(false);
    }

    private Answer read(boolean withBody) throws IOException {
        var statusLine = line();
        if (statusLine == null) {
            throw new IOException("closed without an answer");
        }
        Map<String, String> headers = new TreeMap<>();
        for (var line = line(); line != null && !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (a, b) -> a + " | " + b);
        }
        int status = Integer.parseInt(statusLine.split(" ")[1]);
        if (!withBody || status == 204 || status == 304 || status == 100) {
            return new Answer(status, headers, "", false);
        }
        var body = new ByteArrayOutputStream();
        boolean complete = "chunked".equals(headers.get("transfer-encoding"))
                ? readChunks(body)
                : readExactly(Integer.parseInt(headers.getOrDefault("content-length", "0")), body);
        return new Answer(status, headers, body.toString(ISO_8859_1), !complete);
    }

    private boolean readChunks(ByteArrayOutputStream body) throws IOException {
        while (true) {
            var size = line();
            if (size == null) {
                return false;
            }
            int octets = Integer.parseInt(size, 16);
            if (!readExactly(octets, body) || line() == null) {
                return false;
            }
            if (octets == 0) {
                return true;
            }
        }
    }

    private boolean readExactly(int count, ByteArrayOutputStream body) throws IOException {
        try {
            var octets = in.readNBytes(count);
            body.writeBytes(octets);
            return octets.length == count;
        } catch (java.net.SocketException e) {
            return false;
        }
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        while (true) {
            int octet;
            try {
                octet = in.read();
            } catch (java.net.SocketException e) {
                return null;
            }
            if (octet < 0) {
                return null;
            }
            if (octet == '\n') {
                return line.toString(ISO_8859_1).stripTrailing();
            }
            line.write(octet);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** What came back; header names in lower case. */
    record Answer(int status, Map<String, String> headers, String body, boolean broken) {

        String header(String name) {
            return headers.get(name);
        }

        io.vertx.core.json.JsonObject json() {
            return new io.vertx.core.json.JsonObject(body);
        }
    }
}
