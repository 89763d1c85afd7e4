package shop.pennywell.gateway.proxy;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import shop.pennywell.gateway.GatewayProblem;
import shop.pennywell.gateway.Refusal;
import shop.pennywell.gateway.balance.Upstream;
import shop.pennywell.gateway.balance.UpstreamClient;
import shop.pennywell.gateway.session.Identity;

/**
 * One request and its answer, streamed with back pressure both ways, over as many replicas as it may try. Everything runs on the
 * event loop of the client's connection.
 *
 * <p>The body is here before a replica is taken for it, unless it is an upload: a client that sends slowly must not keep one of
 * the service's connections for as long as it likes.
 *
 * <p>A replica that cannot be connected to has seen nothing, so the next one is tried whatever the request is. Once something was
 * sent, the request may have had its effect: it is sent again only if it is safe (GET, HEAD, OPTIONS) or a POST with an
 * Idempotency-Key where that counts, its body is still at hand, and nothing has been answered. Each time it carries the same
 * Request-Id, by which a service whose GET leaves something behind, as a click-out does, leaves it once.
 */
final class Exchange {

    private static final Logger LOG = Logger.getLogger(Exchange.class);

    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final int MOST_SENDS = 3;

    private final Proxy proxy;
    private final Call call;
    private final Identity identity;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final RequestBody body;
    private final boolean repeatable;
    private final long deadlineNanos;

    private final List<Upstream> tried = new ArrayList<>();
    private int sends;
    private Refusal whyNot = unavailable();

    private Upstream upstream;
    private HttpClientRequest sent;
    private boolean answering;
    private boolean closing;
    private boolean done;
    private long timer;
    private long progressNanos = System.nanoTime();

    Exchange(Proxy proxy, Call call, Identity identity) {
        this.proxy = proxy;
        this.call = call;
        this.identity = identity;
        this.request = call.request();
        this.response = request.response();
        this.body = new RequestBody(request, call.route().maxBody(), proxy.keptBodies, this::progress);
        boolean keyed = call.route().keyed()
                && request.method().equals(HttpMethod.POST)
                && request.headers().contains("Idempotency-Key");
        this.repeatable = SAFE.contains(request.method()) || keyed;
        var allowed = call.route().upload() ? proxy.timeouts.upload() : proxy.timeouts.request();
        this.deadlineNanos = call.startedNanos() + allowed.toNanos();
    }

    void start() {
        response.closeHandler(gone -> clientGone());
        arm();
        if (call.route().upload()) {
            attempt();
        } else {
            body.keep().onSuccess(kept -> attempt()).onFailure(this::bodyFailed);
        }
    }

    private void attempt() {
        if (done) {
            return;
        }
        var next = proxy.upstreams.take(call.route().service(), tried).orElse(null);
        if (next == null) {
            refuse(whyNot);
            return;
        }
        upstream = next;
        tried.add(next);
        call.upstream(next.toString());
        proxy.client
                .open(next, request.method(), call.target().uri())
                .onSuccess(this::send)
                .onFailure(this::notConnected);
    }

    private void notConnected(Throwable cause) {
        if (UpstreamClient.isBusy(cause)) {
            whyNot = GatewayProblem.UPSTREAM_BUSY
                    .because("Please try again in a moment.")
                    .with("Retry-After", "2");
        }
        proxy.client.failed(upstream, cause);
        LOG.debugf("%s cannot be connected to: %s", upstream, cause);
        release();
        attempt();
    }

    private void send(HttpClientRequest opened) {
        upstream.reachable();
        if (done) {
            opened.reset();
            release();
            return;
        }
        int number = ++sends;
        sent = opened;
        Headers.forService(call, opened.headers(), identity);
        opened.response()
                .onSuccess(answer -> answered(number, answer))
                .onFailure(failure -> failedAfterSending(number, failure));
        body.sendTo(opened).onFailure(failure -> sendingFailed(number, failure));
    }

    /** Only what is wrong with the client's side ends here; a broken service shows in the response. */
    private void sendingFailed(int number, Throwable failure) {
        if (isCurrent(number)
                && (failure instanceof Refusal || request.response().closed())) {
            bodyFailed(failure);
        }
    }

    private void bodyFailed(Throwable failure) {
        if (failure instanceof Refusal refusal) {
            refuse(refusal);
        } else {
            clientGone();
        }
    }

    private void failedAfterSending(int number, Throwable failure) {
        if (!isCurrent(number)) {
            return;
        }
        LOG.infof("%s failed after %s had been sent: %s", upstream, call.traceId(), failure.getMessage());
        whyNot = GatewayProblem.UPSTREAM_FAILED.because(
                "It may or may not have had its effect; look before you repeat it.");
        if (mayRepeat()) {
            repeat();
        } else {
            refuse(whyNot);
        }
    }

    /** Whether news concern the request that was sent last and not one that has been given up. */
    private boolean isCurrent(int number) {
        return !done && sent != null && number == sends;
    }

    private boolean mayRepeat() {
        return repeatable && body.isReplayable() && sends < MOST_SENDS;
    }

    /** At another replica if there is one; the same one again if not, for it may only have closed an idle connection. */
    private void repeat() {
        var failed = upstream;
        sent = null;
        release();
        var replicas = proxy.upstreams.of(call.route().service());
        if (tried.containsAll(replicas)) {
            tried.clear();
            if (replicas.size() > 1) {
                tried.add(failed);
            }
        }
        attempt();
    }

    private void answered(int number, HttpClientResponse answer) {
        if (!isCurrent(number)) {
            return;
        }
        if (isLeaving(answer)) {
            proxy.upstreams.unreachable(upstream);
            answer.handler(chunk -> {});
            whyNot = unavailable();
            if (mayRepeat()) {
                repeat();
            } else {
                refuse(whyNot);
            }
            return;
        }
        answering = true;
        progress();
        writeHead(answer);
        answer.exceptionHandler(this::brokeOff);
        answer.endHandler(end -> finished());
        answer.handler(chunk -> {
            progress();
            response.write(chunk);
            if (response.writeQueueFull()) {
                answer.pause();
                response.drainHandler(drained -> answer.resume());
            }
        });
    }

    private static Refusal unavailable() {
        return GatewayProblem.UPSTREAM_UNAVAILABLE
                .because("Please try again in a moment.")
                .with("Retry-After", "2");
    }

    /** How Quarkus answers, without looking at the request, before it has started and when it has stopped. */
    private static boolean isLeaving(HttpClientResponse answer) {
        return answer.statusCode() == 503 && answer.getHeader("Content-Type") == null;
    }

    private void writeHead(HttpClientResponse answer) {
        var headers = response.headers();
        response.setStatusCode(answer.statusCode());
        Headers.forClient(answer.headers(), headers);
        boolean serviceSetsSession =
                headers.getAll("Set-Cookie").stream().anyMatch(cookie -> cookie.startsWith("session="));
        if (identity.setCookie() != null && !serviceSetsSession) {
            headers.add("Set-Cookie", identity.setCookie());
            headers.set("Cache-Control", "no-store");
        }
        proxy.securityHeaders.complete(headers);
        closing = !body.hasEnded();
        if (closing) {
            headers.set("Connection", "close");
        }
        boolean bodiless =
                request.method().equals(HttpMethod.HEAD) || answer.statusCode() == 204 || answer.statusCode() == 304;
        if (!bodiless && !headers.contains("Content-Length")) {
            response.setChunked(true);
        }
    }

    private void finished() {
        if (done) {
            return;
        }
        boolean bodyPending = !body.hasEnded();
        finish();
        response.end();
        if (bodyPending) {
            LingeringClose.closeAfterBody(request);
        } else if (closing) {
            request.connection().close();
        }
    }

    /** Part of the answer is out, so the only honest end is to break the connection: the client sees that it is incomplete. */
    private void brokeOff(Throwable failure) {
        if (done) {
            return;
        }
        LOG.infof("%s broke off its answer to %s: %s", upstream, call.traceId(), failure.getMessage());
        finish();
        AccessLog.write(call, "broke-off");
        request.connection().close();
    }

    private void clientGone() {
        if (!done) {
            finish();
            AccessLog.write(call, "client-gone");
            request.connection().close();
        }
    }

    private void refuse(Refusal refusal) {
        if (done) {
            return;
        }
        if (answering) {
            brokeOff(refusal);
            return;
        }
        finish();
        Refusals.answer(call, refusal);
    }

    /** Nothing more will happen: what is still open towards the service is given up. */
    private void finish() {
        done = true;
        proxy.vertx.cancelTimer(timer);
        body.stop();
        if (sent != null) {
            sent.reset();
            release();
        }
    }

    private void release() {
        if (upstream != null) {
            upstream.released();
            upstream = null;
        }
    }

    private void progress() {
        progressNanos = System.nanoTime();
    }

    private void arm() {
        timer = proxy.vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanosLeft())), fired -> {
            if (nanosLeft() <= TimeUnit.MILLISECONDS.toNanos(1)) {
                timedOut();
            } else {
                arm();
            }
        });
    }

    private long nanosLeft() {
        long now = System.nanoTime();
        long idleLeft = proxy.timeouts.idle().toNanos() - (now - progressNanos);
        long left = answering ? idleLeft : deadlineNanos - now;
        return body.hasEnded() ? left : Math.min(left, idleLeft);
    }

    private void timedOut() {
        if (body.hasEnded()) {
            refuse(GatewayProblem.UPSTREAM_TIMEOUT.because(
                    "It may or may not have had its effect; look before you repeat it."));
        } else {
            refuse(GatewayProblem.REQUEST_TIMEOUT.because("The body of the request did not arrive in time."));
        }
    }
}
