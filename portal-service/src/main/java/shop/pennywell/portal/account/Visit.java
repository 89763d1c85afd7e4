package shop.pennywell.portal.account;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import shop.pennywell.portal.viewer.Viewer;

/** A signed-in member's request for an account page. */
@RequestScoped
class Visit {

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

    CompletableFuture<Reply> commission(String path) {
        return calls.get(MemberCalls.COMMISSION, path, authorization());
    }

    CompletableFuture<Reply> mailing(String path) {
        return calls.get(MemberCalls.MAILING, path, authorization());
    }

    Reply tellPayments(String method, String path, Object body, Map<String, String> headers) {
        return calls.send(method, MemberCalls.PAYMENTS, path, authorization(), body, headers);
    }

    private String authorization() {
        return request.getHeader("Authorization");
    }
}
