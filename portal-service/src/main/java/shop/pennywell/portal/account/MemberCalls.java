package shop.pennywell.portal.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import shop.pennywell.defaults.correlation.Correlation;
import shop.pennywell.defaults.sibling.Siblings;

/**
 * Asks siblings on behalf of the signed-in member, with the member's own token. A page waits a second and no more: then it
 * says what is missing and shows the rest. What changes something is waited for longer, because giving up on it leaves a
 * member who does not know whether it was done.
 */
@ApplicationScoped
class MemberCalls {

    static final String PAYMENTS = "payments";
    static final String COMMISSION = "commission";
    static final String MAILING = "mailing";

    private static final Logger LOG = Logger.getLogger(MemberCalls.class);
    private static final int MAX_BODY = 2_000_000;

    private final Siblings siblings;
    private final ObjectMapper json;
    private final Duration timeout;
    private final Duration writeTimeout;
    private final Duration uploadTimeout;
    private final HttpClient http;

    MemberCalls(Siblings siblings, ObjectMapper json, Config config) {
        this.siblings = siblings;
        this.json = json;
        this.timeout = config.siblingTimeout();
        this.writeTimeout = config.siblingWriteTimeout();
        this.uploadTimeout = config.siblingUploadTimeout();
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    @ConfigMapping(prefix = "pennywell.pages")
    interface Config {

        /** The whole answer to what a page wants to show. */
        @WithDefault("1s")
        Duration siblingTimeout();

        /** The whole answer to what changes something. */
        @WithDefault("5s")
        Duration siblingWriteTimeout();

        /** The whole answer to a file. */
        @WithDefault("20s")
        Duration siblingUploadTimeout();
    }

    /** @param authorization of the request being served, passed on as it is */
    CompletableFuture<Reply> get(String sibling, String path, String authorization) {
        return send(sibling, request(sibling, path, authorization).GET(), timeout);
    }

    Reply send(
            String method,
            String sibling,
            String path,
            String authorization,
            Object body,
            Map<String, String> headers) {
        HttpRequest.Builder request = request(sibling, path, authorization)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(written(body)));
        headers.forEach(request::header);
        return send(sibling, request, writeTimeout).join();
    }

    /** Sends a file as it is; such an answer may take as long as the file does. */
    Reply upload(String sibling, String path, String authorization, String mediaType, Path file) {
        try {
            HttpRequest.Builder request = request(sibling, path, authorization)
                    .header("Content-Type", mediaType)
                    .PUT(HttpRequest.BodyPublishers.ofFile(file));
            return send(sibling, request, uploadTimeout).join();
        } catch (FileNotFoundException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private HttpRequest.Builder request(String sibling, String path, String authorization) {
        String base = siblings.url(sibling).toString().replaceFirst("/$", "");
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", authorization)
                .header("Accept", "application/json, application/problem+json")
                .header(Correlation.HEADER, Correlation.traceparent());
    }

    /** The time-out of a request ends with its headers; the whole answer gets no more time than they did. */
    private CompletableFuture<Reply> send(String sibling, HttpRequest.Builder request, Duration patience) {
        return http.sendAsync(request.timeout(patience).build(), HttpResponse.BodyHandlers.ofByteArray())
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .handle((answer, failure) -> {
                    if (failure != null) {
                        LOG.infof("%s did not answer in time: %s", sibling, failure.getMessage());
                        return Reply.away();
                    }
                    return reply(sibling, answer);
                });
    }

    private Reply reply(String sibling, HttpResponse<byte[]> answer) {
        if (answer.statusCode() >= 500) {
            LOG.infof("%s answered %d", sibling, answer.statusCode());
        }
        if (answer.body().length == 0 || answer.body().length > MAX_BODY) {
            return new Reply(answer.statusCode(), null);
        }
        try {
            return new Reply(answer.statusCode(), json.readTree(answer.body()));
        } catch (IOException unreadable) {
            LOG.infof("%s answered %d with something that is not JSON", sibling, answer.statusCode());
            return Reply.away();
        }
    }

    private String written(Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
