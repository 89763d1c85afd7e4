package shop.pennywell.gateway;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;

/**
 * Brings a result back to the event loop that asked for it. What several requests wait for, a renewal or a key, comes true on the
 * event loop of the one that asked first, and the others' connections must not be touched from there.
 */
public final class OwnEventLoop {

    private OwnEventLoop() {}

    /** The handler, to be run on the event loop that calls this now. */
    public static <T> Handler<T> run(Handler<T> handler) {
        var own = Vertx.currentContext();
        return result -> {
            if (Vertx.currentContext() == own) {
                handler.handle(result);
            } else {
                own.runOnContext(there -> handler.handle(result));
            }
        };
    }
}
