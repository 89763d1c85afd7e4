package shop.pennywell.commission.webhook.wire;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;

/**
 * Posts to partners' endpoints, each time over a new connection to the very address that was judged. Redirects are not followed; an endpoint
 * that hangs holds a socket, and no thread of ours.
 */
@ApplicationScoped
public class Wire {
    private static final int LONGEST_RETRY_AFTER_DIGITS = 6;
    /** More than a replica ever calls at once: where many partners use one host, those that hang must not keep others from connecting. */
    private static final int MOST_TO_A_HOST = 512;

    private final Vertx vertx;
    private final WireConfig config;
    private final HttpClient http;

    @Inject
    Wire(Vertx vertx, WireConfig config) {
        this(vertx, config, null);
    }

    /** @param trust which certificates count, instead of those that the JDK trusts */
    Wire(Vertx vertx, WireConfig config, TrustOptions trust) {
        this.vertx = vertx;
        this.config = config;
        // Not pooled: what is kept would be many connections to strangers, and closed by them just as it is used again.
        HttpClientOptions options = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setKeepAlive(false)
                .setMaxPoolSize(MOST_TO_A_HOST)
                .setVerifyHost(true)
                .setForceSni(true)
                .setDecompressionSupported(false);
        if (trust != null) {
            options.setTrustOptions(trust);
        }
        this.http = vertx.createHttpClient(options);
    }

    /** Never fails: whatever goes wrong is an answer too. Done within {@link WireConfig#timeout}. */
    public CompletableFuture<Answer> post(Destination to, Map<String, String> headers, byte[] body) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        AtomicReference<HttpConnection> connection = new AtomicReference<>();
        AtomicReference<Answer> soFar = new AtomicReference<>(
                Answer.none("no answer within " + config.timeout().toSeconds() + " s"));
        long timer = vertx.setTimer(config.timeout().toMillis(), late -> answer.complete(soFar.get()));
        http.request(new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setServer(SocketAddress.inetSocketAddress(to.socket()))
                        .setHost(to.host())
                        .setPort(to.port())
                        .setSsl(to.isTls())
                        .setURI(to.pathAndQuery())
                        .setFollowRedirects(false)
                        .setConnectTimeout(config.connectTimeout().toMillis()))
                .compose(request -> {
                    connection.set(request.connection());
                    if (answer.isDone()) {
                        request.connection().close();
                        return Future.failedFuture("too late");
                    }
                    headers.forEach(request::putHeader);
                    // On the connection's own thread, so that the answer cannot have ended before somebody listens.
                    return request.send(Buffer.buffer(body)).onSuccess(response -> read(response, soFar, answer));
                })
                .onFailure(failure -> answer.complete(Answer.none(reason(failure))));
        return answer.whenComplete((done, never) -> {
            vertx.cancelTimer(timer);
            // Whatever ends the call, the time-out above all, ends its connection.
            HttpConnection open = connection.get();
            if (open != null) {
                open.close();
            }
        });
    }

    /** The status says it all; the rest is read so that a well-behaved endpoint is not cut off while it still talks. */
    private void read(HttpClientResponse response, AtomicReference<Answer> soFar, CompletableFuture<Answer> answer) {
        Answer said = new Answer(response.statusCode(), null, retryAfter(response.getHeader("Retry-After")));
        soFar.set(said);
        long[] left = {config.mostOfAnswer().asLongValue()};
        response.handler(piece -> {
            left[0] -= piece.length();
            if (left[0] < 0) {
                answer.complete(said);
            }
        });
        response.exceptionHandler(cut -> answer.complete(said));
        response.endHandler(end -> answer.complete(said));
    }

    private static Duration retryAfter(String header) {
        String seconds = header == null ? "" : header.strip();
        return seconds.matches("[0-9]{1," + LONGEST_RETRY_AFTER_DIGITS + "}")
                ? Duration.ofSeconds(Long.parseLong(seconds))
                : null;
    }

    private static String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return "no TLS connection: the certificate must be valid for the host, and of a known authority";
            }
            if (cause instanceof ConnectException || cause instanceof io.netty.channel.ConnectTimeoutException) {
                return "no connection";
            }
        }
        return "no HTTP answer";
    }
}
