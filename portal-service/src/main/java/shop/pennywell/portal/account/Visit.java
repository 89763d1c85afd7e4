package shop.pennywell.portal.account;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import shop.pennywell.portal.viewer.Viewer;

/** A signed-in member's request for an account page. */
@RequestScoped
public class Visit {

    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w.+-]{1,60}/[\\w.+-]{1,60}");

    private final MemberCalls calls;
    private final Viewer viewer;
    private final HttpServerRequest request;

    Visit(MemberCalls calls, Viewer viewer, HttpServerRequest request) {
        this.calls = calls;
        this.viewer = viewer;
        this.request = request;
    }

    UUID memberId() {
        return viewer.memberId();
    }

    CompletableFuture<Reply> payments(String path) {
        return calls.get(MemberCalls.PAYMENTS, path, authorization());
    }

    public CompletableFuture<Reply> commission(String path) {
        return calls.get(MemberCalls.COMMISSION, path, authorization());
    }

    CompletableFuture<Reply> mailing(String path) {
        return calls.get(MemberCalls.MAILING, path, authorization());
    }

    Reply tellPayments(String method, String path, Object body, Map<String, String> headers) {
        return calls.send(method, MemberCalls.PAYMENTS, path, authorization(), body, headers);
    }

    public Reply tellCommission(String method, String path, Object body, Map<String, String> headers) {
        return calls.send(method, MemberCalls.COMMISSION, path, authorization(), body, headers);
    }

    /** @param mediaType as the browser says; what is no media type at all is sent as that of any bytes */
    public Reply uploadToCommission(String path, String mediaType, Path file) {
        String plain =
                mediaType != null && MEDIA_TYPE.matcher(mediaType).matches() ? mediaType : "application/octet-stream";
        return calls.upload(MemberCalls.COMMISSION, path, authorization(), plain, file);
    }

    private String authorization() {
        return request.getHeader("Authorization");
    }
}
