package shop.pennywell.gateway.balance;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import shop.pennywell.gateway.route.Service;

/** The one pool of connections to the services: bounded per replica, in connections and in requests waiting for one. */
@ApplicationScoped
public class UpstreamClient {

    private static final Logger LOG = Logger.getLogger(UpstreamClient.class);

    private static final int MAX_HEADER = 32 * 1024;

    private final HttpClient http;
    private final Upstreams upstreams;
    private final Duration patience;

    UpstreamClient(Vertx vertx, UpstreamConfig config, Upstreams upstreams) {
        this.upstreams = upstreams;
        var pool = config.pool();
        this.patience = pool.patience();
        this.http = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(Math.toIntExact(pool.connect().toMillis()))
                        .setKeepAliveTimeout(Math.toIntExact(pool.keepAlive().toSeconds()))
                        .setMaxHeaderSize(MAX_HEADER)
                        .setTracingPolicy(TracingPolicy.IGNORE),
                new PoolOptions().setHttp1MaxSize(pool.size()).setMaxWaitQueueSize(pool.queue()));
    }

    @PreDestroy
    void close() {
        http.close();
    }

    /** Opens a request to one replica. When this fails, nothing has been sent. */
    public Future<HttpClientRequest> open(Upstream upstream, HttpMethod method, String uri) {
        return http.request(new RequestOptions()
                        .setMethod(method)
                        .setHost(upstream.host())
                        .setPort(upstream.port())
                        .setSsl(upstream.ssl())
                        .setURI(uri)
                        .setConnectTimeout(patience.toMillis()))
                .onSuccess(request -> request.exceptionHandler(e -> LOG.debugf("%s: %s", upstream, e.getMessage())));
    }

    /** Notes why {@link #open} failed: a replica that is only busy is not ejected. */
    public void failed(Upstream upstream, Throwable cause) {
        if (!isBusy(cause)) {
            upstreams.unreachable(upstream);
        }
    }

    /** Whether {@link #open} failed because all connections are taken and too many requests wait, or waited too long. */
    public static boolean isBusy(Throwable cause) {
        return cause instanceof ConnectionPoolTooBusyException || cause instanceof TimeoutException;
    }

    /**
     * The gateway's own small call to a service, at whichever replica accepts a connection.
     *
     * @param body sent as JSON; null for none
     */
    public Future<Answer> call(Service service, HttpMethod method, String uri, JsonObject body, Duration timeout) {
        return call(service, method, uri, body, timeout, new ArrayList<>());
    }

    private Future<Answer> call(
            Service service, HttpMethod method, String uri, JsonObject body, Duration timeout, List<Upstream> tried) {
        var upstream = upstreams.take(service, tried).orElse(null);
        if (upstream == null) {
            return Future.failedFuture("no replica of " + service.label() + " accepts connections");
        }
        tried.add(upstream);
        return open(upstream, method, uri)
                .map(request -> {
                    upstream.reachable();
                    return request;
                })
                .onFailure(e -> failed(upstream, e))
                .transform(opened -> opened.failed()
                        ? call(service, method, uri, body, timeout, tried)
                        : send(opened.result(), body, timeout))
                .onComplete(done -> upstream.released());
    }

    /** A small call to this very replica. */
    public Future<Answer> callOne(Upstream upstream, HttpMethod method, String uri, Duration timeout) {
        return open(upstream, method, uri).compose(request -> send(request, null, timeout));
    }

    private static Future<Answer> send(HttpClientRequest request, JsonObject body, Duration timeout) {
        request.idleTimeout(timeout.toMillis());
        request.putHeader("accept", "application/json");
        var answered = body == null
                ? request.send()
                : request.putHeader("content-type", "application/json").send(body.toBuffer());
        return answered.compose(response -> response.body().map(bytes -> new Answer(response.statusCode(), bytes)));
    }

    /** What a service answered. */
    public record Answer(int status, Buffer body) {}
}
