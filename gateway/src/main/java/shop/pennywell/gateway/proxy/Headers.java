package shop.pennywell.gateway.proxy;

import io.vertx.core.MultiMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import shop.pennywell.gateway.session.Identity;

/** What passes between client and service, and what does not. */
final class Headers {

    /** By this a service knows a request that is sent to it again, or to another replica of it, for the same one. */
    private static final String REQUEST_ID = "Request-Id";

    /** RFC 9110, 7.6.1, and what older software sends: they speak of one connection only. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authentication-info",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings");

    /** Set by us or by nobody: from outside they would be lies that some library believes. */
    private static final Set<String> NOT_FROM_CLIENTS = Set.of(
            "authorization",
            "baggage",
            "content-length",
            "cookie",
            "expect",
            "forwarded",
            "host",
            "proxy",
            "request-id",
            "traceparent",
            "tracestate",
            "true-client-ip",
            "via",
            "x-client-ip",
            "x-cluster-client-ip",
            "x-http-method",
            "x-http-method-override",
            "x-method-override",
            "x-original-url",
            "x-real-ip",
            "x-rewrite-url");

    private static final List<String> PREFIXES_NOT_FROM_CLIENTS =
            List.of("x-forwarded-", "x-internal-", "x-pennywell-", "x-envoy-", "x-amzn-oidc-");

    private Headers() {}

    /** Fills the headers of the request to the service, except those about its body. */
    static void forService(Call call, MultiMap to, Identity identity) {
        var from = call.request();
        var client = call.client();
        var trace = call.trace();
        var dropped = namedInConnection(from.headers());
        from.headers().forEach(header -> {
            var name = header.getKey().toLowerCase(Locale.ROOT);
            if (!HOP_BY_HOP.contains(name) && !dropped.contains(name) && isFromClients(name)) {
                to.add(header.getKey(), header.getValue());
            }
        });
        if (identity.authorization() != null) {
            to.set("Authorization", identity.authorization());
        }
        if (identity.cookies() != null) {
            to.set("Cookie", identity.cookies());
        }
        to.set(REQUEST_ID, call.id().toString());
        to.set("X-Forwarded-For", client.address());
        to.set("X-Forwarded-Proto", client.proto());
        if (client.host() != null) {
            to.set("X-Forwarded-Host", client.host());
        }
        to.set("traceparent", trace.traceparent());
        var tracestate = from.getHeader("tracestate");
        if (trace.ofClient() && tracestate != null) {
            to.set("tracestate", tracestate);
        }
    }

    /** Copies a service's response headers; Content-Length too, which frames the body as the service did. */
    static void forClient(MultiMap from, MultiMap to) {
        var dropped = namedInConnection(from);
        from.forEach(header -> {
            var name = header.getKey().toLowerCase(Locale.ROOT);
            if (!HOP_BY_HOP.contains(name) && !dropped.contains(name)) {
                to.add(header.getKey(), header.getValue());
            }
        });
    }

    private static boolean isFromClients(String name) {
        return !NOT_FROM_CLIENTS.contains(name)
                && PREFIXES_NOT_FROM_CLIENTS.stream().noneMatch(name::startsWith);
    }

    private static Set<String> namedInConnection(MultiMap headers) {
        Set<String> names = new HashSet<>();
        for (var value : headers.getAll("Connection")) {
            for (var name : value.split(",")) {
                names.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }
}
