package shop.pennywell.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * A stand-in for one replica of a service: a real HTTP server on the port where the gateway looks for it. It answers what it
 * received, unless a test gives it another behaviour.
 */
final class TestService implements AutoCloseable {

    private static final Vertx VERTX = Vertx.vertx();

    final List<JsonObject> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    private TestService(HttpServer server) {
        this.server = server;
    }

    /** Echoes each request as JSON: method, uri, headers (lower-case names), body. */
    static TestService echo(String service, int replica) {
        return start(service, replica, request -> {});
    }

    /** Runs the behaviour once a request's body is in; echoes if it has not answered then. */
    static TestService start(String service, int replica, Consumer<HttpServerRequest> behaviour) {
        var server = VERTX.createHttpServer(
                new HttpServerOptions().setMaxHeaderSize(64 * 1024).setMaxInitialLineLength(16 * 1024));
        var self = new TestService(server);
        server.requestHandler(request -> request.body().onSuccess(body -> {
            var echo = echo(request, body).put("replica", replica);
            self.received.add(echo);
            behaviour.accept(request);
            if (!request.response().headWritten() && request.response().getStatusCode() != 299) {
                request.response().putHeader("Content-Type", "application/json").end(echo.encode());
            }
        }));
        self.listen(service, replica);
        return self;
    }

    /** Hands every request over as it comes, before its body. */
    static TestService streaming(String service, int replica, Consumer<HttpServerRequest> behaviour) {
        var server = VERTX.createHttpServer();
        var self = new TestService(server);
        server.requestHandler(behaviour::accept);
        self.listen(service, replica);
        return self;
    }

    /** Marks a request whose answer the behaviour gives later, or never. */
    static void leaveOpen(HttpServerRequest request) {
        if (!request.response().headWritten()) {
            request.response().setStatusCode(299);
        }
    }

    /** As if the replica died while it worked on the request. */
    static int kill(HttpServerRequest request) {
        leaveOpen(request);
        request.connection().close();
        return 0;
    }

    static int port(String service, int replica) {
        var urls = ConfigProvider.getConfig().getValues("gateway.upstreams." + service, URI.class);
        return urls.get(replica).getPort();
    }

    static Vertx vertx() {
        return VERTX;
    }

    private void listen(String service, int replica) {
        long end = System.nanoTime() + 5_000_000_000L;
        while (true) {
            try {
                await(server.listen(port(service, replica), "127.0.0.1"));
                return;
            } catch (IllegalStateException e) {
                // The one before on this port may not have let go yet.
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() {
        await(server.close());
    }

    private static void await(io.vertx.core.Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonObject echo(HttpServerRequest request, Buffer body) {
        var headers = new JsonObject();
        request.headers()
                .names()
                .forEach(name -> headers.put(
                        name.toLowerCase(java.util.Locale.ROOT),
                        String.join(" | ", request.headers().getAll(name))));
        return new JsonObject()
                .put("method", request.method().name())
                .put("uri", request.uri())
                .put("headers", headers)
                .put("body", body.toString());
    }
}
