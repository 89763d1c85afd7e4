package shop.pennywell.local.stores;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/** DynamoDB Local, bound to the loopback interface. */
final class DynamoServer implements AutoCloseable {
    private final DynamoDBProxyServer server;
    private final int port;

    private DynamoServer(DynamoDBProxyServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Starts on the port, which can't be 0: the server doesn't tell which one it took. */
    static DynamoServer start(Path folder, int port, boolean durable) throws IOException {
        // An empty path makes sqlite4java unpack the library that DynamoDB Local carries.
        System.setProperty("sqlite4java.library.path", "");
        if (durable) {
            Files.createDirectories(folder);
        }
        try {
            // Not through its ServerRunner, which sets up telemetry first.
            var requests =
                    new LocalDynamoDBRequestHandler(0, !durable, durable ? folder.toString() : null, true, false);
            var server = new DynamoDBProxyServer(port, new LocalDynamoDBServerHandler(requests, null));
            bindToLoopback(server);
            server.start();
            return new DynamoServer(server, port);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("DynamoDB Local did not start: " + e.getMessage(), e);
        }
    }

    /** It has no option for the address and would answer the whole network. */
    private static void bindToLoopback(DynamoDBProxyServer server) throws ReflectiveOperationException {
        var field = DynamoDBProxyServer.class.getDeclaredField("server");
        field.setAccessible(true);
        for (Connector connector : ((Server) field.get(server)).getConnectors()) {
            ((ServerConnector) connector).setHost("127.0.0.1");
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IOException("DynamoDB Local did not stop: " + e.getMessage(), e);
        }
    }
}
