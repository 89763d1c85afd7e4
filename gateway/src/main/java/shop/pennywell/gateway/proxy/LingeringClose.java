package shop.pennywell.gateway.proxy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * Ends an answer that may come before the request's body has been read. Closing at once would reset the connection and the
 * client might never see the answer; reading on without end would let it send for ever. So we read on for a moment.
 */
final class LingeringClose {

    private static final long LINGER_MILLIS = 2000;
    private static final long SMALL = 16 * 1024L;

    private LingeringClose() {}

    /** Ends the response; closes the connection if the response says so, or if the body is not worth reading to its end. */
    static void end(HttpServerRequest request, Buffer body) {
        var response = request.response();
        boolean close = "close".equals(response.headers().get("Connection"));
        if (!close && (!hasBody(request) || isSmall(request))) {
            response.end(body);
            discard(request);
            return;
        }
        response.putHeader("Connection", "close");
        response.end(body);
        closeAfterBody(request);
    }

    /** Not worth a new connection: most of it has arrived already. */
    private static boolean isSmall(HttpServerRequest request) {
        var length = request.getHeader("Content-Length");
        return length != null && Long.parseLong(length) <= SMALL;
    }

    /** For an answer that has just ended: reads what is left of the request's body, but not for long, and closes. */
    static void closeAfterBody(HttpServerRequest request) {
        var vertx = Vertx.currentContext().owner();
        long timer = vertx.setTimer(LINGER_MILLIS, fired -> request.connection().close());
        if (request.isEnded()) {
            vertx.cancelTimer(timer);
            request.connection().close();
            return;
        }
        request.endHandler(ended -> {
            vertx.cancelTimer(timer);
            request.connection().close();
        });
        request.exceptionHandler(gone -> vertx.cancelTimer(timer));
        request.handler(chunk -> {});
        request.resume();
    }

    static boolean hasBody(HttpServerRequest request) {
        var length = request.getHeader("Content-Length");
        return request.headers().contains("Transfer-Encoding") || (length != null && !length.equals("0"));
    }

    private static void discard(HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        var vertx = Vertx.currentContext().owner();
        long timer = vertx.setTimer(LINGER_MILLIS, fired -> request.connection().close());
        request.endHandler(ended -> vertx.cancelTimer(timer));
        request.exceptionHandler(gone -> vertx.cancelTimer(timer));
        request.handler(chunk -> {});
        request.resume();
    }
}
