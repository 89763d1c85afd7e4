package shop.pennywell.gateway.proxy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import shop.pennywell.gateway.GatewayProblem;
import shop.pennywell.gateway.Refusal;

/**
 * A request's body on its way to a service, within a size limit. Either it streams with back pressure, or it is kept in memory
 * first, so that a slow client holds up nobody and it can be sent twice.
 */
final class RequestBody {

    private final HttpServerRequest request;
    private final long limit;
    private final long declared;
    private final Runnable progress;
    private final KeptBodies budget;

    private long taken;
    private Buffer kept = Buffer.buffer();
    private long received;
    private boolean ended;
    private boolean streamed;

    /**
     * @param request paused
     * @param limit in bytes
     * @param budget of memory for bodies that are kept
     * @param progress told of every chunk
     */
    RequestBody(HttpServerRequest request, long limit, KeptBodies budget, Runnable progress) {
        this.request = request;
        this.limit = limit;
        this.budget = budget;
        this.progress = progress;
        var length = request.getHeader("Content-Length");
        this.declared = length == null ? -1 : Long.parseLong(length);
        if (!LingeringClose.hasBody(request)) {
            request.handler(chunk -> {});
            request.endHandler(end -> ended = true);
            request.resume();
            ended = true;
        }
    }

    /** Whether it can be sent (again) from its beginning. */
    boolean isReplayable() {
        return ended && !streamed;
    }

    boolean hasEnded() {
        return ended;
    }

    /**
     * Reads the body into memory. What has arrived is charged to the budget; when that is used up, this one ends here, and what
     * has been read goes first when it is sent.
     */
    Future<Void> keep() {
        if (ended) {
            return Future.succeededFuture();
        }
        Promise<Void> done = Promise.promise();
        request.exceptionHandler(done::tryFail);
        request.handler(chunk -> {
            count(chunk);
            kept.appendBuffer(chunk);
            if (received > limit) {
                request.pause();
                done.tryFail(tooLarge(limit));
            } else if (budget.take(chunk.length())) {
                taken += chunk.length();
            } else {
                request.pause();
                done.tryComplete();
            }
        });
        request.endHandler(end -> {
            ended = true;
            done.tryComplete();
        });
        request.resume();
        return done.future();
    }

    /** Sends it; a body that turns out too large fails the future and must end the exchange. */
    Future<Void> sendTo(HttpClientRequest service) {
        if (ended && !streamed) {
            return kept.length() == 0 && declared < 0 ? service.end() : service.end(kept);
        }
        streamed = true;
        frame(service);
        Promise<Void> done = Promise.promise();
        if (kept.length() > 0) {
            service.write(kept).onFailure(done::tryFail);
            kept = Buffer.buffer();
        }
        request.exceptionHandler(done::tryFail);
        request.handler(chunk -> {
            count(chunk);
            if (received > limit) {
                stop();
                done.tryFail(tooLarge(limit));
                return;
            }
            service.write(chunk).onFailure(done::tryFail);
            if (service.writeQueueFull()) {
                request.pause();
                service.drainHandler(drained -> request.resume());
            }
        });
        request.endHandler(end -> {
            ended = true;
            service.end().onComplete(done);
        });
        request.resume();
        return done.future();
    }

    /** Takes no more of it, and gives back the memory it had. */
    void stop() {
        budget.giveBack(taken);
        taken = 0;
        if (!ended) {
            request.pause();
            request.handler(null);
        }
    }

    private void frame(HttpClientRequest service) {
        if (declared >= 0) {
            service.putHeader("Content-Length", Long.toString(declared));
        } else {
            service.setChunked(true);
        }
    }

    private void count(Buffer chunk) {
        received += chunk.length();
        progress.run();
    }

    static Refusal tooLarge(long limit) {
        return GatewayProblem.PAYLOAD_TOO_LARGE.because("At most " + limit + " bytes are accepted here.");
    }
}
