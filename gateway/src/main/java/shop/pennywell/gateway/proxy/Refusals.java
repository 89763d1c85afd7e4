package shop.pennywell.gateway.proxy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import shop.pennywell.gateway.Refusal;
import shop.pennywell.gateway.route.Routes;

/** Answers for the gateway itself: a problem document for programs, a short page for people. */
public final class Refusals {

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%1$s</title>
            <style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:18vh auto;padding:0 1.5rem;color:#26323a}
            small{color:#6b7a83}</style></head>
            <body><h1>%1$s</h1><p>%2$s</p><p><a href="/">Home</a></p><p><small>%3$s · %4$s</small></p></body>
            </html>
            """;

    private Refusals() {}

    /** Ends the call with the refusal, unless its answer has begun. */
    public static void answer(Call call, Refusal refusal) {
        var response = call.request().response();
        if (response.ended() || response.closed() || response.headWritten()) {
            return;
        }
        var problem = refusal.problem();
        response.headers().clear();
        response.setStatusCode(problem.status());
        response.putHeader("Cache-Control", "no-store");
        response.putHeader("X-Content-Type-Options", "nosniff");
        refusal.headers().forEach(response::putHeader);
        boolean page = wantsPage(call);
        if (page) {
            response.putHeader("Content-Type", "text/html; charset=utf-8");
            response.putHeader(
                    "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
        } else {
            response.putHeader("Content-Type", "application/problem+json");
        }
        var body = page ? page(call, refusal) : document(call, refusal).encode();
        LingeringClose.end(call.request(), Buffer.buffer(body));
    }

    private static boolean wantsPage(Call call) {
        var accept = call.request().getHeader("Accept");
        var path = call.target() == null ? "/" : call.target().path();
        return accept != null
                && accept.contains("text/html")
                && !Routes.within(path, "/api")
                && !Routes.within(path, "/s2s");
    }

    private static JsonObject document(Call call, Refusal refusal) {
        var problem = refusal.problem();
        return new JsonObject()
                .put("type", "https://pennywell.shop/errors/" + problem.code())
                .put("title", problem.title())
                .put("status", problem.status())
                .put("detail", refusal.getMessage())
                .put("code", problem.code())
                .put("traceId", call.traceId());
    }

    private static String page(Call call, Refusal refusal) {
        return PAGE.formatted(
                refusal.problem().title(),
                refusal.getMessage(),
                refusal.problem().code(),
                call.traceId());
    }
}
